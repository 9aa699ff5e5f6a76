"""Charts on a page, drawn quicker than Streamlit's own way.

Altair checks every part of a chart against its schema, which takes longer than all the rest of a
page with forty visits. Our charts are checked by the tests instead.
"""

import altair as alt
import streamlit as st
from altair.utils import schemapi

schemapi.disable_debug_mode()
_DEFAULT_SIZE = ("continuousWidth", "continuousHeight")


def show_chart(chart: alt.TopLevelMixin, *, in_words: str, key: str | None = None) -> None:
    """Draw a chart, and say to screen readers what it shows."""
    spec = chart.to_dict(validate=False)
    view = spec.get("config", {}).get("view", {})
    for side in _DEFAULT_SIZE:  # of Altair's theme; the page sizes charts itself
        view.pop(side, None)
    st.vega_lite_chart(spec=spec, theme=None, key=key, alt=in_words)
