"""A client's consents, each with its withdrawal, and everything that is kept as one file."""

import streamlit as st

from dashboard import own, texts
from dashboard.faults import shielded
from dashboard.markup import note, paragraph
from records.consents import Consent, Purpose
from reports import words


def show_records() -> None:
    """Draw what the client agreed to, and the download of their data."""
    st.title(texts.MY_RECORDS)
    st.subheader(texts.CONSENTS_TITLE)
    st.html(paragraph(texts.CONSENTS_LEAD, "small"))
    for purpose, consent in own.consents().items():
        show_consent(purpose, consent)
    st.subheader(texts.DATA_TITLE)
    st.html(paragraph(texts.DATA_LEAD, "small"))
    st.download_button(
        texts.DATA_DOWNLOAD,
        own.data(),
        file_name=own.file_name("data", "zip"),
        mime="application/zip",
        icon=":material/folder_zip:",
        on_click="ignore",
    )


def show_consent(purpose: Purpose, consent: Consent | None) -> None:
    """Draw one purpose: its text, where it stands, and the way to change that."""
    holds = consent is not None and consent.withdrawn_at is None
    name = texts.CONSENT_NAMES[purpose.value]
    with st.container(key=f"card-{purpose.value}", horizontal=True, vertical_alignment="center"):
        told = f"{texts.CONSENT_TEXTS[purpose.value]} {_standing(consent)}."
        st.html(note(name, told, severity="agreed" if holds else "info"), width="stretch")
        st.button(
            texts.CONSENT_WITHDRAW if holds else texts.CONSENT_GIVE,
            key=f"consent-{purpose.value}",
            help=name,
            on_click=shielded(own.take_back if holds else own.agree),
            args=(purpose,),
        )


def _standing(consent: Consent | None) -> str:
    if consent is None:
        return texts.CONSENT_NEVER
    if consent.withdrawn_at is not None:
        return texts.CONSENT_WITHDRAWN.format(date=words.day_and_month(consent.withdrawn_at))
    return texts.CONSENT_HOLDS.format(date=words.day_and_month(consent.given_at))


show_records()
