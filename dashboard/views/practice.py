"""The owner's page: people, policy, calibration, storage and health, audit log."""

from collections.abc import Callable, Mapping

import streamlit as st

from dashboard import texts
from dashboard.owner.audit import show_audit
from dashboard.owner.calibration import show_calibration
from dashboard.owner.people import show_people
from dashboard.owner.policy import show_policy
from dashboard.owner.upkeep import show_upkeep

PARTS: Mapping[str, Callable[[], None]] = {
    "people": show_people,
    "policy": show_policy,
    "calibration": show_calibration,
    "upkeep": show_upkeep,
    "audit": show_audit,
}
OPENING = "people"


def show_practice() -> None:
    """Draw the part that the address names."""
    st.title(texts.PRACTICE)
    asked = st.query_params.get("part", "")
    part = st.segmented_control(
        texts.PART,
        list(PARTS),
        default=asked if asked in PARTS else OPENING,
        required=True,
        format_func=texts.PRACTICE_PARTS.__getitem__,
        label_visibility="collapsed",
    )
    st.query_params["part"] = part or OPENING
    PARTS[part or OPENING]()


show_practice()
