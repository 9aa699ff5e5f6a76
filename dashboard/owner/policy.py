"""The policy of the practice."""

import streamlit as st

from dashboard import texts
from dashboard.markup import paragraph
from dashboard.owner.retention import show_retention
from dashboard.startup import desk
from records.policies import KeptPolicy
from tracking.clinic_policy import CURRENCIES, change_policy, practice_policy
from treatments.policy import LEAST_WAIT_DAYS, MOST_WAIT_DAYS

LONGEST_RETENTION_YEARS = 50
SAID = "policy-said"


def show_policy() -> None:
    """Draw the form with what holds, and the clients past their time."""
    st.html(paragraph(texts.POLICY_LEAD, "small"))
    if st.session_state.pop(SAID, False):
        st.success(texts.POLICY_KEPT)
    with st.container(key="card-policy"):
        _form(practice_policy(desk()))
    show_retention()


def _form(holds: KeptPolicy) -> None:
    with st.form("policy", border=False):
        left, right = st.columns(2, gap="medium")
        name = left.text_input(texts.POLICY_NAME, holds.name, max_chars=80).strip()
        wait_days = right.number_input(
            texts.POLICY_WAIT,
            LEAST_WAIT_DAYS,
            MOST_WAIT_DAYS,
            holds.wait_days,
            help=texts.POLICY_WAIT_HELP,
        )
        currency = left.selectbox(
            texts.POLICY_CURRENCY, CURRENCIES, index=CURRENCIES.index(holds.currency)
        )
        years = right.number_input(
            texts.POLICY_RETENTION,
            0,
            LONGEST_RETENTION_YEARS,
            holds.retention_years or 0,
            help=texts.POLICY_RETENTION_HELP,
        )
        if st.form_submit_button(texts.POLICY_KEEP, type="primary"):
            policy = KeptPolicy(name or holds.name, wait_days, currency, years or None)
            change_policy(desk(), policy)
            st.session_state[SAID] = True
            st.rerun()
