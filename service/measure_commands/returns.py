"""`placegraph measure roi`."""

from datetime import date

from placegraph import measures, output, reports
from placegraph.measure_commands.options import AsAt, Structure
from placegraph.opening import open_store
from placegraph.output import As, Form


def roi(as_at: AsAt = None, structure: Structure = None, form: As = Form.TABLE) -> None:
    """Say what each partnership returns: efficiency, citizen benefit and the evidence for it."""
    with open_store() as store:
        at = measures.moment(store, as_at=as_at, structure=structure, today=date.today())
        output.report(reports.roi(measures.returns(store, at), at), form)
