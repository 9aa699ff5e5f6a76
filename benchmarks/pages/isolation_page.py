"""The page that `benchmarks.isolation` asks for: a client's name, photo and export.

It stands behind the guard, the sign-in and the access rules of Rhytid, and shows what pages of
Rhytid show the careless way: a picture and a download with an address each.
"""

import io
from pathlib import Path

import streamlit as st
from PIL import Image

from dashboard.practice import records
from dashboard.signin import current_actor
from records.blobs import PhotoName
from tracking.access import AccessDeniedError, Action
from tracking.clients import details_of

EXPORT_BYTES = 1_500_000
NAMED_AT = 200_000
"""Where the name stands in an export: not at its head, middle or tail."""


def export_of(name: str) -> bytes:
    """Return an export that is as long as everybody's and differs in one place."""
    return b"x" * NAMED_AT + name.encode() + b"x" * (EXPORT_BYTES - NAMED_AT - len(name.encode()))


def main() -> None:
    """Show the client that the address names, or the actor's own."""
    actor = current_actor()
    client_id = st.query_params.get("client") or actor.client_id or ""
    desk = records().of(actor)
    try:
        name = details_of(desk, client_id).name
        with desk.reading(Action.SEE_PHOTOS, client_id):
            photo = desk.photos.get(PhotoName(client_id, st.query_params["photo"]))
    except AccessDeniedError:
        st.write("refused")
        return
    st.write(name)
    st.image(Image.open(io.BytesIO(photo)))
    st.download_button("Export", export_of(name), "export.csv", "text/csv")


if __name__ == "__main__":
    main()
elif __name__ == Path(__file__).stem:
    from starlette.middleware import Middleware

    from dashboard.server import ROUTES, Guard
    from tracking.settings import read_settings

    guard = Middleware(Guard, settings=read_settings())
    app = st.App(__file__, routes=ROUTES, middleware=[guard])
