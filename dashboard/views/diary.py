"""A client's diary of side effects, and the notice that must not wait."""

import streamlit as st

from dashboard import own, texts
from dashboard.faults import shielded
from dashboard.markup import empty, note, paragraph
from dashboard.sources import now
from records.screening import SideEffectRecord, SideEffectSeverity
from reports import words
from treatments.regions import REGIONS
from treatments.side_effects import SideEffectKind

ADDED = "diary-added"
KINDS = [kind.value for kind in SideEffectKind]
SEVERITIES = [severity.value for severity in SideEffectSeverity]


def show_diary() -> None:
    """Draw the notice where one is due, the form, and everything in the diary."""
    st.title(texts.DIARY_TITLE)
    st.html(paragraph(texts.DIARY_LEAD, "lead"))
    records = own.diary()
    if any(record.effect.kind.is_urgent and record.effect.ended is None for record in records):
        st.html(note(texts.URGENT_TITLE, texts.URGENT_ADVICE, severity="block", role="alert"))
    if st.session_state.pop(ADDED, False):
        st.success(texts.DIARY_KEPT)
    with st.container(key="card-diary"):
        show_form()
    if not records:
        st.html(empty(texts.DIARY_EMPTY, texts.DIARY_EMPTY_ADVICE))
    for record in records:
        show_entry(record)


def show_form() -> None:
    """Draw the form; what is entered is kept before the page is drawn again."""
    with st.form("diary", border=False, clear_on_submit=True):
        left, right = st.columns(2, gap="medium")
        kind = left.selectbox(texts.DIARY_KIND, KINDS, format_func=words.SIDE_EFFECTS.__getitem__)
        since = right.date_input(
            texts.DIARY_SINCE, "today", max_value=now().date(), format=texts.TYPED_DATE
        )
        region = left.selectbox(
            texts.DIARY_WHERE,
            [None, *REGIONS],
            format_func=lambda name: words.REGIONS[name] if name else texts.DIARY_ANYWHERE,
        )
        severity = right.radio(
            texts.DIARY_SEVERITY,
            SEVERITIES,
            format_func=texts.EFFECT_SEVERITIES.__getitem__,
            horizontal=True,
        )
        action = st.text_input(texts.DIARY_ACTION, max_chars=500)
        if st.form_submit_button(texts.DIARY_KEEP, type="primary"):
            own.add_to_diary(
                SideEffectKind(kind), since, region, SideEffectSeverity(severity), action
            )
            st.session_state[ADDED] = True
            st.rerun()


def show_entry(record: SideEffectRecord) -> None:
    """Draw one side effect, and let the client say that it is over."""
    effect = record.effect
    start = words.day_and_month(effect.started)
    when = texts.DIARY_LASTS.format(start=start)
    if effect.ended is not None:
        when = texts.DIARY_ENDED.format(start=start, end=words.day_and_month(effect.ended))
    where = words.REGIONS[effect.region] if effect.region else ""
    parts = (texts.EFFECT_SEVERITIES[record.severity], when, where, record.action)
    told = " · ".join(part for part in parts if part)
    urgent = effect.kind.is_urgent and effect.ended is None
    with st.container(horizontal=True, vertical_alignment="center"):
        kind = words.SIDE_EFFECTS[effect.kind]
        st.html(note(kind, told, severity="block" if urgent else "info"), width="stretch")
        if effect.ended is None:
            st.button(
                texts.DIARY_OVER,
                key=f"over-{record.id}",
                help=kind,
                on_click=shielded(own.end_in_diary),
                args=(record.id,),
            )


show_diary()
