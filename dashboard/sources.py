"""Where pages get their data."""

import hashlib

import streamlit as st

from dashboard.startup import desk
from tracking import progress
from tracking.compare import compare_photos
from tracking.desk import UnknownRecordError
from tracking.measure import face_landmarker
from tracking.pair_view import view_of
from tracking.progress import ClientCard, PairView, Progress
from vision.errors import Refusal


def clients(search: str) -> list[ClientCard]:
    """Clients whose name or number holds the searched text."""
    return progress.list_clients(desk(), search)


def client(client_id: str) -> Progress | None:
    """Everything about one client, None when there is no such client."""
    try:
        return progress.client_progress(desk(), client_id)
    except UnknownRecordError:
        return None


def pair(client_id: str, before_visit_id: int, after_visit_id: int, expression: str) -> PairView:
    """Two visits of a client in one frame."""
    return progress.pair_view(desk(), client_id, before_visit_id, after_visit_id, expression)


def own_pair(before: bytes, after: bytes) -> PairView | Refusal:
    """Two photos that are measured and forgotten with the browser session."""
    digests = tuple(hashlib.sha256(photo).hexdigest() for photo in (before, after))
    return _own_pair(digests, before, after)


@st.cache_data(scope="session", max_entries=1, show_spinner=False)
def _own_pair(digests: tuple[str, ...], _before: bytes, _after: bytes) -> PairView | Refusal:
    pair = compare_photos(_before, _after, face_landmarker())
    return pair if isinstance(pair, Refusal) else view_of(pair)
