"""A client's own progress: the chart in plain words, photos, dates, treatments and the report."""

from collections.abc import Sequence

import streamlit as st

from dashboard import charts, legend, own, tables, texts
from dashboard.markup import empty, note, paragraph
from dashboard.pair import show_pair, working
from dashboard.series import choose_series
from reports import course, dates, words
from reports.charts import course_chart
from reports.palette import DARK, LIGHT
from tracking.own_view import OwnView
from tracking.progress import Progress, VisitPoint


def show_progress() -> None:
    """Draw the page of whoever is signed in."""
    st.title(texts.MY_PROGRESS)
    view = own.view()
    if not course.expressions(view.progress):
        st.html(empty(texts.NO_PROGRESS, texts.MY_PROGRESS_NONE_ADVICE))
        show_dates(view)
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="choices"):
        region, expression = choose_series(view.progress)
    points = course.series(view.progress, region=region, expression=expression)
    headline = st.container(key="headline")
    with st.container(key="chart"):
        chart = st.container()
        visit = choose_visit(view.progress, points)
    headline.html(tables.visit_headline(view.progress, visit, points[-1]))
    with chart:
        show_chart(view, points)
    photos = st.container(key="pair")
    show_dates(view)
    show_report(region, expression)
    st.html(paragraph(words.REPORT_NO_PROMISE, "small"))
    with photos:  # last, because aligning two photos takes seconds
        show_photos(view, visit)


def show_chart(view: OwnView, points: Sequence[VisitPoint]) -> None:
    """Draw the course of one place, and say how to read it."""
    progress, marks = view.progress, view.marks
    palette = DARK if st.context.theme.type == "dark" else LIGHT
    st.subheader(texts.CHART_TITLE.format(figure=words.FIGURES["density"].name))
    st.html(paragraph(texts.PLAIN_CHART, "small"))
    charts.show_chart(
        course_chart(
            points,
            progress.treatments,
            progress.expectations,
            marks,
            figure="density",
            palette=palette,
        ),
        key="own-course",
        in_words=legend.in_words(progress, points, marks=marks),
    )
    st.html(legend.legend(progress.treatments, points[0].region, marks=marks))
    with st.expander(texts.ERROR_TITLE):
        st.html(paragraph(words.REPORT_ERROR, "small"))
        st.html(legend.error_source(progress))


def choose_visit(progress: Progress, points: Sequence[VisitPoint]) -> VisitPoint:
    """Let the client choose a visit; each is labelled with its verdict."""
    days = {visit.id: visit.day for visit in progress.visits}
    by_visit = {point.visit_id: point for point in points}
    opening = course.telling_visit(points)
    chosen = st.pills(
        texts.VISIT,
        list(by_visit),
        default=opening.visit_id,
        required=True,
        format_func=lambda visit_id: tables.visit_label(days[visit_id], by_visit[visit_id]),
        key=f"own-visit-{opening.region}-{opening.expression}",
    )
    return by_visit[chosen] if chosen is not None else opening


def show_photos(view: OwnView, visit: VisitPoint) -> None:
    """Put the chosen visit beside the first one, where the client agreed to see photos."""
    st.subheader(texts.PHOTOS_TITLE)
    first = course.first_visit(view.progress, visit)
    if not view.shows_photos:
        st.html(note(texts.PHOTOS_NOT_AGREED, texts.PHOTOS_NOT_AGREED_ADVICE, severity="info"))
    elif visit.visit_id == first.visit_id:
        st.html(paragraph(texts.CHOOSE_LATER_VISIT, "small"))
    else:
        with working(texts.ALIGNING):
            pair = own.pair(first.visit_id, visit.visit_id, visit.expression)
        show_pair(
            pair,
            before_label=words.day_and_month(first.on),
            after_label=words.day_and_month(visit.on),
            key="own-progress-pair",
        )


def show_dates(view: OwnView) -> None:
    """List what comes next and what was done."""
    st.subheader(texts.NEXT_TITLE)
    coming = dates.next_dates(view.next_dates)
    st.html(tables.in_words(texts.NEXT_HEADS, coming) if coming else _small(texts.NEXT_NONE))
    st.subheader(texts.DONE_TITLE)
    done = view.progress.treatments
    st.html(tables.treatment_table(done) if done else _small(texts.NO_TREATMENTS))


def show_report(region: str, expression: str) -> None:
    """Offer the report of this place and expression as a PDF document."""
    st.subheader(texts.REPORT_TITLE_SHORT)
    st.html(paragraph(texts.REPORT_LEAD, "small"))
    st.download_button(
        texts.REPORT_DOWNLOAD,
        own.report(region, expression),
        file_name=own.file_name("report", "pdf"),
        mime="application/pdf",
        icon=":material/picture_as_pdf:",
        on_click="ignore",
    )


def _small(text: str) -> str:
    return paragraph(text, "small")


show_progress()
