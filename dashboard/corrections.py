"""What was recorded by mistake or cancelled: marking it void, and taking that back."""

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from dashboard import texts
from dashboard.background import measuring_of
from dashboard.markup import paragraph
from dashboard.startup import desk
from reports import words
from tracking.access import Action, may
from tracking.corrections import Entry, EntryKind, entries_of, take_back_void, void_entry
from tracking.kept_as import keep_as
from tracking.kept_shots import KeptShot, kept_shots
from vision.errors import Refusal

SAID, REFUSED = "corrections-said", "corrections-refused"
LONGEST_REASON = 500

Correctable = Entry | KeptShot


def show_corrections(client_id: str, shots: Iterable[KeptShot]) -> None:
    """Draw what is void with its reason, and the form that marks an entry void.

    `shots` are the client's photos, see `shots_of`.
    """
    entries: list[Correctable] = [*entries_of(desk(), client_id), *shots]
    entries.sort(key=lambda entry: entry.on)
    if SAID in st.session_state:
        st.success(st.session_state.pop(SAID))
    if REFUSED in st.session_state:
        st.error(st.session_state.pop(REFUSED))
    for entry in entries:
        if entry.void is not None:
            _show_void(client_id, entry)
    open_ones = [entry for entry in entries if entry.void is None and entry.may_be_corrected]
    if open_ones:
        with st.expander(texts.CORRECT):
            corrected = len(entries) - len(open_ones)
            _ask(client_id, open_ones, key=f"void-{client_id}-{corrected}")


def shots_of(client_id: str) -> list[KeptShot]:
    """Every photo of a client one by one, for who may set them aside; nothing for others."""
    here = desk()
    return kept_shots(here, client_id) if may(here.actor, Action.TAKE_PHOTOS, client_id) else []


def mark_void(client_id: str, entry: Correctable, reason: str) -> Refusal | None:
    """Let an entry count for nothing, and begin to compare anew what rests on a photo."""
    refusal = void_entry(desk(), client_id, entry.kind, entry.number, reason)
    _compare_anew(client_id, entry, refusal)
    return refusal


def keep_photo_as(client_id: str, shot: KeptShot, expression: str, reason: str) -> Refusal | None:
    """Let a photo count as another expression, and begin to compare anew what rests on it."""
    kept = keep_as(desk(), client_id, shot.number, expression, reason)
    refusal = kept if isinstance(kept, Refusal) else None
    _compare_anew(client_id, shot, refusal)
    return refusal


def _compare_anew(client_id: str, entry: Correctable, refusal: Refusal | None) -> None:
    if refusal is None and entry.kind is EntryKind.PHOTO:
        measuring_of(client_id).start(desk(), client_id)


def _show_void(client_id: str, entry: Correctable) -> None:
    void = entry.void
    assert void is not None
    told = texts.VOID_BECAUSE.format(
        reason=void.reason, name=void.by, date=words.day_and_month(void.at)
    )
    with st.container(key=f"row-void-{entry.kind}-{entry.number}", horizontal=True, gap="small"):
        with st.container(gap=None):
            struck = f'<p class="rh-small"><s>{escape(_told(entry))}</s></p>'
            st.html(struck + paragraph(told, "small"))
        if entry.may_be_corrected:
            st.button(
                texts.VOID_TAKE_BACK,
                key=f"take-back-{entry.kind}-{entry.number}",
                on_click=_take_back,
                args=(client_id, entry),
            )


def _ask(client_id: str, entries: Sequence[Correctable], *, key: str) -> None:
    with st.form(key, border=False):  # a new key after each correction, so that it is empty again
        st.html(paragraph(texts.CORRECT_LEAD, "small"))
        chosen = st.selectbox(
            texts.WHICH_ENTRY,
            entries[::-1],
            index=None,
            placeholder=texts.WHICH_ENTRY_HINT,
            format_func=_told,
        )
        reason = st.text_input(texts.VOID_REASON, max_chars=LONGEST_REASON)
        if st.form_submit_button(texts.VOID):
            if chosen is None or not reason.strip():
                st.error(texts.VOID_INCOMPLETE)
                return
            if mark_void(client_id, chosen, reason) is None:
                st.session_state[SAID] = texts.VOIDED.format(what=_told(chosen))
            st.rerun()  # what is void by now is shown so, whoever marked it


def _take_back(client_id: str, entry: Correctable) -> None:
    refusal = take_back_void(desk(), client_id, entry.kind, entry.number)
    _compare_anew(client_id, entry, refusal)
    if refusal is None:
        st.session_state[SAID] = texts.VOID_TAKEN_BACK.format(what=_told(entry))
    else:
        st.session_state[REFUSED] = words.advice(refusal.message)


def _told(entry: Correctable) -> str:
    if isinstance(entry, KeptShot):
        return f"{words.day_and_month(entry.on)} · {texts.PHOTO} · {shot_in_words(entry)}"
    kind = words.TREATMENTS.get(entry.kind, texts.OTHER_CARE)
    return f"{words.day_and_month(entry.on)} · {kind} · {entry.what}"


def shot_in_words(shot: KeptShot) -> str:
    """Name a photo among those of its visit."""
    expression = words.EXPRESSIONS[shot.expression]
    return texts.SHOT.format(expression=expression, view=texts.SIDES[shot.view], number=shot.shot)
