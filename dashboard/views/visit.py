"""New visit: whose, then photos that are looked at as they come and kept one by one."""

import streamlit as st

from dashboard import shots, sources, texts
from dashboard.basket import Basket, Candidate
from dashboard.faults import drawn
from dashboard.markup import empty, note, paragraph, waiting
from dashboard.people import choose_client
from reports import words

FILE_TYPES = ["jpg", "jpeg", "png", "webp", "heic", "heif"]
LOOK_AGAIN = "0.5s"
CARDS_PER_ROW = 4
KEEPS = "keeps"


def show_visit() -> None:
    """Draw the choice of a client, then the photos of this visit."""
    st.title(texts.NEW_VISIT)
    st.html(paragraph(texts.VISIT_LEAD, "lead"))
    with st.container(horizontal=True, vertical_alignment="bottom", key="visit-head"):
        client_id = choose_client()
        purpose = st.segmented_control(
            texts.PURPOSE,
            list(texts.PURPOSES),
            default="photos",
            required=True,
            format_func=texts.PURPOSES.__getitem__,
        )
    if client_id is None:
        st.html(empty(texts.VISIT_EMPTY, texts.VISIT_EMPTY_ADVICE))
        return
    basket = sources.basket(client_id)
    with st.container(key="panel-photos"):
        bring_photos(client_id, basket)
        again = LOOK_AGAIN if basket.looking else None
        st.fragment(drawn(show_shots), run_every=again)(client_id, basket)
    st.fragment(drawn(show_measuring), run_every=LOOK_AGAIN)(client_id)
    show_ways_on(client_id, purpose or "photos")


def bring_photos(client_id: str, basket: Basket) -> None:
    """Draw where photos come from, empty for each client, and look at each that is new."""
    brought = f"{client_id}-{st.session_state.get(KEEPS, 0)}"
    source = st.segmented_control(
        texts.SOURCE,
        list(texts.SOURCES),
        default="files",
        required=True,
        format_func=texts.SOURCES.__getitem__,
    )
    if source == "camera":
        picture = st.camera_input(texts.CAMERA, resolution="1080p", key=f"camera-{brought}")
        if picture is not None:
            basket.add(picture.name, picture.getvalue())
        return
    files = st.file_uploader(
        texts.UPLOAD, FILE_TYPES, accept_multiple_files=True, key=f"files-{brought}"
    )
    for file in files:
        basket.add(file.name, file.getvalue())


def show_shots(client_id: str, basket: Basket) -> None:
    """Draw every photo with its verdict and what can be done about it."""
    if not basket.shown():
        return
    good = basket.good()
    if good:
        label = texts.KEEP_GOOD.format(count=len(good))
        if st.button(label, type="primary", key="keep-good"):
            keep(client_id, good)
    cards = basket.shown()
    for start in range(0, len(cards), CARDS_PER_ROW):
        columns = st.columns(CARDS_PER_ROW, gap="small")
        for column, (digest, candidate) in zip(columns, cards[start:], strict=False):
            with column.container(key=f"shot-{digest[:12]}", gap="xsmall"):
                show_shot(client_id, basket, candidate, digest[:12])
    if not basket.looking and st.session_state.pop("was-looking", False):
        st.rerun()
    st.session_state["was-looking"] = basket.looking


def show_shot(client_id: str, basket: Basket, candidate: Candidate, key: str) -> None:
    """Draw one photo."""
    standing = basket.standing(candidate)
    st.html(shots.picture(candidate, basket.first_shot(candidate.expression)))
    st.html(shots.standing(standing, basket.findings(candidate), candidate.refusal))
    if standing in ("good", "doubtful"):
        candidate.chosen = st.selectbox(
            texts.SHOW_OF,
            list(words.EXPRESSIONS),
            index=list(words.EXPRESSIONS).index(candidate.expression),
            format_func=words.EXPRESSIONS.__getitem__,
            key=f"expression-{key}",
        )
    if standing == "good" and st.button(texts.KEEP, key=f"keep-{key}", width="stretch"):
        keep(client_id, [candidate])
    if standing == "doubtful":
        keep_nevertheless(client_id, candidate, key)
    settled = standing in ("looking", "kept")
    if not settled and st.button(texts.REMOVE, key=f"drop-{key}", type="tertiary"):
        candidate.settle("dropped")
        st.rerun()


def keep_nevertheless(client_id: str, candidate: Candidate, key: str) -> None:
    """Let a photo with warnings be kept for a reason."""
    reason = st.selectbox(
        texts.KEEP_REASON,
        list(texts.KEEP_REASONS),
        index=None,
        placeholder=texts.KEEP_REASON_HINT,
        format_func=texts.KEEP_REASONS.__getitem__,
        key=f"reason-{key}",
    )
    if st.button(
        texts.KEEP_NEVERTHELESS, key=f"keep-{key}", disabled=reason is None, width="stretch"
    ):
        keep(client_id, [candidate], reason or "")


def keep(client_id: str, candidates: list[Candidate], because: str = "") -> None:
    """Keep photos and begin to measure them."""
    sources.keep_shots(client_id, candidates, because)
    st.session_state[KEEPS] = st.session_state.get(KEEPS, 0) + 1
    st.rerun()


def show_measuring(client_id: str) -> None:
    """Say how far the measuring is."""
    measuring = sources.measuring(client_id)
    if measuring.running:
        step = texts.VISIT_MEASURING_STEP.format(
            what=words.STEPS[measuring.what or "photos"], done=measuring.done, total=measuring.total
        )
        st.html(
            waiting(texts.VISIT_MEASURING, step, done=measuring.done, total=measuring.total or 1)
        )
    elif measuring.failed:
        advice = texts.VISIT_MEASURING_FAILED_ADVICE
        st.html(note(texts.VISIT_MEASURING_FAILED, advice, severity="block"))
    elif measuring.what:
        st.html(paragraph(texts.VISIT_MEASURED, "small"))


def show_ways_on(client_id: str, purpose: str) -> None:
    """Lead to what comes after the photos."""
    with st.container(horizontal=True, key="ways-on"):
        if purpose != "photos":
            st.page_link(
                "dashboard/views/treatment.py",
                label=texts.RECORD_TREATMENT,
                query_params={"id": client_id, "kind": purpose},
            )
        st.page_link(
            "dashboard/views/client.py", label=texts.OPEN_CLIENT, query_params={"id": client_id}
        )


show_visit()
