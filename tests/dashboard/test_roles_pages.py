"""Pages of clients and of the owner, as Streamlit runs them over real records."""

import io
import zipfile
from datetime import UTC, date, datetime
from functools import partial

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from dashboard import own, signin, sources, startup, texts
from records.blobs import StoreFullError
from records.consents import ConsentText, Purpose
from records.models import AuditEntry, Photo
from records.policies import KeptPolicy
from records.screening import SideEffectSeverity
from records.visits import add_visit
from reports import words
from reports.language import speaking
from study.people import LEAST_PEOPLE
from tests.opened_page import APP, opened, shown
from tests.recorded_client import PLANTED, add_recorded_client
from tracking import consent
from tracking.access import LOCAL_OWNER, AccessDeniedError, Actor, Role
from tracking.clinic_policy import change_policy
from tracking.desk import Desk, open_desk
from tracking.health import report_side_effect
from tracking.own_view import NoConsentError, diary, own_pair, own_view
from tracking.people import everyone
from tracking.settings import read_settings
from treatments.side_effects import SideEffect, SideEffectKind

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def sign_in(monkeypatch: pytest.MonkeyPatch, actor: Actor) -> None:
    for module in (signin, startup):
        monkeypatch.setattr(module, "current_actor", lambda: actor)


def client_of(desk: Desk) -> Actor:
    return Actor("person-2", "Someone", Role.CLIENT, add_recorded_client(desk.store))


def test_a_client_reads_of_no_other_client(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    other = add_recorded_client(desk.store)
    actor = client_of(desk)
    sign_in(monkeypatch, actor)
    number = own_view(desk, other, NOW).progress.client.pseudonym
    for page in ("progress", "diary", "my_records"):
        told = shown(opened(page))
        assert number not in told
        assert other not in told
    for use_case in (partial(own_view, now=NOW), diary):
        with pytest.raises(AccessDeniedError):
            use_case(desk.of(actor), other)


def test_a_page_of_the_practice_is_not_there_for_a_client(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(monkeypatch, client_of(desk))
    app = AppTest.from_file(str(APP), default_timeout=30).run()
    for page in ("clients", "client", "practice", "today"):
        with pytest.raises(ValueError, match=page):
            app.switch_page(f"dashboard/views/{page}.py")


def test_photos_are_shown_only_while_the_client_agrees(desk: Desk) -> None:
    client_id = add_recorded_client(desk.store)
    assert own_view(desk, client_id, NOW).shows_photos

    consent.withdraw(desk, client_id, Purpose.OWN_PROGRESS)
    assert not own_view(desk, client_id, NOW).shows_photos
    with pytest.raises(NoConsentError):
        own_pair(desk, client_id, 1, 2, "frown")


def test_booked_sessions_are_next_dates_and_not_done(desk: Desk) -> None:
    client_id = add_recorded_client(desk.store)
    between = datetime(2026, 1, 10, tzinfo=UTC)
    view = own_view(desk, client_id, between)

    assert [mark.kind for mark in view.progress.treatments] == ["botox"]
    assert {one.kind for one in view.next_dates} == {"booked", "photos", "microcurrent_from"}
    assert [one.on for one in view.next_dates] == sorted(one.on for one in view.next_dates)


def test_a_client_sees_their_side_effects_and_care_on_the_time_axis(desk: Desk) -> None:
    actor = client_of(desk)
    assert actor.client_id is not None
    marks = own_view(desk.of(actor), actor.client_id, NOW).marks

    assert {mark.family for mark in marks} == {"side_effect", "care"}
    assert [mark.on for mark in marks] == sorted(mark.on for mark in marks)
    long_before = own_view(desk.of(actor), actor.client_id, datetime(2020, 1, 1, tzinfo=UTC))
    assert long_before.marks == ()


def test_costs_are_asked_for_in_the_currency_of_the_practice(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    client_id = add_recorded_client(desk.store)
    practitioner = Actor("person-3", "Dora", Role.PRACTITIONER)
    sign_in(monkeypatch, practitioner)

    def currency(kind: str) -> object:
        app = opened("treatment", id=client_id, kind=kind)
        return next(box for box in app.selectbox if box.label == texts.CURRENCY).value

    assert currency("botox") == "EUR"
    change_policy(desk, KeptPolicy("House rules", 14, "CHF", None))
    assert [currency(kind) for kind in ("botox", "microcurrent")] == ["CHF", "CHF"]


def test_a_consent_is_withdrawn_and_given_with_one_click(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = client_of(desk)
    sign_in(monkeypatch, actor)
    app = opened("my_records")
    key = f"consent-{Purpose.OWN_PROGRESS}"
    assert app.button(key=key).label == texts.CONSENT_WITHDRAW

    app.button(key=key).click().run()
    assert app.button(key=key).label == texts.CONSENT_GIVE
    app.button(key=key).click().run()
    kept = consent.consents(desk, actor.client_id or "")[-1]
    agreed = ConsentText(texts.CONSENT_VERSION, texts.CONSENT_TEXTS[Purpose.OWN_PROGRESS])
    assert (kept.text_sha256, kept.withdrawn_at) == (agreed.sha256, None)
    assert kept.taken_by == actor.id


def test_a_consent_that_another_tab_withdrew_can_be_withdrawn_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = client_of(desk)
    sign_in(monkeypatch, actor)
    app = opened("my_records")
    consent.withdraw(desk, actor.client_id or "", Purpose.OWN_PROGRESS)
    key = f"consent-{Purpose.OWN_PROGRESS}"
    app.button(key=key).click().run()
    assert app.button(key=key).label == texts.CONSENT_GIVE
    assert texts.PAGE_FAILED not in shown(app)


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (StoreFullError("full"), texts.FAULTS["StoreFullError"]),
        (ZeroDivisionError("secret detail"), texts.PAGE_FAILED_ADVICE),
    ],
)
def test_a_fault_in_a_callback_is_told_once_above_the_page(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, fault: Exception, told: str
) -> None:
    def fail(_: object) -> None:
        raise fault

    sign_in(monkeypatch, client_of(desk))
    monkeypatch.setattr(own, "take_back", fail)
    app = opened("my_records")
    app.button(key=f"consent-{Purpose.OWN_PROGRESS}").click().run()
    assert not app.exception
    assert app.title[0].value == texts.MY_RECORDS
    assert told in shown(app)
    assert "secret detail" not in shown(app)
    assert told not in shown(app.run())


def test_an_urgent_effect_in_the_diary_says_at_once_to_call_for_help(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = client_of(desk)
    sign_in(monkeypatch, actor)
    app = opened("diary")
    assert texts.URGENT_TITLE not in shown(app)

    app.selectbox[1].select("trouble breathing")
    app.button[-2].click().run()  # the last one ends the bruise that was recorded before
    assert not app.exception
    assert texts.URGENT_TITLE in shown(app)
    latest = diary(desk, actor.client_id or "")[0]
    assert latest.effect.kind == "trouble breathing"

    app.button(key=f"over-{latest.id}").click().run()
    assert texts.URGENT_TITLE not in shown(app)


@pytest.fixture
def _in_auckland(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RHYTID_TIME_ZONE", "Pacific/Auckland")


@pytest.mark.usefixtures("_in_auckland")
def test_the_diary_shows_the_day_that_was_entered_where_the_clinic_is(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(monkeypatch, client_of(desk))
    app = opened("diary")
    app.date_input[0].set_value(date(2026, 3, 10))
    app.button[-2].click().run()
    assert not app.exception
    assert texts.DIARY_LASTS.format(start="10 Mar 2026") in shown(app)


def test_own_data_are_packed_for_their_owner_only(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = add_recorded_client(desk.store)
    actor = client_of(desk)
    sign_in(monkeypatch, actor)
    with zipfile.ZipFile(io.BytesIO(own.data()())) as archive:
        everything = archive.read("everything.json").decode()
    assert actor.client_id is not None
    assert actor.client_id in everything
    assert PLANTED["name"] in everything
    assert other not in everything


def test_pages_speak_german_to_a_german_browser(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(monkeypatch, client_of(desk))
    app = opened("diary")
    app.selectbox(key="language").select("de").run()
    with speaking("de"):
        assert app.title[0].value == texts.DIARY_TITLE
        assert words.SIDE_EFFECTS["bruising"] in shown(app)


def test_the_owner_adds_a_person_and_bars_them(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def click(label: str) -> None:
        next(button for button in app.button if button.label == label).click().run()
        assert not app.exception

    sign_in(monkeypatch, LOCAL_OWNER)
    app = opened("practice", part="people")
    fields = {field.label: field for field in app.text_input}
    fields[texts.LOGIN_NAME].input("dora")
    fields[texts.PERSON_NAME].input("Dora Example")
    fields[texts.FIRST_PASSWORD].input("short")
    click(texts.PERSON_ADD)
    assert app.error[0].value == texts.FIRST_PASSWORD_HINT
    assert everyone(desk) == []

    fields = {field.label: field for field in app.text_input}
    fields[texts.FIRST_PASSWORD].input("a password of some length")
    click(texts.PERSON_ADD)
    assert [(person.login, person.role) for person in everyone(desk)] == [("dora", "practitioner")]

    click(texts.PERSON_DISABLE)
    assert app.error[0].value == texts.FAULTS["LastOwnerError"]
    assert texts.STATE_BARRED not in shown(app)


def test_a_policy_that_the_owner_changes_holds_for_records_open_already(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(monkeypatch, LOCAL_OWNER)
    app = opened("practice", part="policy")
    app.number_input[0].set_value(21)
    next(button for button in app.button if button.label == texts.POLICY_KEEP).click().run()

    assert not app.exception
    assert desk.of(LOCAL_OWNER).policy.wait_days == 21
    assert open_desk(read_settings()).policy.wait_days == 21


def test_backup_and_check_from_the_page_find_everything_sound(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_recorded_client(desk.store)
    sign_in(monkeypatch, LOCAL_OWNER)
    app = opened("practice", part="upkeep")
    next(button for button in app.button if button.label == texts.BACK_UP).click().run()
    assert not app.exception
    assert "backups" in app.success[0].value
    assert len(list((read_settings().data_dir / "backups").iterdir())) == 1

    next(button for button in app.button if button.label == texts.VERIFY).click().run()
    assert app.success[0].value == texts.SOUND.format(photos=0)


def test_the_audit_page_shows_who_did_what_and_filters(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor, other = client_of(desk), add_recorded_client(desk.store)
    with pytest.raises(AccessDeniedError):
        diary(desk.of(actor), other)
    sign_in(monkeypatch, LOCAL_OWNER)
    app = opened("practice", part="audit")
    assert "denied.see_treatments" in shown(app)

    app.text_input[0].input("sign_in").run()
    assert texts.AUDIT_NOTHING in shown(app)


@pytest.mark.parametrize("role", [Role.PRACTITIONER, Role.THERAPIST])
def test_today_leads_only_to_pages_that_one_has(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    add_recorded_client(desk.store)  # treated and never photographed since, so a visit is due
    monkeypatch.setattr(sources, "now", lambda: datetime(2026, 1, 25, tzinfo=UTC))
    sign_in(monkeypatch, Actor("person-3", "Tess", role))
    app = opened("today")
    assert f"{texts.DUE_TITLE} · 1" in [heading.value for heading in app.subheader]
    assert texts.PAGE_FAILED not in shown(app)

    labels = [link.proto.label for link in app.get("page_link")]
    assert (texts.TAKE_PHOTOS in labels) == (role is Role.PRACTITIONER)


def test_today_alerts_to_a_side_effect_that_must_not_wait_and_says_so_in_german(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    client_id = add_recorded_client(desk.store)  # who has a mild bruise already
    effect = SideEffect(SideEffectKind.BREATHING, NOW)
    report_side_effect(desk, client_id, effect, severity=SideEffectSeverity.SEVERE)
    sign_in(monkeypatch, LOCAL_OWNER)
    app = opened("today")
    app.selectbox(key="language").select("de").run()

    told = shown(app)
    with speaking("de"):
        alert = told.index(f'role="alert"><strong>{texts.EFFECT_URGENT}')
        assert alert < told.index("Schwierigkeiten beim Atmen, schwer, seit 1. März 2026")
    assert told.index("Schwierigkeiten") < told.index("Bluterguss, leicht, seit 5. Jan. 2026")


def test_a_cohort_whose_photos_are_not_measured_yet_has_visits_and_nothing_to_draw(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreed = ConsentText("1", "Figures may be used.")
    for _ in range(LEAST_PEOPLE):
        client_id = add_recorded_client(desk.store)
        consent.give(desk, client_id, Purpose.RESEARCH, agreed)
        with desk.store.writing() as session:
            visit = add_visit(session, client_id=client_id, visited_at=NOW)
            session.add(Photo(visit_id=visit.id, sha256="a" * 64, size_bytes=1, expression="rest"))
    sign_in(monkeypatch, Actor("person-4", "Rita", Role.RESEARCHER))
    app = opened("research")

    assert texts.PAGE_FAILED not in shown(app)
    assert texts.COHORT_COUNT.format(people=LEAST_PEOPLE) in shown(app)
    assert texts.COHORT_NOTHING in shown(app)


def test_a_therapist_reads_the_hand_over_card_and_that_is_noted(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(monkeypatch, Actor("person-3", "Tess", Role.THERAPIST))
    client_id = add_recorded_client(desk.store)
    app = opened("treatment", id=client_id, kind="microcurrent")
    assert "Before microcurrent" not in shown(app)
    app.toggle(key="handover").set_value(True).run()
    assert not app.exception
    assert "Before microcurrent" in shown(app)
    assert "data:image/svg+xml" in shown(app)
    assert PLANTED["name"] not in shown(app)
    with desk.store.reading() as session:
        noted = [entry.action for entry in session.scalars(select(AuditEntry))]
    assert "see_handover" in noted
    app.selectbox(key="language").select("de").run()
    with speaking("de"):
        assert words.CARD_TITLE in shown(app)
        assert texts.WORDMARK in shown(app)
        offered = [list(field.options) for field in app.selectbox]
        assert list(words.MODALITIES.values()) in offered
