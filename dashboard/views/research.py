"""The researcher's page: a cohort by pseudonym, its distributions and trends, and the export."""

import pandas as pd
import streamlit as st

from dashboard import charts, research, tables, texts
from dashboard.markup import empty, paragraph
from dashboard.sources import now
from reports import words
from reports.cohort_charts import distribution_chart, trend_chart
from reports.palette import DARK, LIGHT

PREVIEWED = 200
VISIT = ["study_code", "visit_number"]


def show_research() -> None:
    """Draw the filters, both plots, a table, and the download."""
    st.title(texts.RESEARCH)
    st.html(paragraph(texts.RESEARCH_LEAD, "lead"))
    found = research.cohort_tables()
    if found["visits"].empty:
        st.html(empty(texts.COHORT_EMPTY, texts.COHORT_EMPTY_ADVICE))
    else:
        show_cohort(found)
        show_export()
    show_exports()


def show_cohort(found: dict[str, pd.DataFrame]) -> None:
    """Let the researcher choose people and a place, and draw what they have."""
    people = choose_people(found["visits"])
    region, expression = choose_place(found["measurements"])
    st.html(paragraph(texts.COHORT_COUNT.format(people=len(people)), "small"))
    palette = DARK if st.context.theme.type == "dark" else LIGHT
    first, trend = st.columns(2, gap="medium")
    with first.container(key="card-distribution"):
        st.subheader(texts.COHORT_DISTRIBUTION)
        values = first_values(found["measurements"], people, region, expression)
        if values.empty:
            st.html(paragraph(texts.COHORT_NOTHING, "small"))
        else:
            middle = words.density(float(values["value"].median()))
            told = texts.COHORT_DISTRIBUTION_ALT.format(people=len(values), median=middle)
            charts.show_chart(distribution_chart(values, palette=palette), in_words=told)
    with trend.container(key="card-trend"):
        st.subheader(texts.COHORT_TREND)
        changed = changes(found["pairs"], people, region, expression)
        if changed.empty:
            st.html(paragraph(texts.COHORT_NOTHING, "small"))
        else:
            told = texts.COHORT_TREND_ALT.format(
                visits=len(changed),
                median=words.signed_percent(float(changed["change"].median())),
            )
            charts.show_chart(trend_chart(changed, palette=palette), in_words=told)
    show_table(found, people)


def choose_people(visits: pd.DataFrame) -> list[str]:
    """Let the researcher narrow the cohort; return the codes of who is in it."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for column, label in texts.COHORT_FILTERS.items():
            known = sorted(visits[column].dropna().astype(str).unique())
            chosen = st.multiselect(label, known, placeholder=texts.COHORT_ALL, width=280)
            if chosen:
                visits = visits[visits[column].astype(str).isin(chosen)]
    return sorted(visits["study_code"].unique())


def choose_place(measured: pd.DataFrame) -> tuple[str, str]:
    """Let the researcher choose region and expression."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        expression = st.selectbox(
            texts.EXPRESSION,
            [name for name in words.EXPRESSIONS if name in set(measured["expression"])],
            format_func=words.EXPRESSIONS.__getitem__,
            width=280,
        )
        region = st.selectbox(
            texts.REGION,
            [name for name in words.REGIONS if name in set(measured["region"])],
            format_func=words.REGIONS.__getitem__,
            width=280,
        )
    return region, expression


def first_values(
    measured: pd.DataFrame, people: list[str], region: str, expression: str
) -> pd.DataFrame:
    """Density of each person's first measured visit, one row per person."""
    rows = _here(measured, people, region, expression).dropna(subset="line_density_mm_per_cm2")
    first = rows.sort_values(VISIT).groupby("study_code", as_index=False).first()
    return pd.DataFrame({"value": first["line_density_mm_per_cm2"]})


def changes(pairs: pd.DataFrame, people: list[str], region: str, expression: str) -> pd.DataFrame:
    """Change of density of every later visit against the first one that counts."""
    rows = _here(pairs, people, region, expression)
    first = rows.groupby("study_code")["before_visit_number"].transform("min")
    rows = rows[rows["before_visit_number"] == first].dropna(subset="density_change_percent")
    names = {"day_offset": "day", "density_change_percent": "change"}
    return rows.rename(columns=names)[["study_code", "day", "change"]]


def _here(table: pd.DataFrame, people: list[str], region: str, expression: str) -> pd.DataFrame:
    chosen = (table["region"] == region) & (table["expression"] == expression)
    return table[chosen & table["study_code"].isin(people)]


def show_table(found: dict[str, pd.DataFrame], people: list[str]) -> None:
    """Preview a table as it would leave."""
    st.subheader(texts.TABLE_PREVIEW)
    name = st.segmented_control(
        texts.TABLE_PREVIEW,
        list(found),
        default="visits",
        required=True,
        label_visibility="collapsed",
    )
    table = found[name or "visits"]
    table = table[table["study_code"].isin(people)]
    st.dataframe(table.head(PREVIEWED), hide_index=True, height=320)
    st.html(
        paragraph(
            texts.TABLE_SHOWN.format(shown=min(len(table), PREVIEWED), all=len(table)), "small"
        )
    )


def show_export() -> None:
    """Offer everything that may leave as one archive; the register notes whom it holds."""
    st.subheader(texts.EXPORT_TITLE)
    st.html(paragraph(texts.EXPORT_LEAD, "small"))
    st.download_button(
        texts.EXPORT_DOWNLOAD,
        research.packed_export(),
        file_name=f"rhytid-research-{now():%Y%m%d-%H%M%S}.zip",
        mime="application/zip",
        icon=":material/folder_zip:",
        on_click="ignore",
    )


def show_exports() -> None:
    """List the exports that were written."""
    kept = research.exports()
    if not kept:
        return
    st.subheader(texts.EXPORTS_TITLE)
    rows = [
        (
            str(one.number),
            words.day_and_month(one.made_at),
            str(one.people),
            one.datapackage_sha256[:12],
        )
        for one in kept
    ]
    st.html(tables.in_words(texts.EXPORT_HEADS, rows))


show_research()
