"""Figures, findings and treatments as HTML; every text from outside is escaped."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from html import escape

from dashboard import texts
from dashboard.markup import note, paragraph
from metrics.change import Change, RegionChange
from reports import words
from reports.course import first_visit
from reports.lanes import name_of
from tracking.care_history import SkinMark, Year
from tracking.line_history import FollowedLine
from tracking.progress import (
    ClientCard,
    Figure,
    PointVerdict,
    Progress,
    TreatmentKind,
    TreatmentMark,
    VisitPoint,
)
from vision.quality import Finding

LONGEST_LINES = 12
ORDER: Mapping[str, int] = {"block": 0, "warn": 1, "info": 2}


def verdict(name: PointVerdict, figure: Figure = "density") -> str:
    """A verdict as sign and word, in its colour."""
    told = words.FIGURES[figure].verdicts[name]
    return f'<span class="rh-verdict rh-{name}" data-sign="{told.sign}">{told.words}</span>'


def treatment_tag(kind: TreatmentKind) -> str:
    """A treatment's symbol, as in the chart, with its name."""
    return f'<span class="rh-tag rh-{kind}"><i></i>{words.TREATMENTS[kind]}</span>'


def visit_headline(
    progress: Progress, point: VisitPoint, latest: VisitPoint, figure: Figure = "density"
) -> str:
    """What one visit shows, as the sentence on top of a page, and where things stand now."""
    days = {visit.id: visit.day for visit in progress.visits}
    eyebrow = texts.VISIT_EYEBROW.format(
        day=days[point.visit_id],
        date=words.day_and_month(point.on),
        first=words.day_and_month(first_visit(progress, point).on),
    )
    severity = None
    if figure == "density":
        severity = words.severity_sentence(
            point.severity_verdict, point.severity_change_percent, point.severity_sdc_percent
        )
    now = None
    if latest is not point:
        told = words.short_verdict(latest, figure)
        now = texts.LATEST_ALSO.format(day=days[latest.visit_id], words=told)
    sentence = words.visit_sentence(point, figure)
    return _headline(eyebrow, sentence, point.reading(figure).verdict, severity, now)


def pair_headline(face: RegionChange, regions: Mapping[str, RegionChange]) -> str:
    """What two photos show that belong to no client."""
    return _headline(
        texts.PAIR_EYEBROW,
        words.face_sentence(face),
        face.density.verdict,
        words.regions_sentence(regions),
    )


def _headline(
    eyebrow: str, told: words.ChangeSentence, verdict: PointVerdict, *also: str | None
) -> str:
    sentence = (
        f'{escape(told.subject)}: <strong class="rh-{verdict}">{escape(told.finding)}'
        f"</strong>{escape(told.explanation)}"
    )
    return (
        paragraph(eyebrow, "eyebrow")
        + f'<p class="rh-headline">{sentence}</p>'
        + paragraph(" ".join(part for part in also if part), "also")
    )


def visit_label(day: int, point: VisitPoint, figure: Figure = "density") -> str:
    """A visit as a choice: its day and its verdict in sign and word."""
    told = words.FIGURES[figure].verdicts[point.reading(figure).verdict]
    return f"{texts.DAY.format(day=day)} · {told}"


def client_meta(card: ClientCard) -> str:
    """Number, visits, time and treatments of a client in one line."""
    counts = {0: texts.NO_VISITS, 1: texts.ONE_VISIT}
    visits = counts.get(card.visit_count, texts.VISITS).format(count=card.visit_count)
    parts = [card.pseudonym, visits]
    if card.first_visit is not None and card.last_visit is not None:
        parts.append(words.period(card.first_visit, card.last_visit))
    told = "".join(f"<span>{escape(part)}</span>" for part in parts)
    tags = "".join(treatment_tag(kind) for kind in card.treatment_kinds)
    return f'<p class="rh-meta">{told}<span class="rh-tags">{tags}</span></p>'


def findings(found: Sequence[Finding]) -> str:
    """Findings about photos, the gravest first."""
    return "".join(
        note(_region_name(finding.region), words.advice(finding.message), severity=finding.severity)
        for finding in sorted(found, key=lambda finding: ORDER[finding.severity])
    )


def region_table(face: RegionChange, regions: Mapping[str, RegionChange]) -> str:
    """Before, after, change, error and verdict of the face and of every region that has them.

    Regions without figures follow below the table, gathered by the reason.
    """
    known = [name for name in words.REGIONS if name in regions]
    rows = [_region_row("face", face)]
    rows += [_region_row(name, regions[name]) for name in known if _has_figures(regions[name])]
    without: dict[str, list[str]] = {}
    for name in known:
        reason = regions[name].reason
        if reason is not None and not _has_figures(regions[name]):
            without.setdefault(words.advice(reason.message), []).append(words.REGIONS[name])
    caption = texts.TABLE_CAPTION.format(unit=words.DENSITY_UNIT)
    return _table(texts.TABLE_HEADS, rows, caption) + "".join(
        note(" · ".join(names), reason, severity="info") for reason, names in without.items()
    )


def _has_figures(change: RegionChange) -> bool:
    told_apart = change.density.verdict in ("fewer_lines", "more_lines")
    return change.density.change_percent is not None or told_apart


def treatment_table(marks: Sequence[TreatmentMark]) -> str:
    """Every treatment in words, for those who cannot read the chart's symbols."""
    rows = [
        _row(
            texts.TREATMENT_HEADS,
            words.day_and_month(mark.on),
            [
                treatment_tag(mark.kind),
                escape(mark.label),
                escape(", ".join(words.REGIONS[name] for name in mark.regions)),
            ],
        )
        for mark in marks
    ]
    return _table(texts.TREATMENT_HEADS, rows, None, kind="rh-words")


def in_words(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of texts, which are escaped here."""
    body = [_row(heads, row[0], [escape(cell) for cell in row[1:]]) for row in rows]
    return _table(heads, body, None, kind="rh-words")


def line_table(lines: Sequence[FollowedLine]) -> str:
    """Each line with its length at the first and the last visit, and how its contrast changed."""
    rows = []
    for line in lines[:LONGEST_LINES]:
        first, last = line.course[0], line.course[-1]
        faded = 100 * (last.contrast / first.contrast - 1) if first.contrast > 0 else None
        cells = [
            words.REGIONS[line.region] if line.region else words.NO_FIGURE,
            f"{words.number(first.length_mm, 0)} → {words.number(last.length_mm, 0)} mm",
            words.signed_percent(faded),
            str(len(line.course)),
        ]
        title = texts.LINE.format(number=line.number)
        rows.append(_row(texts.LINE_HEADS, title, [escape(cell) for cell in cells]))
    return _table(texts.LINE_HEADS, rows, texts.LINES_CAPTION, kind="rh-words")


def year_table(years: Sequence[Year]) -> str:
    """Sessions and cost of each calendar year."""
    rows = [
        _row(
            texts.YEARS_HEADS,
            str(year.year),
            [str(year.botox), str(year.microcurrent), str(year.other), escape(_money(year.cost))],
        )
        for year in years
    ]
    return _table(texts.YEARS_HEADS, rows, texts.YEARS_CAPTION)


def _money(cost: Mapping[str, Decimal]) -> str:
    amounts = (f"{amount:.2f} {currency}" for currency, amount in sorted(cost.items()))
    return " + ".join(amounts) or words.NO_FIGURE


def also_table(marks: Sequence[SkinMark]) -> str:
    """Side effects and other care, in order of time."""
    rows = [
        _row(
            texts.ALSO_HEADS,
            words.day_and_month(mark.on),
            [
                words.day_and_month(mark.until) if mark.until else words.NO_FIGURE,
                escape(words.SIDE_EFFECT if mark.family == "side_effect" else name_of(mark)),
                escape(name_of(mark) if mark.family == "side_effect" else mark.what),
                escape(", ".join(words.REGIONS[name] for name in mark.regions)),
            ],
        )
        for mark in marks
    ]
    return _table(texts.ALSO_HEADS, rows, None, kind="rh-words")


def _region_name(region: str | None) -> str:
    return texts.BOTH_PHOTOS if region is None else words.REGIONS[region]


def _region_row(name: str, change: RegionChange) -> str:
    density: Change = change.density
    why = ""
    if change.reason is not None:
        why = f'<span class="rh-why">{escape(words.advice(change.reason.message))}</span>'
    cells = [
        words.density(density.before),
        words.density(density.after),
        words.signed_percent(density.change_percent),
        words.percent(density.sdc_percent),
        verdict(density.verdict) + why,
    ]
    return _row(texts.TABLE_HEADS, words.REGIONS[name], cells, whole=name == "face")


def table_of(
    heads: Sequence[str],
    rows: Sequence[tuple[str, Sequence[str]]],
    caption: str,
    *,
    total: bool = True,
) -> str:
    """A table of figures, escaped here; the last row is the `total` where there is one."""
    last = len(rows) - 1
    drawn = [
        _row(heads, title, [escape(cell) for cell in cells], whole=total and place == last)
        for place, (title, cells) in enumerate(rows)
    ]
    return _table(heads, drawn, caption)


def _row(heads: Sequence[str], title: str, cells: Sequence[str], *, whole: bool = False) -> str:
    """One row; each cell carries its head for narrow screens, where rows become cards."""
    body = "".join(
        f'<td data-label="{escape(head)}">{cell}</td>'
        for head, cell in zip(heads[1:], cells, strict=True)
    )
    kind = ' class="rh-whole"' if whole else ""
    return f'<tr{kind}><th scope="row">{escape(title)}</th>{body}</tr>'


def _table(
    heads: Sequence[str], rows: Sequence[str], caption: str | None, kind: str = "rh-figures"
) -> str:
    top = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    told = f"<caption>{escape(caption)}</caption>" if caption else ""
    return (
        f'<table class="rh-table {kind}">{told}<thead><tr>{top}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )
