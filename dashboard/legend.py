"""What the chart of a client shows, for those who read its symbols and for those who cannot."""

from collections.abc import Sequence

from dashboard import texts
from dashboard.markup import paragraph
from dashboard.tables import treatment_tag, verdict
from reports import words
from reports.lanes import name_of
from reports.time_marks import reaches
from tracking.care_history import Family, SkinMark
from tracking.progress import Figure, Progress, TreatmentMark, VisitPoint


def in_words(
    progress: Progress,
    points: Sequence[VisitPoint],
    figure: Figure = "density",
    marks: Sequence[SkinMark] = (),
) -> str:
    """The chart for those who cannot see it."""
    told = texts.CHART_ALT.format(
        figure=words.FIGURES[figure].name,
        region=words.REGIONS[points[0].region],
        expression=words.EXPRESSIONS[points[0].expression],
        verdicts="; ".join(
            f"{words.day_and_month(point.on)}: {words.short_verdict(point, figure)}"
            for point in points
        ),
        treatments="; ".join(
            f"{words.day_and_month(mark.on)}: {words.TREATMENTS[mark.kind]}"
            for mark in progress.treatments
        ),
    )
    if not marks:
        return told
    also = "; ".join(f"{words.day_and_month(mark.on)}: {name_of(mark)}" for mark in marks)
    return told + texts.CHART_ALT_ALSO.format(marks=also)


def legend(
    treatments: Sequence[TreatmentMark],
    region: str,
    figure: Figure = "density",
    marks: Sequence[SkinMark] = (),
) -> str:
    """What the symbols in the chart of a region mean."""
    items = [verdict(name, figure) for name in ("fewer_lines", "within_error", "more_lines")]
    items.append(f'<span class="rh-tag"><span class="band"></span>{texts.ERROR_BAND}</span>')
    items += [treatment_tag(kind) for kind in dict.fromkeys(mark.kind for mark in treatments)]
    items += [mark_tag(family) for family in dict.fromkeys(mark.family for mark in marks)]
    drawn: list[TreatmentMark | SkinMark] = [*treatments, *marks]
    if not all(reaches(mark, region) for mark in drawn):
        items.append(f"<span>({texts.TREATED_ELSEWHERE})</span>")
    return f'<p class="rh-legend rh-small">{"".join(items)}</p>'


def mark_tag(family: Family) -> str:
    """The symbol of side effects or of other care, as in the chart, with its name."""
    name = words.SIDE_EFFECT if family == "side_effect" else texts.OTHER_CARE
    return f'<span class="rh-tag rh-{family}"><i></i>{name}</span>'


def error_source(progress: Progress) -> str:
    """Whose error the verdicts use: the clinic's own and since when, or that of rendered people."""
    made_at = progress.calibrated_at
    if made_at is None:
        return paragraph(texts.RENDERED_ERROR, "small")
    return paragraph(texts.OWN_ERROR.format(date=words.day_and_month(made_at)), "small")
