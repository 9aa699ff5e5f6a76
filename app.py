"""Rhytid in the browser: ``streamlit run app.py``."""

import streamlit as st

from dashboard import texts
from dashboard.faults import run_shielded
from dashboard.startup import clinic_ready, libraries_present
from dashboard.theme import dress, masthead


def main() -> None:
    """Draw the frame, and the page that the address names once everything is ready."""
    dress()
    clients = st.Page(
        "dashboard/views/clients.py", title=texts.CLIENTS, url_path="clients", default=True
    )
    client = st.Page("dashboard/views/client.py", title=texts.CLIENT, url_path="client")
    compare = st.Page("dashboard/views/compare.py", title=texts.COMPARE, url_path="compare")
    page = st.navigation([clients, client, compare], position="hidden")
    masthead([clients, compare], current=page)
    if libraries_present() and (page is compare or clinic_ready()):
        run_shielded(page.run)


# Worker processes that measure photos start by importing this file again under another name.
if __name__ == "__main__":
    main()
