"""Setting photos aside on the client's page, over real records with planted figures."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

import tracking.progress
from dashboard import background, signin, startup, texts
from metrics.evidence import ALGORITHM
from metrics.verdict import ALGORITHM as PAIR_ALGORITHM
from records.models import Measurement, PairMeasurementRow, RegionChangeRow, RegionFiguresRow
from reports import words
from tests.opened_page import opened, shown
from tests.recorded_client import add_recorded_client
from tracking.access import LOCAL_OWNER, Actor, Role
from tracking.desk import Desk
from tracking.intake import NewPhoto, take_in
from tracking.kept_shots import kept_shots
from tracking.view import PairView

DAYS = (0, 30)
FIRST_DAY = datetime(2026, 1, 5, 9, tzinfo=UTC)
REASON = "it is <b>Bea</b>"
NO_VIEW = PairView(
    "frown", FIRST_DAY, FIRST_DAY, "not_comparable", None, (), None, None, (), None, {}, {}
)


def a_photo(brightness: int) -> bytes:
    stream = io.BytesIO()
    Image.new("L", (320, 320), brightness).save(stream, "PNG")
    return stream.getvalue()


def compared(before: int, after: int) -> PairMeasurementRow:
    figures = {
        f"{name}_{part}": value
        for name in ("density", "severity")
        for part, value in (("before", 5.0), ("after", 4.0), ("change_percent", -20.0))
    }
    change = RegionChangeRow(region="glabella", status="compared", **figures)
    change.density_sdc_percent = change.severity_sdc_percent = 9.0
    change.density_verdict = change.severity_verdict = "fewer_lines"
    return PairMeasurementRow(
        before_photo_id=before,
        after_photo_id=after,
        algorithm=PAIR_ALGORITHM,
        status="compared",
        regions=[change],
    )


def sign_in(monkeypatch: pytest.MonkeyPatch, actor: Actor) -> None:
    for module in (signin, startup):
        monkeypatch.setattr(module, "current_actor", lambda: actor)


@pytest.fixture
def client_id(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> str:
    """A client with three visits and figures, whose photos are not measured here."""
    sign_in(monkeypatch, LOCAL_OWNER)
    monkeypatch.setattr(tracking.progress, "pair_view", lambda *_: NO_VIEW)
    client_id = add_recorded_client(desk.store)
    for day in DAYS:
        photo = NewPhoto(a_photo(60 + day), "frown")
        on = FIRST_DAY + timedelta(days=day)
        take_in(desk, client_id=client_id, visited_at=on, photos=[photo])
    first, *later = (shot.number for shot in kept_shots(desk, client_id))
    with desk.store.writing() as session:
        for number in (first, *later):
            figures = RegionFiguresRow(region="glabella", status="measured")
            figures.line_density_mm_per_cm2, figures.severity = 5.0, 0.5
            session.add(
                Measurement(
                    photo_id=number, algorithm=ALGORITHM, status="measured", regions=[figures]
                )
            )
        session.add_all(compared(first, after) for after in later)
    return client_id


@pytest.fixture
def measured_anew(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """For whom measuring began."""
    begun: list[str] = []
    monkeypatch.setattr(background.Measuring, "start", lambda _, __, whose: begun.append(whose))
    return begun


def press(app: AppTest, label: str) -> None:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    assert texts.PAGE_FAILED not in shown(app)


def visits_shown(app: AppTest) -> int:
    groups = [group for group in app.get("button_group") if group.label == texts.VISIT]
    return len(groups[0].options) if groups else 0


def counting(desk: Desk, client_id: str) -> list[bool]:
    return [shot.void is None for shot in kept_shots(desk, client_id)]


def test_a_photo_is_set_aside_where_it_is_seen_and_the_visit_goes_with_it(
    desk: Desk, client_id: str, measured_anew: list[str]
) -> None:
    app = opened("client", id=client_id)
    assert visits_shown(app) == len(DAYS)
    visit = next(group for group in app.get("button_group") if group.label == texts.VISIT)
    visit.set_value(visit.value if visit.value else visit.options[1]).run()
    which = next(box for box in app.selectbox if box.label == texts.WHICH_PHOTO)
    assert len(which.options) == 2
    which.select_index(1).run()
    assert "data:image/jpeg" in shown(app)
    press(app, texts.SET_ASIDE)
    assert app.error[0].value == texts.SET_ASIDE_INCOMPLETE
    assert all(counting(desk, client_id))

    reason = next(field for field in app.text_input if field.label == texts.SET_ASIDE_REASON)
    reason.input(REASON)
    press(app, texts.SET_ASIDE)
    assert measured_anew == [client_id]
    assert counting(desk, client_id).count(False) == 1
    assert "Set aside" in app.success[0].value
    assert visits_shown(app) == len(DAYS) - 1
    assert "it is &lt;b&gt;Bea&lt;/b&gt;" in shown(app)

    press(app, texts.VOID_TAKE_BACK)
    assert all(counting(desk, client_id))
    assert measured_anew == [client_id] * 2


def test_a_client_without_a_photo_that_counts_is_there_and_photos_are_taken_back_from_the_list(
    desk: Desk, client_id: str, measured_anew: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened("client", id=client_id)
    for _ in DAYS:
        which = next(box for box in app.selectbox if box.label == texts.WHICH_ENTRY)
        index = next(i for i, told in enumerate(which.options) if texts.PHOTO in told)
        assert words.EXPRESSIONS["frown"] in which.options[index]
        which.select_index(index)
        next(field for field in app.text_input if field.label == texts.VOID_REASON).input(
            "not hers"
        )
        press(app, texts.VOID)
    assert not any(counting(desk, client_id))
    assert texts.NO_PROGRESS in shown(app)
    for page in ("clients", "today", "visit"):
        assert texts.PAGE_FAILED not in shown(opened(page, id=client_id))
    with monkeypatch.context() as meanwhile:
        sign_in(meanwhile, Actor("person-4", "R-1", Role.CLIENT, client_id))
        for page in ("progress", "my_records"):
            own = shown(opened(page))
            assert texts.PAGE_FAILED not in own
            assert "not hers" not in own

    press(app, texts.VOID_TAKE_BACK)
    assert counting(desk, client_id).count(True) == 1


def test_a_photo_is_kept_as_the_expression_it_shows(
    desk: Desk, client_id: str, measured_anew: list[str]
) -> None:
    app = opened("client", id=client_id)
    which = next(box for box in app.selectbox if box.label == texts.WHICH_PHOTO)
    which.select_index(0).run()
    shows = next(c for c in app.segmented_control if c.label == texts.SHOWS)
    assert shows.value == "frown"
    shows.set_value("rest").run()
    assert texts.SET_ASIDE not in {button.label for button in app.button}

    press(app, texts.KEEP_AS.format(expression=words.EXPRESSIONS["rest"]))
    assert measured_anew == [client_id]
    (old,) = [shot for shot in kept_shots(desk, client_id) if shot.void is not None]
    (new,) = [shot for shot in kept_shots(desk, client_id) if shot.expression == "rest"]
    assert old.expression == "frown"
    assert (new.visit_id, new.void) == (old.visit_id, None)
    assert words.EXPRESSIONS["rest"] in app.success[0].value

    press(app, texts.VOID_TAKE_BACK)
    assert "counts under another number" in app.error[0].value
    assert counting(desk, client_id).count(False) == 1
