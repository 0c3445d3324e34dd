"""Plotly figures from the frames of results: pure, one look, no colour without a word beside it."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

INK = "#1c2733"
LINE = "#d5dce3"
DEEP = "#1d3557"
GAIN = "#1f6f78"
COST = "#a44a1c"

# Costs are told from benefits by hatching too, not by colour alone.
_HATCHED = {
    "color": COST,
    "pattern": {"shape": "/", "fillmode": "overlay", "fgcolor": "#ffffff", "solidity": 0.25},
}
_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif"


def bars(
    labels: Sequence[str],
    lengths: Sequence[float],
    words: Sequence[str],
    *,
    title: str,
    whole: float | None = None,
) -> go.Figure:
    """Draw one horizontal bar a label, first on top, with ``words`` at its end.

    ``title`` says what a length is; ``whole`` is the length of the full width, if there is one.
    """
    trace = go.Bar(
        x=list(lengths),
        y=[_wrapped(label) for label in labels],
        text=list(words),
        textposition="outside",
        cliponaxis=False,
        orientation="h",
        marker={"color": DEEP},
        hovertemplate="%{y}: %{text}<extra></extra>",
    )
    figure = _plain(go.Figure(trace))
    figure.update_layout(bargap=0.35, margin={"r": 90})
    figure.update_xaxes(title=title, rangemode="tozero", showticklabels=False, showgrid=False)
    if whole is not None:
        figure.update_xaxes(range=[0, whole])
    figure.update_yaxes(autorange="reversed")
    return figure


def yearly(cumulative: pd.DataFrame) -> go.Figure:
    """Draw an appraisal's benefits and costs a year and what they come to, £ at present value.

    ``cumulative`` as ``AppraisalResult.cumulative`` has it.
    """
    years = [f"Year {t}" for t in cumulative["t"]]
    figure = go.Figure(
        [
            go.Bar(name="Benefit", x=years, y=cumulative["pv_benefit"], marker={"color": GAIN}),
            go.Bar(
                name="Cost",
                x=years,
                y=-cumulative["pv_cost"],
                marker=_HATCHED,
            ),
            go.Scatter(
                name="Running total",
                x=years,
                y=cumulative["cumulative"],
                mode="lines+markers",
                line={"color": INK, "width": 2, "dash": "dot"},
                marker={"size": 9, "symbol": "diamond"},
            ),
        ]
    )
    figure.update_traces(hovertemplate="%{x}: £%{y:,.0f}<extra>%{fullData.name}</extra>")
    figure = _plain(figure)
    figure.update_layout(barmode="relative", bargap=0.4)
    figure.update_yaxes(tickformat=",.0f", gridcolor=LINE, title="Present value, £")
    return figure


def positions(partners: pd.DataFrame) -> go.Figure:
    """Draw what each partner pays, to the left, and gains, to the right, £ at present value.

    ``partners`` as ``AppraisalResult.partner_position`` has it.
    """
    names = [_wrapped(name) for name in partners["name"]]
    figure = go.Figure(
        [
            go.Bar(
                name="Pays",
                y=names,
                x=-partners["pv_cost"],
                orientation="h",
                marker=_HATCHED,
            ),
            go.Bar(
                name="Gains (or loses)",
                y=names,
                x=partners["pv_benefit"],
                orientation="h",
                marker={"color": GAIN},
            ),
        ]
    )
    figure.update_traces(hovertemplate="%{y}: £%{x:,.0f}<extra>%{fullData.name}</extra>")
    figure = _plain(figure)
    figure.update_layout(barmode="relative", bargap=0.4)
    figure.update_xaxes(tickformat=",.0f", gridcolor=LINE, title="Present value, £")
    figure.update_yaxes(autorange="reversed")
    return figure


def _plain(figure: go.Figure) -> go.Figure:
    figure.update_layout(
        template="none",
        font={"family": _FONT, "size": 15, "color": INK},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        margin={"l": 10, "r": 20, "t": 10, "b": 10},
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        hoverlabel={"font": {"size": 15}},
    )
    figure.update_xaxes(automargin=True, zerolinecolor=INK, fixedrange=True)
    figure.update_yaxes(
        automargin=True,
        zerolinecolor=INK,
        fixedrange=True,
        ticks="outside",
        ticklen=8,
        tickcolor="rgba(0,0,0,0)",
    )
    return figure


def _wrapped(label: str, width: int = 30) -> str:
    """Break a label into lines, which Plotly does not do by itself."""
    lines = [""]
    for word in label.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(lines)
