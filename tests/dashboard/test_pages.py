"""The pages as Streamlit runs them, with a made-up clinic behind them."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import tracking.care_history
import tracking.demo
import tracking.progress
from dashboard import corrections, details, signin, sources, startup, texts
from metrics.change import Change, RegionChange
from metrics.skin_change import FigureChange
from records.clients import ClientDetails
from tracking.access import Actor, Role, may
from tracking.care_history import CareHistory, SkinMark, Year
from tracking.desk import UnknownRecordError
from tracking.line_history import FollowedLine, LineSighting
from tracking.progress import PairView, Progress, VisitPoint
from vision.errors import Refusal
from vision.quality import Finding

APP = Path(__file__).parents[2] / "app.py"
CARE = CareHistory((), (Year(2026, 1, 2, 0, {"EUR": Decimal("420.00")}),))
LINES = (
    FollowedLine(
        3,
        "glabella",
        (),
        (
            LineSighting(0, datetime(2026, 3, 3, tzinfo=UTC), 24.0, 0.10),
            LineSighting(30, datetime(2026, 4, 2, tzinfo=UTC), 18.0, 0.06),
        ),
    ),
    FollowedLine(
        9, "glabella", (), (LineSighting(0, datetime(2026, 3, 3, tzinfo=UTC), 0.2, 0.02),)
    ),
)
THERAPIST = Actor("person-3", "Tess", Role.THERAPIST)
TURNED = Refusal("head_turned", "Turn the head to the front.")
LIGHT = Finding("light", "warn", 1.3, 1.15, "Put the lamp where it stood before.")


@pytest.fixture(autouse=True)
def _nothing_cached() -> Iterator[None]:
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


@pytest.fixture
def clinic(monkeypatch: pytest.MonkeyPatch, progress: Progress) -> Progress:
    """A clinic of one client that needs no preparing."""

    def client_progress(_: object, client_id: str) -> Progress:
        if client_id != progress.client.id:
            raise UnknownRecordError
        return progress

    def list_clients(_: object, search: str = "") -> list[object]:
        return [progress.client] if search.lower() in progress.client.name.lower() else []

    monkeypatch.setattr(tracking.demo, "prepare_demo_clinic", lambda *_: a_desk())
    monkeypatch.setattr(tracking.progress, "client_progress", client_progress)
    monkeypatch.setattr(tracking.progress, "list_clients", list_clients)
    monkeypatch.setattr(tracking.progress, "pair_view", lambda *_: a_pair())
    monkeypatch.setattr(tracking.care_history, "care_history", lambda *_: CARE)
    monkeypatch.setattr(corrections, "entries_of", lambda *_: [])
    monkeypatch.setattr(corrections, "kept_shots", lambda *_: [])
    monkeypatch.setattr(details, "details_of", lambda *_: ClientDetails(progress.client.name))
    monkeypatch.setattr(sources, "support_view", support)
    monkeypatch.setattr(sources, "line_history", lambda *_: LINES)
    monkeypatch.setattr(sources, "may", lambda *_: True)
    return progress


def support(
    _: object,
    client_id: str,
    before: int,
    after: int,
    *,
    expression: str,
    region: str,
    pair: PairView | None,
) -> dict[str, FigureChange]:
    """Redness by the visits that were asked for, and a brow that could not be measured."""
    if before == after:
        assert pair is None
    change = None if before == after else float(after - before)
    first = None if before == after else 10.0 + before
    redness = FigureChange(first, 10.0 + after, change, 0.33, "higher" if change else None)
    return {"redness": redness, "brow_height_left_mm": FigureChange(None, None, reason=TURNED)}


def a_desk() -> SimpleNamespace:
    """A desk that remembers who works at it."""
    policy = SimpleNamespace(zone=UTC)
    return SimpleNamespace(of=lambda actor: SimpleNamespace(actor=actor, policy=policy))


def a_pair(**changed: object) -> PairView:
    density = Change(5.0, 3.4, -31.4, 9.0, "fewer_lines")
    region = RegionChange("compared", None, density, density)
    picture = np.full((40, 30, 3), 120, np.uint8)
    fields = {
        "expression": "frown",
        "before_on": None,
        "after_on": None,
        "status": "compared",
        "reason": None,
        "findings": (LIGHT,),
        "before_pixels": picture,
        "after_pixels": picture,
        "lines": (),
        "face": region,
        "regions": {"glabella": region},
        "skin": {},
    }
    return PairView(**(fields | changed))  # type: ignore[arg-type]  # fields are PairView's own


def opened(page: str | None = None, **query: str) -> AppTest:
    """The app on one of its pages, once the clinic is ready."""
    app = AppTest.from_file(str(APP), default_timeout=30)
    app.query_params.update(query)
    app.run()
    for _ in range(100):
        if startup._preparation().desk.done():
            break
        time.sleep(0.05)
    if page is not None:
        app.switch_page(f"dashboard/views/{page}.py")
    app.run()
    assert not app.exception
    return app


def shown(app: AppTest) -> str:
    """All HTML of the page."""
    return " ".join(element.proto.body for element in app.get("html"))


def test_clients_are_listed_and_found(clinic: Progress) -> None:
    app = opened()
    assert app.title[0].value == texts.CLIENTS
    assert "RH-1041" in shown(app)

    app.text_input[0].input("nobody").run()
    assert "Nobody found for “nobody”" in shown(app)
    app.text_input[0].input("duarte").run()
    assert "RH-1041" in shown(app)


def test_a_client_page_opens_with_the_clearest_treated_change(clinic: Progress) -> None:
    app = opened("client", id="c1")

    assert "Between the brows while frowning" in shown(app)
    assert "fewer lines</strong>" in shown(app)
    assert app.get("vega_lite_chart")
    labels = next(group for group in app.get("button_group") if group.label == texts.VISIT).options
    assert any("Day 30 · ▼ Fewer lines" in str(label) for label in labels)
    assert any("Day 120 · ■ Within error" in str(label) for label in labels)
    assert LIGHT.message in shown(app)


def test_choosing_another_region_changes_the_sentence(clinic: Progress) -> None:
    app = opened("client", id="c1")
    region = next(box for box in app.selectbox if box.label == texts.REGION)
    region.select("forehead").run()

    assert "Forehead while frowning" in shown(app)
    assert not app.exception


def test_figures_of_an_earlier_version_say_so_and_what_to_do(
    clinic: Progress, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "--remeasure" not in shown(opened("client", id="c1"))
    old = replace(clinic, outdated="lines/0.9.0")
    monkeypatch.setattr(tracking.progress, "client_progress", lambda *_: old)
    assert "lines/0.9.0" in shown(opened("client", id="c1"))
    assert "rebuild --remeasure" in shown(opened("client", id="c1"))


def test_severity_has_a_sentence_and_labels_of_its_own(clinic: Progress) -> None:
    app = opened("client", id="c1")
    figure = next(group for group in app.get("button_group") if group.label == texts.FIGURE)
    figure.set_value("severity").run()

    assert "less pronounced" in shown(app)
    visits = next(group for group in app.get("button_group") if group.label == texts.VISIT)
    assert any("▼ Less pronounced" in str(option) for option in visits.options)


def test_any_earlier_visit_can_be_compared_with_in_any_view(clinic: Progress) -> None:
    app = opened("client", id="c1")
    against = next(box for box in app.selectbox if box.label == texts.AGAINST)
    assert against.options[0].endswith("the first visit")
    against.select_index(1).run()
    view = next(group for group in app.get("button_group") if group.label == texts.VIEW)
    for mode in texts.VIEWS:
        view.set_value(mode).run()
        assert not app.exception


def test_a_visit_refused_before_the_first_measured_one_stands_by_itself(
    clinic: Progress, make_point: Callable[..., VisitPoint], monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = [replace(make_point(day, None, reason=TURNED), visit_id=day) for day in (-30, -14)]
    later = [point for point in clinic.points if point.region == "glabella"]
    begun = replace(clinic, points=(*refused, *later))
    days = [replace(clinic.visits[0], id=day, on=clinic.visits[0].on) for day in (-30, -14)]
    monkeypatch.setattr(
        tracking.progress,
        "client_progress",
        lambda *_: replace(begun, visits=(*days, *clinic.visits)),
    )
    app = opened("client", id="c1")
    visits = next(group for group in app.get("button_group") if group.label == texts.VISIT)
    visits.set_value(-14).run()

    assert texts.PAGE_FAILED not in shown(app)
    assert texts.CHOOSE_LATER_VISIT in shown(app)


def test_who_may_not_see_photos_reads_the_course_and_asks_for_none(
    clinic: Progress, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (signin, startup):
        monkeypatch.setattr(module, "current_actor", lambda: THERAPIST)
    monkeypatch.setattr(sources, "may", may)
    asked: list[object] = []
    monkeypatch.setattr(tracking.progress, "pair_view", lambda *pair: asked.append(pair))
    app = opened("client", id="c1")

    assert asked == []
    assert texts.PHOTOS_TITLE not in [title.value for title in app.subheader]
    assert texts.PAGE_FAILED not in shown(app)
    assert "+30.0" in shown(app)  # beside the lines, against the first visit


def test_supporting_figures_follow_the_chosen_visits_with_error_direction_and_reason(
    clinic: Progress,
) -> None:
    app = opened("client", id="c1")
    bodies = [element.proto.body for element in app.get("html")]
    panel = next(body for body in bodies if "Redness" in body)
    for told in ("10.0", "40.0", "+30.0", "± 0.3", "▲ Higher", "Turn the head to the front."):
        assert told in panel

    against = next(box for box in app.selectbox if box.label == texts.AGAINST)
    against.select_index(1).run()
    assert "+16.0" in shown(app)
    visits = next(group for group in app.get("button_group") if group.label == texts.VISIT)
    visits.set_value(0).run()
    assert not app.exception
    assert "▲ Higher" not in shown(app)
    assert texts.SUPPORT_TITLE in [title.value for title in app.subheader]


def test_each_line_of_the_region_is_followed(clinic: Progress) -> None:
    html = shown(opened("client", id="c1"))

    assert "24 → 18 mm" in html
    assert "−40" in html
    assert texts.LINE.format(number=9) not in html


def test_treatments_are_counted_and_cost_adds_up_by_year(clinic: Progress) -> None:
    html = shown(opened("client", id="c1"))

    assert "420.00 EUR" in html
    assert texts.ALSO_NONE in html


def test_side_effects_and_care_stand_on_the_time_axis_of_the_chart(
    clinic: Progress, monkeypatch: pytest.MonkeyPatch
) -> None:
    began = clinic.visits[0].on
    marks = (
        SkinMark(began, None, True, "side_effect", "headache"),
        SkinMark(began, None, True, "care", "skincare", "Tretinoin"),
    )
    monkeypatch.setattr(tracking.care_history, "care_history", lambda *_: CareHistory(marks, ()))
    app = opened("client", id="c1")
    course = app.get("vega_lite_chart")[0].proto

    assert "Side effect: Headache" in str(course)
    assert "3 Mar 2026: Skincare" in str(course.alt)
    assert "rh-side_effect" in shown(app)
    assert "Tretinoin" in shown(app)


def test_the_client_page_says_whose_error_judges(
    clinic: Progress, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert texts.RENDERED_ERROR in shown(opened("client", id="c1"))
    own = replace(clinic, calibrated_at=datetime(2026, 2, 1, tzinfo=UTC))
    monkeypatch.setattr(tracking.progress, "client_progress", lambda *_: own)
    assert "1 Feb 2026" in shown(opened("client", id="c1"))


def test_a_name_never_becomes_markup(clinic: Progress) -> None:
    assert "<b>Duarte" not in shown(opened("client", id="c1"))


def test_an_unknown_client_is_told_without_saying_who_exists(clinic: Progress) -> None:
    app = opened("client", id="somebody-else")

    assert texts.NO_SUCH_CLIENT in shown(app)
    assert clinic.client.pseudonym not in shown(app)


def test_visits_that_cannot_be_compared_say_what_to_do(
    clinic: Progress, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = a_pair(
        status="not_comparable",
        reason=Refusal("not_aligned", "Take the photo from the same place."),
        before_pixels=None,
        after_pixels=None,
        face=None,
        regions={},
    )
    monkeypatch.setattr(tracking.progress, "pair_view", lambda *_: refused)

    assert "Take the photo from the same place." in shown(opened("client", id="c1"))


def test_a_fault_in_a_page_shows_a_sentence_and_no_traceback(
    clinic: Progress, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(tracking.progress, "list_clients", fail)
    app = opened()

    assert texts.PAGE_FAILED in shown(app)
    assert "secret detail" not in shown(app)
    assert "secret detail" in caplog.text


def test_missing_libraries_are_named_before_anything_is_measured(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(startup, "missing_libraries", lambda: "run: sudo apt-get install libegl1")
    monkeypatch.setattr(tracking.demo, "prepare_demo_clinic", lambda *_: pytest.fail("prepared"))
    app = AppTest.from_file(str(APP)).run()

    assert "sudo apt-get install libegl1" in shown(app)
    assert not app.title


def test_preparing_shows_how_far_it_is_and_then_makes_way(monkeypatch: pytest.MonkeyPatch) -> None:
    preparation = startup.Preparation()
    monkeypatch.setattr(startup, "_preparation", lambda: preparation)
    preparation.report("photos", 7, 40)
    app = AppTest.from_file(str(APP)).run()

    assert "Measuring photos: 7 of 40" in shown(app)
    assert 'max="40" value="7"' in shown(app)
    assert not app.title


def test_own_photos_need_not_wait_for_the_clinic(monkeypatch: pytest.MonkeyPatch) -> None:
    preparation = startup.Preparation()
    monkeypatch.setattr(startup, "_preparation", lambda: preparation)
    app = AppTest.from_file(str(APP)).run()
    app.switch_page("dashboard/views/compare.py").run()

    assert app.title[0].value == texts.COMPARE
    assert not app.exception


def test_a_failed_preparation_can_be_tried_again(
    monkeypatch: pytest.MonkeyPatch, clinic: Progress
) -> None:
    answers: list[Callable[[], object]] = [lambda: 1 / 0, a_desk]
    monkeypatch.setattr(tracking.demo, "prepare_demo_clinic", lambda *_: answers.pop(0)())
    app = opened()
    assert texts.PREPARATION_FAILED in shown(app)

    app.button[0].click().run()
    startup._preparation().desk.result(timeout=10)
    app.run()
    assert app.title[0].value == texts.CLIENTS


def test_compare_asks_for_photos_and_explains_a_refusal(
    clinic: Progress, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        sources, "compare_photos", lambda *_: Refusal("no_face", "The later photo: show a face.")
    )
    app = opened("compare")
    assert texts.TIPS_TITLE in shown(app)

    app.file_uploader[0].upload("a.jpg", b"first", "image/jpeg").run()
    assert texts.ADD_OTHER_PHOTO in shown(app)
    app.file_uploader[1].upload("b.jpg", b"second", "image/jpeg").run()
    assert "The later photo: show a face." in shown(app)
    assert not app.exception
