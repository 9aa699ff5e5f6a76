"""The calibration wizard: repeats of one person, and the error that follows from them."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import tables, texts
from dashboard.markup import empty, note, paragraph
from dashboard.pair import working
from dashboard.startup import desk
from reports import words
from tracking.calibrate import calibrate_clinic, own_calibration
from vision.errors import Refusal

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from metrics.calibration import OwnError

POSES = 2
FILE_TYPES = ["jpg", "jpeg", "png", "webp", "heic", "heif"]


def show_calibration() -> None:
    """Draw the steps of the wizard, and the error that holds."""
    st.html(paragraph(texts.CALIBRATION_LEAD, "lead"))
    poses = [
        column.file_uploader(
            texts.CALIBRATION_POSE.format(number=number), FILE_TYPES, accept_multiple_files=True
        )
        for number, column in enumerate(st.columns(POSES, gap="medium"), start=1)
    ]
    ready = all(len(shots) >= POSES for shots in poses)
    if st.button(texts.CALIBRATION_START, type="primary", disabled=not ready):
        _measure(poses)
    _show_holding()


def _measure(poses: Sequence[Sequence["UploadedFile"]]) -> None:
    with working(texts.CALIBRATION_WAIT), TemporaryDirectory() as folder:
        for number, shots in enumerate(poses, start=1):
            place = Path(folder) / f"pose-{number}"
            place.mkdir()
            for shot, file in enumerate(shots, start=1):
                suffix = Path(file.name).suffix.lower()
                (place / f"{shot}{suffix}").write_bytes(file.getvalue())
        found = calibrate_clinic(desk(), Path(folder))
    if isinstance(found, Refusal):
        told = words.advice(found.message.replace(f"{folder}/", ""))
        st.html(note(texts.CALIBRATION_REFUSED, told, severity="block", role="alert"))


def _show_holding() -> None:
    kept = own_calibration(desk())
    if kept is None:
        st.html(empty(texts.CALIBRATION_NONE, texts.CALIBRATION_NONE_ADVICE))
        return
    found = kept.calibration
    date = words.day_and_month(kept.made_at)
    st.subheader(texts.CALIBRATION_HOLDS.format(date=date, poses=found.poses, shots=found.shots))
    by_figure = {
        figure: {error.region: error for error in found.errors if error.figure == figure}
        for figure in ("density", "severity")
    }
    known = {error.region for error in found.errors}
    rows = [
        (
            words.REGIONS[name],
            *_cells(by_figure["density"].get(name)),
            *_cells(by_figure["severity"].get(name)),
        )
        for name in words.REGIONS
        if name in known
    ]
    st.html(tables.in_words(texts.CALIBRATION_HEADS, rows))
    st.html(paragraph(texts.CALIBRATION_CAPTION, "small"))


def _cells(error: "OwnError | None") -> tuple[str, str]:
    if error is None:
        return words.NO_FIGURE, words.NO_FIGURE
    lower, upper = (
        words.signed_percent(limit) for limit in (error.lower_percent, error.upper_percent)
    )
    return words.percent(error.sdc_percent), f"{lower} … {upper}"
