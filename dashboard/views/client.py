"""One client: the course of one region, the treatments in it, and two visits side by side."""

from collections.abc import Sequence

import streamlit as st

from dashboard import sources, tables, texts
from dashboard.markup import empty, paragraph
from dashboard.pair import show_pair, working
from reports import course, words
from reports.charts import course_chart
from reports.palette import DARK, LIGHT
from tracking.progress import Figure, Progress, VisitPoint

CLIENTS_PAGE = "dashboard/views/clients.py"
FIGURES: tuple[Figure, ...] = ("density", "severity")


def show_client() -> None:
    """Draw the page of the client that the address names."""
    st.page_link(CLIENTS_PAGE, label=texts.ALL_CLIENTS, icon=":material/arrow_back:")
    progress = sources.client(st.query_params.get("id", ""))
    if progress is None:
        st.html(empty(texts.NO_SUCH_CLIENT, texts.NO_SUCH_CLIENT_ADVICE))
        return
    st.title(progress.client.name)
    st.html(tables.client_meta(progress.client))
    if not course.expressions(progress):
        st.html(empty(texts.NO_PROGRESS, texts.NO_PROGRESS_ADVICE))
        return
    region, expression, figure = choose_series(progress)
    points = course.series(progress, region=region, expression=expression)
    headline = st.container(key="headline")
    with st.container(key="chart"):
        show_chart(progress, points, figure)
        visit = choose_visit(progress, points, figure)
    headline.html(tables.visit_headline(progress, visit, points[-1], figure))
    photos = st.container(key="pair")
    show_treatments(progress)
    st.html(paragraph(texts.HOW_TO_READ, "small"))
    with photos:  # last, because aligning two photos takes seconds
        show_photos(progress, visit)


def choose_series(progress: Progress) -> tuple[str, str, Figure]:
    """Let the reader choose region, expression and figure; open with the clearest change."""
    region, expression = course.opening_series(progress)
    with st.container(horizontal=True, vertical_alignment="bottom", key="choices"):
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
        region = (
            st.selectbox(
                texts.REGION,
                regions,
                index=regions.index(region) if region in regions else 0,
                format_func=words.REGIONS.__getitem__,
                width=260,
            )
            or region
        )
        figure: Figure = (
            st.segmented_control(
                texts.FIGURE,
                FIGURES,
                default=FIGURES[0],
                required=True,
                format_func=lambda name: words.FIGURES[name].name,
            )
            or FIGURES[0]
        )
    return region, expression, figure


def show_chart(progress: Progress, points: Sequence[VisitPoint], figure: Figure) -> None:
    """Draw the course of one region with what it means in words for screen readers."""
    palette = DARK if st.context.theme.type == "dark" else LIGHT
    st.subheader(texts.CHART_TITLE.format(figure=words.FIGURES[figure].name))
    st.altair_chart(
        course_chart(
            points,
            progress.treatments,
            progress.expectations,
            figure=figure,
            palette=palette,
        ),
        theme=None,
        key="course",
        alt=tables.chart_in_words(progress, points, figure),
    )
    st.html(tables.legend(progress.treatments, points[0].region, figure))
    if progress.outdated is not None:
        st.html(paragraph(texts.OUTDATED.format(version=progress.outdated), "small"))


def choose_visit(progress: Progress, points: Sequence[VisitPoint], figure: Figure) -> VisitPoint:
    """Let the reader choose a visit; each is labelled with its verdict."""
    days = {visit.id: visit.day for visit in progress.visits}
    by_visit = {point.visit_id: point for point in points}
    opening = course.telling_visit(points)
    chosen = st.pills(
        texts.VISIT,
        list(by_visit),
        default=opening.visit_id,
        required=True,
        format_func=lambda visit_id: tables.visit_label(days[visit_id], by_visit[visit_id], figure),
        key=f"visit-{opening.region}-{opening.expression}",
    )
    return by_visit[chosen] if chosen is not None else opening


def show_photos(progress: Progress, visit: VisitPoint) -> None:
    """Put the chosen visit beside the first one with the same expression."""
    first = course.first_visit(progress, visit)
    st.subheader(texts.PHOTOS_TITLE)
    if visit.visit_id == first.visit_id:
        st.html(paragraph(texts.CHOOSE_LATER_VISIT, "small"))
        return
    with working(texts.ALIGNING):
        view = sources.pair(progress.client.id, first.visit_id, visit.visit_id, visit.expression)
    show_pair(
        view,
        before_label=words.day_and_month(first.on),
        after_label=words.day_and_month(visit.on),
        key="client-pair",
    )


def show_treatments(progress: Progress) -> None:
    """List every treatment in words."""
    st.subheader(texts.TREATMENTS_TITLE)
    if progress.treatments:
        st.html(tables.treatment_table(progress.treatments))
    else:
        st.html(paragraph(texts.NO_TREATMENTS, "small"))


show_client()
