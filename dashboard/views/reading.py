"""Blinded reading: a photo, five reference pictures, five buttons, and nothing else."""

from html import escape
from pathlib import Path

import numpy as np
import streamlit as st
from PIL import Image

from dashboard import texts
from dashboard.faults import shielded
from dashboard.markup import empty, note, paragraph
from dashboard.pictures import data_url
from dashboard.startup import desk
from reports import words
from sample_images.grades import GRADES
from study.agreement import Agreement
from study.reading_room import SETS, keep_grade, next_page, reliability
from vision.errors import Refusal


def show_reading() -> None:
    """Draw the next photo of a set, or how far the reader agrees once all are graded."""
    st.title(texts.READING)
    st.html(paragraph(texts.READING_LEAD, "lead"))
    chosen = st.selectbox(
        texts.READING_SET,
        list(SETS),
        format_func=lambda number: _name(*SETS[number]),
        width=340,
    )
    page = next_page(desk(), chosen)
    if page.total == 0:
        st.html(empty(texts.READING_EMPTY, texts.READING_EMPTY_ADVICE))
    elif page.item_number is None or page.pixels is None:
        show_agreement(chosen)
    else:
        region, expression = SETS[chosen]
        st.progress(
            page.done / page.total, texts.READING_DONE.format(done=page.done, all=page.total)
        )
        photo, scale = st.columns([1, 1], gap="medium")
        photo.html(_picture(data_url(page.pixels), texts.READING_PHOTO))
        with scale:
            show_scale(chosen, page.item_number, region, expression)


def show_scale(set_number: int, item_number: int, region: str, expression: str) -> None:
    """Draw the reference pictures, each with the button of its grade."""
    st.subheader(texts.READING_QUESTION.format(region=words.REGIONS[region]))
    with st.container(key="grades"):
        for grade, column in enumerate(st.columns(len(texts.GRADES))):
            pixels = np.asarray(Image.open(reference(expression, grade)).convert("RGB"))
            name = texts.GRADES[grade]
            column.html(_picture(data_url(pixels), texts.READING_REFERENCE.format(grade=name)))
            column.button(
                f"{grade}",
                help=name,
                key=f"grade-{item_number}-{grade}",
                width="stretch",
                on_click=shielded(keep_grade),
                args=(desk(), set_number, item_number, grade),
            )
    st.html(paragraph(texts.READING_SCALE, "small"))


def reference(expression: str, grade: int) -> Path:
    """Return the reference picture of a grade."""
    return GRADES / f"{expression}-{grade}.jpg"


def show_agreement(set_number: int) -> None:
    """Say how far the reader agrees with themselves and with others."""
    found = reliability(desk(), set_number)
    if isinstance(found, Refusal):
        st.html(note(texts.READING_FINISHED, texts.READING_NOT_YET, severity="info"))
        return
    st.html(note(texts.READING_FINISHED, texts.READING_THANKS, severity="agreed"))
    st.html(note(texts.READING_WITHIN, _told(found.within), severity="info"))
    for other in found.between:
        st.html(note(texts.READING_BETWEEN, _told(other), severity="info"))
    if not found.between:
        st.html(paragraph(texts.READING_ALONE, "small"))


def _told(found: Agreement | Refusal) -> str:
    if isinstance(found, Refusal):
        return words.advice(found.message)
    return texts.READING_KAPPA.format(
        value=words.number(found.value, 2),
        low=words.number(found.low, 2),
        high=words.number(found.high, 2),
        photos=found.photos,
    )


def _name(region: str, expression: str) -> str:
    return f"{words.REGIONS[region]} · {words.EXPRESSIONS[expression]}"


def _picture(address: str, alt: str) -> str:
    return f'<figure class="rh-shot"><img src="{address}" alt="{escape(alt)}"></figure>'


show_reading()
