import pytest
from sqlalchemy import select

from records.base import utc_now
from records.clients import ClientDetails
from records.consents import ConsentText, Purpose, consented_clients
from records.models import AuditEntry
from records.people import find_person
from records.soundness import row_faults
from tracking.access import Action, Role, may
from tracking.clients import add_client, change_details, details_of
from tracking.consent import consents, give, withdraw
from tracking.desk import UnknownRecordError
from tracking.people import (
    LastOwnerError,
    LoginTakenError,
    WeakPasswordError,
    actor_with,
    choose_password,
    disable,
    everyone,
    must_choose,
    register,
    reset_password,
    sign_in,
)
from tracking.progress import list_clients

PASSWORD = "correct horse battery"
TEXT = ConsentText("2026-01", "I agree that my photos are used for research.")


@pytest.fixture
def owner(desk):
    return register(desk, login="Ada@example.org", name="Ada", role=Role.OWNER, password=PASSWORD)


@pytest.fixture
def client_id(desk):
    return add_client(desk, ClientDetails("Zoë Example"))


def test_a_person_signs_in_whatever_the_case_of_the_login(desk, owner):
    assert sign_in(desk.store, "ADA@example.ORG", PASSWORD) == owner
    assert owner.role is Role.OWNER


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("ada@example.org", "correct horse batterz"),
        ("ada@example.org", ""),
        ("eve@example.org", PASSWORD),
        ("' OR 1=1 --", PASSWORD),
    ],
)
def test_nobody_else_signs_in(desk, owner, login, password):
    assert sign_in(desk.store, login, password) is None


def test_passwords_are_kept_as_argon2id_only(desk, owner):
    with desk.store.reading() as session:
        kept = find_person(session, "ada@example.org").password_hash
    assert kept.startswith("$argon2id$v=19$m=65536,t=3")
    assert PASSWORD not in kept


def test_a_disabled_person_cannot_sign_in_and_stays_in_the_records(desk, owner):
    register(desk, login="tess", name="Tess", role=Role.THERAPIST, password=PASSWORD)
    disable(desk, "tess")
    assert sign_in(desk.store, "tess", PASSWORD) is None
    assert [person.login for person in everyone(desk)] == ["ada@example.org", "tess"]


def test_the_last_owner_cannot_be_disabled(desk, owner):
    with pytest.raises(LastOwnerError):
        disable(desk, "ada@example.org")
    assert sign_in(desk.store, "ada@example.org", PASSWORD) == owner


def test_a_clients_login_sees_that_client_only(desk, client_id):
    other = add_client(desk, ClientDetails("Bo"))
    actor = register(
        desk, login="zoe", name="", role=Role.CLIENT, password=PASSWORD, client_id=client_id
    )
    assert may(actor, Action.SEE_PHOTOS, client_id)
    assert not may(actor, Action.SEE_PHOTOS, other)
    assert details_of(desk.of(actor), client_id).name == "Zoë Example"


def test_the_name_of_a_client_is_not_kept_in_the_open_for_the_login(desk, client_id):
    words = {"login": "zoe", "name": "Zoë Example", "role": Role.CLIENT, "password": PASSWORD}
    actor = register(desk, **words, client_id=client_id)
    (card,) = list_clients(desk)
    assert actor.name == card.pseudonym
    with pytest.raises(UnknownRecordError):
        register(desk, **words | {"login": "bo"}, client_id="nobody")


ONE_TIME = "tell her by telephone"
OWN = "a new one of her own"


def test_a_forgotten_password_is_replaced_by_a_one_time_one_and_that_by_an_own_one(desk, owner):
    tess = register(desk, login="tess", name="Tess", role=Role.THERAPIST, password=PASSWORD)
    assert not must_choose(desk.store, tess)
    reset_password(desk, "TESS", ONE_TIME)
    assert sign_in(desk.store, "tess", PASSWORD) is None
    assert sign_in(desk.store, "tess", ONE_TIME) == tess
    assert must_choose(desk.store, tess)

    for weak in ("short", ONE_TIME):
        with pytest.raises(WeakPasswordError):
            choose_password(desk.store, desk.audit, tess, weak)
    choose_password(desk.store, desk.audit, tess, OWN)
    assert not must_choose(desk.store, tess)
    assert sign_in(desk.store, "tess", ONE_TIME) is None
    assert sign_in(desk.store, "tess", OWN) == tess
    with pytest.raises(WeakPasswordError):  # there is no one-time password to replace any more
        choose_password(desk.store, desk.audit, tess, PASSWORD)


def test_whoever_signed_in_before_a_reset_is_signed_in_no_more(desk, owner):
    tess = register(desk, login="tess", name="Tess", role=Role.THERAPIST, password=PASSWORD)
    before = utc_now()
    assert actor_with(desk.store, tess.id, since=before) == tess
    reset_password(desk, "tess", ONE_TIME)
    assert actor_with(desk.store, tess.id, since=before) is None
    choose_password(desk.store, desk.audit, tess, OWN)
    assert actor_with(desk.store, tess.id, since=before) is None
    assert actor_with(desk.store, tess.id, since=utc_now()) == tess
    assert actor_with(desk.store, owner.id, since=before) == owner


def test_a_reset_is_noted_with_whom_and_the_row_is_sound(desk, owner):
    reset_password(desk.of(owner), "ada@example.org", ONE_TIME)
    with desk.store.reading() as session:
        assert list(row_faults(session)) == []
    choose_password(desk.store, desk.audit, owner, OWN)
    with desk.store.reading() as session:
        rows = select(AuditEntry.actor, AuditEntry.action, AuditEntry.detail)
        noted = session.execute(rows.where(AuditEntry.action.startswith("password"))).all()
        assert list(row_faults(session)) == []
    assert noted == [(owner.id, "password_reset", owner.id), (owner.id, "password_chosen", "")]


def test_a_reset_of_nobody_or_to_a_short_password_is_refused(desk, owner):
    with pytest.raises(UnknownRecordError):
        reset_password(desk, "nobody", ONE_TIME)
    with pytest.raises(WeakPasswordError):
        reset_password(desk, "ada@example.org", "short")
    assert sign_in(desk.store, "ada@example.org", PASSWORD) == owner


@pytest.mark.parametrize(
    ("role", "with_client"), [(Role.CLIENT, False), (Role.OWNER, True), (Role.NOBODY, False)]
)
def test_only_a_clients_login_belongs_to_a_client(desk, client_id, role, with_client):
    with pytest.raises(ValueError, match="belongs to a client"):
        register(
            desk,
            login="x",
            name="X",
            role=role,
            password=PASSWORD,
            client_id=client_id if with_client else None,
        )


def test_a_short_password_and_a_taken_login_are_refused(desk, owner):
    with pytest.raises(WeakPasswordError):
        register(desk, login="b", name="B", role=Role.OWNER, password="short")
    with pytest.raises(LoginTakenError):
        register(desk, login="ADA@example.org", name="B", role=Role.OWNER, password=PASSWORD)


def test_what_is_known_about_a_client_is_kept_and_changed(desk, client_id):
    details = ClientDetails("Zoë Example", 1980, 3, "latex", "prefers mornings")
    change_details(desk, client_id, details)
    assert details_of(desk, client_id) == details
    with pytest.raises(UnknownRecordError):
        change_details(desk, "nobody", details)


def test_consent_is_kept_with_the_digest_of_its_text(desk, client_id):
    give(desk, client_id, Purpose.RESEARCH, TEXT)
    (kept,) = consents(desk, client_id)
    assert (kept.text_version, kept.text_sha256) == ("2026-01", TEXT.sha256)
    assert ConsentText("2026-01", TEXT.text + " ").sha256 != kept.text_sha256
    with desk.store.reading() as session:
        assert consented_clients(session, Purpose.RESEARCH) == {client_id}
        assert consented_clients(session, Purpose.TEACHING_MARKETING) == set()


def test_a_withdrawn_consent_does_not_hold_and_stays_on_record(desk, client_id):
    give(desk, client_id, Purpose.RESEARCH, TEXT)
    withdraw(desk, client_id, Purpose.RESEARCH)
    with desk.store.reading() as session:
        assert consented_clients(session, Purpose.RESEARCH) == set()
    assert len(consents(desk, client_id)) == 1
    with pytest.raises(UnknownRecordError):
        withdraw(desk, client_id, Purpose.RESEARCH)


def test_a_newer_text_takes_the_place_of_an_older_consent(desk, client_id):
    newer = ConsentText("2026-02", TEXT.text + " And stored for ten years.")
    give(desk, client_id, Purpose.RESEARCH, TEXT)
    give(desk, client_id, Purpose.RESEARCH, newer)
    first, second = consents(desk, client_id)
    assert first.withdrawn_at == second.given_at
    assert second.withdrawn_at is None
