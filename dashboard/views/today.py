"""Today: what waits, and the shortest way to any client."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

from dashboard import sources, texts
from dashboard.faults import drawn, shielded
from dashboard.markup import note, paragraph
from dashboard.pages import pages_of
from dashboard.signin import current_actor
from dashboard.tables import client_meta
from reports import words
from tracking.today import DueVisit, FailedPhoto, LastingEffect, Named, OpenFinding

CLIENT_PAGE = "dashboard/views/client.py"
VISIT_PAGE = "dashboard/views/visit.py"
TREATMENT_PAGE = "dashboard/views/treatment.py"
FOUND_AT_ONCE = 6
LOOK_AGAIN = "0.5s"

Item = TypeVar("Item")


def show_today() -> None:
    """Draw the search field, then one panel for each kind of thing that waits."""
    st.title(texts.TODAY)
    st.html(paragraph(words.day_and_month(sources.now()), "lead"))
    find_client()
    waiting = sources.today()
    if waiting.unmeasured:
        with st.container(key="panel-unmeasured", gap="small"):
            st.subheader(f"{texts.UNMEASURED_TITLE} · {waiting.unmeasured}")
            st.fragment(drawn(show_measuring), run_every=LOOK_AGAIN)()
    left, right = st.columns(2, gap="medium")
    with left:
        panel("due", texts.DUE_TITLE, texts.DUE_NOBODY, waiting.visits, show_due)
        panel("failed", texts.FAILED_TITLE, texts.FAILED_NONE, waiting.photos, show_failed)
    with right:
        panel("findings", texts.FINDINGS_TITLE, texts.FINDINGS_NONE, waiting.findings, show_open)
        panel("effects", texts.EFFECTS_TITLE, texts.EFFECTS_NONE, waiting.side_effects, show_effect)


def show_measuring() -> None:
    """Say how far the measuring of what waits is; it can be begun where nobody is at it."""
    at = sources.catching_up()
    if at.running:
        st.session_state["was-measuring"] = True
        now = at.current
        step, share = texts.UNMEASURED_ADVICE, 0.0
        if now is not None and now.what is not None and now.total:
            what = words.STEPS[now.what]
            step = texts.VISIT_MEASURING_STEP.format(what=what, done=now.done, total=now.total)
            share = min(1.0, now.done / now.total)
        st.progress(share, step)
        return
    if st.session_state.pop("was-measuring", False):
        st.rerun()
    if at.failed:
        advice = texts.VISIT_MEASURING_FAILED_ADVICE
        st.html(note(texts.VISIT_MEASURING_FAILED, advice, severity="block"))
    st.html(paragraph(texts.UNMEASURED_ADVICE, "small"))
    st.button(texts.MEASURE_NOW, on_click=shielded(sources.measure_waiting))


def find_client() -> None:
    """Draw a field that lists clients while a name is being typed."""
    search = st.text_input(
        texts.SEARCH, placeholder=texts.TODAY_SEARCH_HINT, type="search", live=True, width=340
    )
    wanted = (search or "").strip()
    if not wanted:
        return
    found = sources.clients(wanted)
    with st.container(key="found", gap="xsmall"):
        for card in found[:FOUND_AT_ONCE]:
            with st.container(key=f"card-{card.id}", gap="xsmall"):
                st.page_link(CLIENT_PAGE, label=card.name, query_params={"id": card.id})
                st.html(client_meta(card))
        if not found:
            st.html(paragraph(texts.NOBODY_FOUND.format(search=wanted), "small"))


def panel(
    key: str, title: str, nothing: str, items: Sequence[Item], show: Callable[[Item], None]
) -> None:
    """Draw one kind of thing that waits, with how many there are."""
    with st.container(key=f"panel-{key}", gap="small"):
        st.subheader(f"{title} · {len(items)}" if items else title)
        if not items:
            st.html(paragraph(nothing, "small"))
        for place, item in enumerate(items):
            with st.container(key=f"row-{key}-{place}", horizontal=True, gap="small"):
                show(item)


def show_due(due: DueVisit) -> None:
    """Draw a client whose photos are due."""
    told = texts.DUE_SINCE if due.on <= sources.now().date() else texts.DUE_ON
    seen = (
        texts.LAST_SEEN.format(date=words.day_and_month(due.last_visit))
        if due.last_visit
        else texts.NEVER_SEEN
    )
    name_and(due.client, f"{told.format(date=words.day_and_month(due.on))} · {seen}")
    lead_to(VISIT_PAGE, texts.TAKE_PHOTOS, due.client)


def show_failed(failed: FailedPhoto) -> None:
    """Draw a photo that failed the gate with the advice for the next one."""
    photo = failed.photo
    shown = f"{words.EXPRESSIONS[photo.expression]}, {words.day_and_month(photo.visited_at)}"
    name_and(failed.client, f"{shown}: {words.advice(photo.reason.message)}")
    lead_to(VISIT_PAGE, texts.RETAKE, failed.client)


def show_open(found: OpenFinding) -> None:
    """Draw a finding on a booked session."""
    finding = found.finding
    kind = texts.SEVERITIES[finding.severity]
    day, sentence = words.day_and_month(finding.session_at), words.advice(finding.sentence)
    name_and(found.client, f"{day}, {kind.lower()}: {sentence}")
    lead_to(TREATMENT_PAGE, texts.OPEN_TREATMENT, found.client)


def show_effect(lasting: LastingEffect) -> None:
    """Draw a side effect with a button that ends it."""
    record = lasting.record
    told = texts.EFFECT_SINCE.format(
        kind=words.SIDE_EFFECTS[record.effect.kind],
        severity=texts.EFFECT_SEVERITIES[record.severity].lower(),
        date=words.day_and_month(record.effect.started),
    )
    urgent = record.effect.kind.is_urgent
    name_and(lasting.client, told, alert=texts.EFFECT_URGENT if urgent else "")
    st.button(
        texts.EFFECT_OVER,
        key=f"over-{record.id}",
        on_click=shielded(sources.end_side_effect),
        args=(lasting.client.id, record.id),
    )


def name_and(client: Named, told: str, *, alert: str = "") -> None:
    """Draw a link to a client above what is to be said; `alert` is the title of what is urgent."""
    with st.container(gap=None):
        st.page_link(CLIENT_PAGE, label=client.name, query_params={"id": client.id})
        if alert:
            st.html(note(alert, told, severity="block", role="alert"))
        else:
            st.html(paragraph(told, "small"))


def lead_to(page: str, label: str, client: Named) -> None:
    """Draw the way to what is to be done next, for those who have that page."""
    if page not in {entry.file for entry in pages_of(current_actor().role)}:
        return
    with st.container(width="content"):
        st.page_link(page, label=label, query_params={"id": client.id})


show_today()
