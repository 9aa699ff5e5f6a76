"""Storage and health, with the buttons to back up and to check everything."""

from datetime import datetime

import streamlit as st

from dashboard import texts
from dashboard.markup import note
from dashboard.startup import desk
from reports import words
from tracking.backup import verify_backup
from tracking.settings import read_settings
from tracking.upkeep import Upkeep, back_up_beside, upkeep
from tracking.verify import verify


def show_upkeep() -> None:
    """Draw the figures, and what should be done next."""
    state = upkeep(desk(), read_settings().data_dir)
    if not state.tables_are_new:
        st.html(note(texts.UPKEEP_TABLES_OLD, texts.UPKEEP_TABLES_OLD_ADVICE, severity="block"))
    _facts(state)
    backup, check = st.columns(2, gap="medium")
    with backup.container(key="card-backup"):
        _show_backup(state)
    with check.container(key="card-check"):
        _show_check(state)


def _facts(state: Upkeep) -> None:
    figures = {
        "clients": str(state.clients),
        "photos": str(state.photos),
        "data": _size(state.data_mb, 0),
        "free": _size(state.free_mb and state.free_mb / 1000, 1),
    }
    with st.container(key="chart"):
        for column, (name, figure) in zip(st.columns(4), figures.items(), strict=True):
            column.metric(texts.UPKEEP_FACTS[name], figure)


def _size(value: float | None, digits: int) -> str:
    return words.NO_FIGURE if value is None else words.number(value, digits)


def _show_backup(state: Upkeep) -> None:
    title = _when(state.last_backup, texts.UPKEEP_BACKUP_LAST, texts.UPKEEP_BACKUP_NEVER)
    st.html(note(title, texts.UPKEEP_BACKUP_ADVICE, severity="info"))
    if not st.button(texts.BACK_UP, type="primary"):
        return
    data_dir = read_settings().data_dir
    with st.spinner(texts.BACKING_UP):
        folder = back_up_beside(desk(), data_dir)
        faults = verify_backup(desk(), folder)
    if faults:
        st.error(texts.BACKUP_FAULTY)
    else:
        st.success(texts.BACKED_UP.format(folder=folder.relative_to(data_dir)))


def _show_check(state: Upkeep) -> None:
    title = _when(state.last_check, texts.UPKEEP_CHECK_LAST, texts.UPKEEP_CHECK_NEVER)
    st.html(note(title, texts.UPKEEP_CHECK_ADVICE, severity="info"))
    if not st.button(texts.VERIFY):
        return
    with st.spinner(texts.VERIFYING):
        found = verify(desk())
    if found.is_sound:
        st.success(texts.SOUND.format(photos=found.photo_count))
        return
    advice = texts.UNSOUND_ADVICE.format(
        photos=len(found.photos),
        keys=len(found.keys),
        rows=len(found.rows),
        audit=len(found.audit),
    )
    st.html(note(texts.UNSOUND, advice, severity="block", role="alert"))


def _when(moment: datetime | None, known: str, never: str) -> str:
    return never if moment is None else known.format(date=words.day_and_month(moment))
