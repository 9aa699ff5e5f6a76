"""Rhytid in the browser: ``streamlit run app.py``.

Streamlit reads this file in two ways: its web server imports it once for `app`, and it is run as
a script whenever a page is drawn. Worker processes that measure photos start by importing it too,
under a third name, and must find nothing to do.
"""

import streamlit as st

from dashboard.faults import draw_page
from dashboard.pages import pages_of
from dashboard.signin import current_actor, show_door
from dashboard.startup import clinic_ready, libraries_present, measure_what_waits
from dashboard.theme import dress, masthead


def main() -> None:
    """Draw the frame, and the page that the address names once everything is ready."""
    dress()
    actor = current_actor()
    entries = pages_of(actor.role)
    if not entries:
        st.navigation([st.Page(show_door, title="Rhytid")], position="hidden").run()
        return
    pages = {
        entry: st.Page(
            entry.file, title=entry.title(), url_path=entry.url_path, default=entry is entries[0]
        )
        for entry in entries
    }
    page = st.navigation(list(pages.values()), position="hidden")
    masthead([pages[entry] for entry in entries if entry.in_masthead], page, actor)
    here = next(entry for entry in entries if pages[entry] is page)
    if libraries_present() and (not here.needs_records or clinic_ready()):
        draw_page(page.run)
        if here.needs_records:
            measure_what_waits()


if __name__ == "__main__":
    main()
elif __name__ == "app":
    from starlette.middleware import Middleware

    from dashboard.server import ROUTES, Guard, opening_browser
    from tracking.settings import read_settings

    guard = Middleware(Guard, settings=read_settings())
    app = st.App(__file__, routes=ROUTES, middleware=[guard], lifespan=opening_browser)
