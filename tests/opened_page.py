"""Pages of the app as Streamlit runs them, without a browser."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

APP = Path(__file__).parents[1] / "app.py"


def opened(page: str, **query: str) -> AppTest:
    """Open the app at a page of `dashboard.views`."""
    app = AppTest.from_file(str(APP), default_timeout=30)
    app.query_params.update(query)
    app.run()
    app.switch_page(f"dashboard/views/{page}.py").run()
    assert not app.exception
    return app


def shown(app: AppTest) -> str:
    """Return the HTML that a page wrote itself."""
    return " ".join(element.proto.body for element in app.get("html"))
