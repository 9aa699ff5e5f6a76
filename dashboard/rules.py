"""What the rules say about a planned session: findings, reasons to go ahead, screening."""

from collections.abc import Sequence

import streamlit as st

from dashboard import sources, texts
from dashboard.markup import note, paragraph
from reports import words
from treatments.conditions import CONDITIONS, Condition
from treatments.overrides import needing_override
from treatments.rules import Finding, Severity
from treatments.screening import Reply
from treatments.sessions import BotoxSession, MicrocurrentSession

Reasons = dict[Finding, str]
NOTES = {"info": "info", "warn": "warn", "block": "block", "urgent": "block"}


def show_rules(
    client_id: str, planned: BotoxSession | MicrocurrentSession, plan: str
) -> Reasons | None:
    """Draw every finding with a field for the reason where one is needed; each plan has its own.

    Returns
    -------
    dict of Finding to str or None
        The reasons; None as long as the session may not be saved.
    """
    assessment = sources.assess(client_id, planned)
    with st.container(key="panel-rules", gap="small"):
        st.subheader(f"{texts.RULES_TITLE} · {texts.LIGHTS[assessment.light]}")
        if not assessment.findings:
            st.html(paragraph(texts.RULES_CLEAR, "small"))
        asked = needing_override(assessment.findings, ())
        reasons = {}
        for finding in assessment.findings:
            _tell(finding)
            if finding in asked and finding.severity is not Severity.URGENT:
                reasons[finding] = _reason(finding, plan)
        return _ready(client_id, asked, reasons)


def _tell(finding: Finding) -> None:
    sentence = words.advice(finding.sentence)
    told = note(texts.SEVERITIES[finding.severity], sentence, severity=NOTES[finding.severity])
    source = texts.FINDING_SOURCE.format(source=words.source_in_words(finding.source))
    st.html(told + paragraph(source, "small"))


def _reason(finding: Finding, plan: str) -> str:
    key = f"reason-{finding.rule_id}-{'-'.join(finding.regions)}-{plan}"
    return st.text_input(texts.REASON_TO_GO_AHEAD, key=key).strip()


def _ready(client_id: str, asked: Sequence[Finding], reasons: Reasons) -> Reasons | None:
    if any(finding.severity is Severity.URGENT for finding in asked):
        st.html(paragraph(texts.REASON_URGENT, "small"))
        return None
    if asked and not sources.may_sign(client_id):
        st.html(paragraph(texts.REASON_NOT_ALLOWED, "small"))
        return None
    if not all(reasons.values()):
        st.html(paragraph(texts.REASON_NEEDED, "small"))
        return None
    return reasons


def ask_screening(client_id: str, plan: str) -> None:
    """Draw the screening questions, open for each plan; answers are kept with the date."""
    form = f"screening-{plan}"
    with st.expander(texts.ASK_SCREENING), st.form(form, clear_on_submit=True, border=False):
        st.html(paragraph(texts.SCREENING_LEAD, "small"))
        all_no = st.checkbox(texts.SCREENING_ALL_NO, key=f"asked-all-{plan}")
        replies = {
            condition.id: st.segmented_control(
                _asked(condition),
                list(Reply),
                format_func=texts.REPLIES.__getitem__,
                key=f"asked-{condition.id}-{plan}",
            )
            for condition in CONDITIONS
        }
        if st.form_submit_button(texts.SCREENING_SAVE):
            given = {name: reply or Reply.NO for name, reply in replies.items() if reply or all_no}
            sources.answer_screening(client_id, given)
            st.rerun()


def _asked(condition: Condition) -> str:
    question = words.advice(condition.question)
    return question[:1].upper() + question[1:]
