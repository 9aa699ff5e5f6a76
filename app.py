"""Rhytid in the browser: ``streamlit run app.py``."""

import streamlit as st

from dashboard.faults import run_shielded
from dashboard.pages import pages_of
from dashboard.signin import current_actor
from dashboard.startup import clinic_ready, libraries_present
from dashboard.theme import dress, masthead


def main() -> None:
    """Draw the frame, and the page that the address names once everything is ready."""
    dress()
    entries = pages_of(current_actor().role)
    pages = {
        entry: st.Page(
            entry.file, title=entry.title(), url_path=entry.url_path, default=entry is entries[0]
        )
        for entry in entries
    }
    page = st.navigation(list(pages.values()), position="hidden")
    masthead([pages[entry] for entry in entries if entry.in_masthead], current=page)
    here = next(entry for entry in entries if pages[entry] is page)
    if libraries_present() and (not here.needs_records or clinic_ready()):
        run_shielded(page.run)


# Worker processes that measure photos start by importing this file again under another name.
if __name__ == "__main__":
    main()
