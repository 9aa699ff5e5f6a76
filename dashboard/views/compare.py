"""Two photos of one's own, compared without an account and without storing anything."""

import streamlit as st

from dashboard import sources, tables, texts
from dashboard.markup import empty, note, paragraph, tips
from dashboard.pair import show_pair, working
from reports import words
from vision.errors import Refusal

FILE_TYPES = ["jpg", "jpeg", "png", "webp", "heic", "heif"]


def show_compare() -> None:
    """Draw two upload fields and, once both are filled, the comparison."""
    st.title(texts.COMPARE)
    st.html(paragraph(texts.COMPARE_LEAD, "lead"))
    left, right = st.columns(2, gap="medium")
    before = left.file_uploader(texts.FIRST_PHOTO, FILE_TYPES)
    after = right.file_uploader(texts.SECOND_PHOTO, FILE_TYPES)
    if before is None and after is None:
        st.html(tips(texts.TIPS_TITLE, texts.TIPS))
    elif before is None or after is None:
        st.html(empty(texts.ADD_OTHER_PHOTO, texts.ADD_OTHER_PHOTO_ADVICE))
    else:
        show_result(before.getvalue(), after.getvalue())


def show_result(before: bytes, after: bytes) -> None:
    """Measure the pair and draw what was found, or why it was refused."""
    with working(texts.MEASURING):
        result = sources.own_pair(before, after)
    if isinstance(result, Refusal):
        st.html(note(texts.CANNOT_COMPARE, words.advice(result.message), severity="block"))
        return
    if result.status == "compared" and result.face is not None:
        with st.container(key="headline"):
            st.html(tables.pair_headline(result.face, result.regions))
    with st.container(key="pair"):
        show_pair(
            result,
            before_label=texts.BEFORE,
            after_label=texts.AFTER,
            key="own-pair",
        )


show_compare()
