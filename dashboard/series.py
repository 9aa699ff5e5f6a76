"""What a page charts: the reader's choice of expression and region."""

import streamlit as st

from dashboard import texts
from reports import course, words
from tracking.progress import Progress


def choose_series(progress: Progress) -> tuple[str, str]:
    """Let the reader choose region and expression; open with the clearest change."""
    region, expression = course.opening_series(progress)
    expression = (
        st.segmented_control(
            texts.EXPRESSION,
            course.expressions(progress),
            default=expression,
            required=True,
            format_func=words.EXPRESSIONS.__getitem__,
        )
        or expression
    )
    regions = course.regions(progress, expression)
    region = st.selectbox(
        texts.REGION,
        regions,
        index=regions.index(region) if region in regions else 0,
        format_func=words.REGIONS.__getitem__,
        width=260,
    )
    return region, expression
