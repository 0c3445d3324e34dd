"""The dashboard as a Dash application."""

from dash import Dash

from placegraph.dashboard import shell
from placegraph.dashboard.context import STORE
from placegraph.graph.store import Store

_INDEX = """<!DOCTYPE html>
<html lang="en-GB">
  <head>
    {%metas%}
    <title>{%title%}</title>
    {%favicon%}
    {%css%}
  </head>
  <body>
    <noscript>PlaceGraph draws its pages with JavaScript; please switch it on.</noscript>
    {%app_entry%}
    <footer>{%config%}{%scripts%}{%renderer%}</footer>
  </body>
</html>
"""


def create_app(store: Store) -> Dash:
    """Return the dashboard over ``store``; ``app.server`` is its WSGI application."""
    app = Dash(
        "placegraph.dashboard",
        use_pages=True,
        title="PlaceGraph",
        update_title=None,
        index_string=_INDEX,
        # Pages are drawn per address, so no one layout holds every component.
        suppress_callback_exceptions=True,
        meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
    )
    app.server.config[STORE] = store
    app.layout = shell.frame
    shell.connect(app)
    return app
