"""Supporting figures of kept visits, kept once and read without measuring; pixels are made up."""

from dataclasses import replace

import pytest
from sqlalchemy import event, func, select

from metrics.colour import Tone
from metrics.skin_change import FigureChange
from metrics.symmetry import Symmetry
from records.models import SupportRow
from records.supporting import keep_support
from tracking import analyse
from tracking.access import AccessDeniedError, Actor, Role
from tracking.intake import NewPhoto, take_in
from tracking.progress import client_progress
from tracking.support_view import NO_GREY_CARD, NOT_KEPT, support_view
from tracking.view import PairView
from vision.errors import Refusal

OTHER_LIGHT = Refusal("light_differs", "Use the same lamps.")
COMPARED = PairView("frown", None, None, "compared", None, (), None, None, (), None, {}, {})
BROWS_RAISED = Symmetry(12.0, 12.0, 9.0, 9.0, 85.0, "raise")


@pytest.fixture
def seen(desk, add_full_client):
    """Ask for the figures of two visits, the first two unless told otherwise, by name."""
    client_id = add_full_client(photos=(50, 80, 52))
    visits = [visit.id for visit in client_progress(desk, client_id).visits]

    def view(region="glabella", before=visits[0], after=visits[1], at=desk, pair=None):
        return support_view(
            at, client_id, before, after, expression="frown", region=region, pair=pair
        )

    view.client_id, view.visits = client_id, visits
    return view


def rows(desk):
    with desk.store.reading() as session:
        return session.scalar(select(func.count()).select_from(SupportRow))


def test_skin_is_compared_on_the_photos_in_one_frame(seen):
    told = FigureChange(14.2, 16.9, 2.7, 1.1, "higher")
    pair = replace(COMPARED, skin={"glabella": {"redness": told}})

    assert seen(pair=pair)["redness"] == told
    by_itself = seen(pair=pair)["erythema_index"]
    assert (by_itself.change, by_itself.verdict) == (None, None)


def test_skin_of_photos_that_cannot_be_compared_stands_by_itself_with_the_reason(seen):
    redness = seen(pair=replace(COMPARED, reason=OTHER_LIGHT))["redness"]

    assert (redness.before, redness.after, redness.change) == (15.0, 18.0, None)
    assert redness.reason == OTHER_LIGHT


def test_the_change_of_tone_has_no_error_without_a_grey_card(desk, add_full_client, monkeypatch):
    kept = analyse.supporting_figures
    monkeypatch.setattr(
        analyse,
        "supporting_figures",
        lambda one: replace(kept(one), tone=Tone(40.0, 6.0, "intermediate"), tone_reason=None),
    )
    client_id = add_full_client(photos=(50, 80, 52))
    first, second, _ = [visit.id for visit in client_progress(desk, client_id).visits]
    tone = support_view(
        desk, client_id, first, second, expression="frown", region="face", pair=None
    )["ita_deg"]

    assert (tone.before, tone.change, tone.sdc, tone.verdict) == (40.0, 0.0, None, None)
    assert tone.reason == NO_GREY_CARD


def test_brows_rise_beyond_the_error_of_posing_the_head_anew(seen):
    brow = seen()["brow_height_left_mm"]
    assert brow.change == pytest.approx(3.0)
    assert brow.sdc == pytest.approx(1.96 * 2**0.5 * 0.30)
    assert brow.verdict == "higher"
    assert seen(after=seen.visits[2])["brow_height_left_mm"].verdict == "within_error"


def test_what_a_photo_does_not_show_has_its_reason_and_no_number(seen):
    hidden = seen("forehead")
    for name in ("redness", "erythema_index", "roughness_percent", "ita_deg"):
        figure = hidden[name]
        assert (figure.before, figure.after, figure.change, figure.sdc) == (None,) * 4
        assert figure.reason.code == "too_little_visible_skin"
    assert hidden["brow_height_left_mm"].reason is None


def test_the_whole_face_has_no_figures_of_skin_but_its_tone(seen):
    assert "redness" not in seen("face")
    assert "ita_deg" in seen("face")


def test_effort_is_that_of_the_expression_and_has_no_known_error(seen):
    effort = seen()["effort"]
    assert (effort.before, effort.change, effort.sdc, effort.verdict) == (0.5, 0.0, None, None)


def test_brows_of_different_expressions_are_not_compared(desk, seen, monkeypatch, photo_bytes):
    kept = analyse.supporting_figures
    monkeypatch.setattr(
        analyse, "supporting_figures", lambda one: replace(kept(one), symmetry=BROWS_RAISED)
    )
    later = client_progress(desk, seen.client_id).visits[-1].on.replace(year=2027)
    photos = [NewPhoto(photo_bytes(70), "frown")]
    take_in(desk, client_id=seen.client_id, visited_at=later, photos=photos)
    analyse.analyse(desk, [seen.client_id], lambda *_: None)
    last = client_progress(desk, seen.client_id).visits[-1].id

    brow = seen(after=last)["brow_height_left_mm"]
    assert (brow.before, brow.after) == (15.0, 12.0)
    assert (brow.change, brow.reason.code) == (None, "expression_differs")


def test_one_visit_alone_has_values_and_no_change(seen):
    alone = seen(before=seen.visits[0], after=seen.visits[0])
    assert (alone["redness"].before, alone["redness"].after) == (None, 15.0)
    assert {figure.change for figure in alone.values()} == {None}


def test_figures_are_measured_once(desk, seen, monkeypatch):
    assert rows(desk) == 3
    monkeypatch.setattr(analyse, "supporting_figures", lambda _: pytest.fail("measured again"))
    analyse.analyse(desk, [seen.client_id], lambda *_: None)
    assert rows(desk) == 3


def test_who_comes_second_leaves_what_is_kept_and_the_erased_alone(desk, seen):
    with desk.store.reading() as session:
        first = session.scalars(select(SupportRow).order_by(SupportRow.photo_id)).first()
    for photo_id in (first.photo_id, 10_000):
        with desk.store.writing() as session:
            keep_support(session, photo_id, first.algorithm, {})
    assert rows(desk) == 3
    assert seen()["redness"].before == 15.0


def test_one_photo_of_each_visit_and_expression_is_enough(desk, seen, photo_bytes):
    later = client_progress(desk, seen.client_id).visits[-1].on.replace(year=2027)
    photos = [NewPhoto(photo_bytes(70 + shot), "frown", shot=shot) for shot in (1, 2, 3)]
    take_in(desk, client_id=seen.client_id, visited_at=later, photos=photos)
    analyse.analyse(desk, [seen.client_id], lambda *_: None)
    assert rows(desk) == 4


def test_visits_from_before_they_were_kept_say_so_until_they_are_measured(desk, seen):
    with desk.store.writing() as session:
        session.delete(session.scalars(select(SupportRow).order_by(SupportRow.photo_id)).first())
    missing = seen()["redness"]
    assert (missing.before, missing.after, missing.reason) == (None, 18.0, NOT_KEPT)

    analyse.analyse(desk, [seen.client_id], lambda *_: None)
    assert seen()["redness"].before == 15.0


def test_a_photo_on_which_the_program_fails_does_not_stop_the_rest(
    desk, add_full_client, monkeypatch
):
    kept = analyse.supporting_figures
    faults = [RuntimeError("a fault in the program")]

    def fail_once(portrait):
        if faults:
            raise faults.pop()
        return kept(portrait)

    monkeypatch.setattr(analyse, "supporting_figures", fail_once)
    add_full_client(photos=(50, 60, 52))
    assert rows(desk) == 2


def test_the_panel_costs_one_query_and_measures_nothing(desk, seen, monkeypatch):
    asked = []

    def note(connection, cursor, statement, *rest):
        asked.append(statement)

    for name in ("supporting_figures", "read_portrait"):
        monkeypatch.setattr(analyse, name, lambda *_: pytest.fail("measured"))
    event.listen(desk.store.engine, "before_cursor_execute", note)
    seen()
    assert len([sent for sent in asked if "supporting" in sent]) == 1
    assert not [sent for sent in asked if "FROM measurement" in sent or "FROM visit" in sent]


def test_nobody_reads_those_of_another_client(desk, seen, add_full_client):
    other = desk.of(Actor("person-9", "Other", Role.CLIENT, add_full_client()))
    with pytest.raises(AccessDeniedError):
        seen(at=other)
