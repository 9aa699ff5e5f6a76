"""Two photos of one frame on a page: slider, table of regions, findings and refusals."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import streamlit as st

from dashboard import tables, texts
from dashboard.markup import note, waiting
from dashboard.slider import Mode, before_after
from reports import words
from tracking.progress import PairView
from vision.quality import Finding


@contextmanager
def working(title: str) -> Iterator[None]:
    """Say that photos are being measured, above the slider, which keeps its place meanwhile."""
    place = st.empty()
    place.html(waiting(title, texts.MEASURING_STEPS, texts.MEASURING_ADVICE))
    try:
        yield
    finally:
        place.empty()


def show_pair(
    pair: PairView,
    *,
    before_label: str,
    after_label: str,
    key: str,
    mode: Mode = "slider",
) -> None:
    """Draw a pair: what stands against comparing it, its photos, and its figures.

    Parameters
    ----------
    pair : PairView
        Of a client's visits, or of two photos that belong to nobody.
    before_label, after_label : str
        What to call the two photos.
    mode : str
        How to look at the photos, see `dashboard.slider.before_after`.
    key : str
        Identity of the pair's elements on the page.
    """
    if pair.status != "compared":
        reason = words.advice(pair.reason.message) if pair.reason is not None else ""
        st.html(note(texts.CANNOT_COMPARE, reason, severity="block"))
    if pair.before_pixels is None or pair.after_pixels is None:
        _show_findings(pair.findings)
        return
    photos, figures = st.columns(2, gap="medium")
    with photos:
        before_after(
            pair.before_pixels,
            pair.after_pixels,
            pair.lines,
            before_label=before_label,
            after_label=after_label,
            mode=mode,
            key=key,
        )
    with figures:
        if pair.status == "compared" and pair.face is not None:
            st.html(tables.region_table(pair.face, pair.regions))
        _show_findings(pair.findings)


def _show_findings(findings: Sequence[Finding]) -> None:
    if findings:
        st.html(tables.findings(findings))
