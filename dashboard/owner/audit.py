"""The audit log, and whether it is still as it was written."""

import streamlit as st

from dashboard import tables, texts
from dashboard.markup import empty, note, paragraph
from dashboard.startup import desk
from reports import words
from tracking.audit_view import uses
from tracking.verify import verify_audit

NEWEST = 100


def show_audit() -> None:
    """Draw the newest entries, with a filter and a check of the whole chain."""
    st.html(paragraph(texts.AUDIT_LEAD, "small"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        action = st.text_input(
            texts.AUDIT_FILTER, placeholder=texts.AUDIT_FILTER_HINT, live=True, width=340
        )
        if st.button(texts.AUDIT_VERIFY):
            _verify()
    zone = desk().policy.zone
    rows = [
        (
            str(use.number),
            f"{words.day_and_month(use.at)} {use.at.astimezone(zone):%H:%M:%S}",
            use.who,
            use.action,
            use.subject,
            use.detail,
        )
        for use in uses(desk(), action=(action or "").strip(), limit=NEWEST)
    ]
    if rows:
        st.html(tables.in_words(texts.AUDIT_HEADS, rows))
    else:
        st.html(empty(texts.AUDIT_NOTHING, texts.AUDIT_NOTHING_ADVICE))


def _verify() -> None:
    faults = verify_audit(desk())
    if not faults:
        st.success(texts.AUDIT_SOUND)
    for fault in faults:
        told = texts.AUDIT_FAULT.format(
            number=fault.number, what=texts.TAMPERINGS[fault.tampering.name]
        )
        st.html(note(texts.UNSOUND, told, severity="block", role="alert"))
