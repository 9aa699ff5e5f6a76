"""A photo that was kept by mistake, where it is looked at: set aside, or kept as what it shows."""

from collections.abc import Collection, Sequence

import streamlit as st

from dashboard import texts
from dashboard.corrections import LONGEST_REASON, keep_photo_as, mark_void, shot_in_words
from dashboard.markup import note, paragraph
from dashboard.pictures import data_url
from dashboard.startup import desk
from reports import words
from tracking.kept_shots import KeptShot, shot_picture
from vision.errors import Refusal

SAID = "set-aside-said"


def show_said() -> None:
    """Say what became of the photo that was set aside last."""
    if SAID in st.session_state:
        st.success(st.session_state.pop(SAID))


def show_set_aside(client_id: str, every: Sequence[KeptShot], visit_ids: Collection[int]) -> None:
    """Draw what sets a photo of some visits aside, for who may.

    `every` are the client's photos, see `dashboard.corrections.shots_of`.
    """
    shots = [shot for shot in every if shot.void is None and shot.visit_id in visit_ids]
    show_said()
    if not shots:
        return
    aside = sum(shot.void is not None for shot in every)
    key = f"{client_id}-{'-'.join(map(str, sorted(visit_ids)))}-{aside}"  # empty after each photo
    with st.expander(texts.SET_ASIDE_TITLE):
        st.html(paragraph(texts.SET_ASIDE_LEAD, "small"))
        chosen = st.selectbox(
            texts.WHICH_PHOTO,
            shots,
            index=None,
            placeholder=texts.WHICH_PHOTO_HINT,
            format_func=_told,
            key=f"which-photo-{key}",
        )
        if chosen is not None:
            _ask(client_id, chosen, key)


def _ask(client_id: str, shot: KeptShot, key: str) -> None:
    picture, question = st.columns([1, 2], gap="medium")
    with picture:
        _show(client_id, shot)
    with question:
        shown = st.segmented_control(
            texts.SHOWS,
            list(words.EXPRESSIONS),
            default=shot.expression,
            format_func=words.EXPRESSIONS.__getitem__,
            required=True,
            key=f"shows-{shot.number}-{key}",
        )
        if shown is not None and shown != shot.expression:
            _offer_to_keep_as(client_id, shot, shown)
        else:
            _offer_to_set_aside(client_id, shot, key)


def _offer_to_keep_as(client_id: str, shot: KeptShot, shown: str) -> None:
    st.html(paragraph(texts.KEEP_AS_LEAD, "small"))
    wanted = words.EXPRESSIONS[shown]
    if st.button(texts.KEEP_AS.format(expression=wanted)):
        reason = texts.KEEP_AS_REASON.format(expression=wanted)
        if keep_photo_as(client_id, shot, shown, reason) is None:
            st.session_state[SAID] = texts.KEEP_AS_DONE.format(what=_told(shot), expression=wanted)
        st.rerun()  # what was set aside meanwhile is gone from the list


def _offer_to_set_aside(client_id: str, shot: KeptShot, key: str) -> None:
    with st.form(f"set-aside-{key}", border=False):
        reason = st.text_input(
            texts.SET_ASIDE_REASON, placeholder=texts.SET_ASIDE_HINT, max_chars=LONGEST_REASON
        )
        if st.form_submit_button(texts.SET_ASIDE):
            refusal = mark_void(client_id, shot, reason)
            if refusal is None:
                st.session_state[SAID] = texts.SET_ASIDE_DONE.format(what=_told(shot))
            elif not reason.strip():
                st.error(texts.SET_ASIDE_INCOMPLETE)
                return
            st.rerun()  # what is set aside by now is gone from the list, whoever did it


def _show(client_id: str, shot: KeptShot) -> None:
    pixels = shot_picture(desk(), client_id, shot.number)
    if isinstance(pixels, Refusal):
        st.html(note(texts.SET_ASIDE_UNREADABLE, words.advice(pixels.message), severity="warn"))
        return
    alt = shot_in_words(shot)
    st.html(f'<figure class="rh-shot"><img src="{data_url(pixels)}" alt="{alt}"></figure>')


def _told(shot: KeptShot) -> str:
    return f"{words.day_and_month(shot.on)} · {shot_in_words(shot)}"
