"""One client: the course of one region, the treatments in it, and two visits side by side."""

from collections.abc import Iterable, Sequence

import streamlit as st

from dashboard import charts, legend, sources, tables, texts
from dashboard.corrections import shots_of, show_corrections
from dashboard.details import show_details
from dashboard.markup import empty, paragraph
from dashboard.pages import pages_of
from dashboard.pair import show_pair, working
from dashboard.series import choose_series
from dashboard.set_aside import show_said, show_set_aside
from dashboard.signin import current_actor
from dashboard.slider import MODES, Mode
from dashboard.support import show_support
from reports import course, words
from reports.charts import course_chart
from reports.multiples import small_multiples
from reports.palette import DARK, LIGHT, Palette
from tracking.care_history import CareHistory, SkinMark
from tracking.kept_shots import KeptShot
from tracking.progress import Figure, Progress, VisitPoint
from tracking.view import PairView

CLIENTS_PAGE = "dashboard/views/clients.py"
ACTIONS = ("dashboard/views/visit.py", "dashboard/views/treatment.py")
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
    show_ways_on(progress.client.id)
    show_details(progress.client.id)
    if not course.expressions(progress):
        show_said()
        st.html(empty(texts.NO_PROGRESS, texts.NO_PROGRESS_ADVICE))
        with st.container(key="panel-treatments"):
            history = sources.care_history(progress.client.id)
            show_treatments(progress, history, shots_of(progress.client.id))
        return
    show_course(progress)


def show_course(progress: Progress) -> None:
    """Draw what the visits show, from the headline to how to read it all."""
    region, expression, figure = choose_figure(progress)
    points = course.series(progress, region=region, expression=expression)
    history = sources.care_history(progress.client.id)
    shots = shots_of(progress.client.id)
    headline = st.container(key="headline")
    with st.container(key="chart"):
        chart = st.container()
        visit = choose_visit(progress, points, figure)
    headline.html(tables.visit_headline(progress, visit, points[-1], figure))
    with chart:
        show_chart(progress, points, figure, history.marks)
    photos = st.container(key="pair")
    beside = st.container(key="panel-support")
    regions = st.container(key="panel-regions")
    with st.container(key="panel-lines"):
        show_lines(progress, region, expression)
    with st.container(key="panel-treatments"):
        show_treatments(progress, history, shots)
    show_report(progress, region, expression)
    st.html(paragraph(texts.HOW_TO_READ, "small"))
    first = course.first_visit(progress, visit)
    against, mode = first if first.on < visit.on else visit, MODES[0]
    shows_photos, view = sources.may_see_photos(progress.client.id), None
    if shows_photos:
        with photos:
            against, mode = choose_against(progress, visit)
    with regions:  # late, because the browser draws charts in the order they come
        show_regions(progress, expression, figure)
    if shows_photos:
        with photos:  # late, because aligning two photos takes seconds
            view = show_photos(progress, visit, against, mode)
            show_set_aside(progress.client.id, shots, {visit.visit_id, against.visit_id})
    with beside:
        show_support(progress.client.id, visit, against, view)


def choose_figure(progress: Progress) -> tuple[str, str, Figure]:
    """Let the reader choose region, expression and figure; open with the clearest change."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="choices"):
        region, expression = choose_series(progress)
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


def show_chart(
    progress: Progress, points: Sequence[VisitPoint], figure: Figure, marks: Sequence[SkinMark]
) -> None:
    """Draw the course of one region with what it means in words for screen readers."""
    st.subheader(texts.CHART_TITLE.format(figure=words.FIGURES[figure].name))
    charts.show_chart(
        course_chart(
            points,
            progress.treatments,
            progress.expectations,
            marks,
            figure=figure,
            palette=_palette(),
        ),
        key="course",
        in_words=legend.in_words(progress, points, figure, marks),
    )
    st.html(legend.legend(progress.treatments, points[0].region, figure, marks))
    st.html(legend.error_source(progress))
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


def choose_against(progress: Progress, visit: VisitPoint) -> tuple[VisitPoint, Mode]:
    """Let the reader choose an earlier visit and a view; the first visit stands by itself."""
    points = course.series(progress, region=visit.region, expression=visit.expression)
    earlier = [point for point in points if point.on < visit.on]
    st.subheader(texts.PHOTOS_TITLE)
    if course.first_visit(progress, visit) not in earlier:
        st.html(paragraph(texts.CHOOSE_LATER_VISIT, "small"))
        return visit, MODES[0]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        return choose_earlier(progress, visit, earlier), choose_view()


def show_photos(
    progress: Progress, visit: VisitPoint, against: VisitPoint, mode: Mode
) -> PairView | None:
    """Put the chosen visit beside an earlier one with the same expression."""
    if against is visit:
        return None
    with working(texts.ALIGNING):
        view = sources.pair(progress.client.id, against.visit_id, visit.visit_id, visit.expression)
    show_pair(
        view,
        before_label=words.day_and_month(against.on),
        after_label=words.day_and_month(visit.on),
        mode=mode,
        key="client-pair",
    )
    return view


def choose_earlier(
    progress: Progress, visit: VisitPoint, earlier: Sequence[VisitPoint]
) -> VisitPoint:
    """Let the reader choose the visit to compare with; the first one at the beginning."""
    first = course.first_visit(progress, visit)
    by_visit = {point.visit_id: point for point in earlier}
    chosen = st.selectbox(
        texts.AGAINST,
        list(by_visit),
        index=list(by_visit).index(first.visit_id),
        format_func=lambda visit_id: _earlier_label(by_visit[visit_id], first),
        key=f"against-{visit.visit_id}-{visit.expression}",
        width=260,
    )
    return by_visit[chosen] if chosen is not None else first


def _earlier_label(point: VisitPoint, first: VisitPoint) -> str:
    date = words.day_and_month(point.on)
    return texts.FIRST_VISIT.format(date=date) if point is first else date


def choose_view() -> Mode:
    """Let the reader choose how to look at the photos."""
    chosen: Mode | None = st.segmented_control(
        texts.VIEW,
        MODES,
        default=MODES[0],
        required=True,
        format_func=texts.VIEWS.__getitem__,
        key="view",
    )
    return chosen or MODES[0]


def show_ways_on(client_id: str) -> None:
    """Lead to what may be done with this client."""
    entries = pages_of(current_actor().role)
    with st.container(horizontal=True, key="ways-on"):
        for file in ACTIONS:
            entry = next((entry for entry in entries if entry.file == file), None)
            if entry is not None:
                st.page_link(file, label=entry.title(), query_params={"id": client_id})


def show_report(progress: Progress, region: str, expression: str) -> None:
    """Offer the client's report of this region and expression as a PDF document."""
    write = sources.report(progress.client.id, region, expression)
    if write is not None:
        st.download_button(
            texts.CLIENT_REPORT,
            write,
            file_name=f"rhytid-{progress.client.pseudonym}-{sources.now():%Y%m%d-%H%M%S}.pdf",
            mime="application/pdf",
            icon=":material/picture_as_pdf:",
            on_click="ignore",
        )


def show_lines(progress: Progress, region: str, expression: str) -> None:
    """List the lines of the chosen region through the visits."""
    st.subheader(texts.LINES_TITLE)
    lines = sources.lines(progress.client.id, expression, region)
    if lines:
        st.html(tables.line_table(lines))
    else:
        st.html(paragraph(texts.LINES_NONE, "small"))


def show_regions(progress: Progress, expression: str, figure: Figure) -> None:
    """Draw the course of every region at once."""
    points = [point for point in progress.points if point.expression == expression]
    latest = {point.region: point for point in points}
    st.subheader(texts.MULTIPLES_TITLE)
    with st.container(key="regions"):
        charts.show_chart(
            small_multiples(points, figure=figure, palette=_palette()),
            key="multiples",
            in_words=texts.MULTIPLES_ALT.format(
                expression=words.EXPRESSIONS[expression],
                verdicts="; ".join(
                    f"{words.REGIONS[region]}: {words.short_verdict(point, figure)}"
                    for region, point in latest.items()
                ),
            ),
        )


def show_treatments(progress: Progress, history: CareHistory, shots: Iterable[KeptShot]) -> None:
    """List every treatment in words, then side effects, other care and the years."""
    st.subheader(texts.TREATMENTS_TITLE)
    if progress.treatments:
        st.html(tables.treatment_table(progress.treatments))
    else:
        st.html(paragraph(texts.NO_TREATMENTS, "small"))
    if history.years:
        st.subheader(texts.YEARS_TITLE)
        st.html(tables.year_table(history.years))
    st.subheader(texts.ALSO_TITLE)
    if history.marks:
        st.html(tables.also_table(history.marks))
    else:
        st.html(paragraph(texts.ALSO_NONE, "small"))
    show_corrections(progress.client.id, shots)


def _palette() -> Palette:
    return DARK if st.context.theme.type == "dark" else LIGHT


show_client()
