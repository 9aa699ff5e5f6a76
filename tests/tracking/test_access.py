import importlib
import inspect
import pkgutil
from contextlib import suppress

import pytest
from sqlalchemy import select

import study
import tracking
from records.models import AuditEntry
from tracking.access import LOCAL_OWNER, NOBODY, AccessDeniedError, Action, Actor, Role, may
from tracking.desk import Desk

CLIENTS = ("c1", "c2", "c3")

# What the practice decided, written down once more and apart from the code: a letter for each
# role that may: owner, practitioner, therapist, the client concerned, researcher.
DECIDED = {
    Action.SEE_CLIENT: "optc",
    Action.SEE_PHOTOS: "opc",
    Action.SEE_BLINDED_PICTURES: "or",
    Action.SEE_TREATMENTS: "optc",
    Action.SEE_HANDOVER: "optc",
    Action.CHANGE_CLIENT: "op",
    Action.TAKE_PHOTOS: "op",
    Action.MEASURE: "op",
    Action.ASK_SCREENING: "opt",
    Action.RECORD_BOTOX: "op",
    Action.RECORD_MICROCURRENT: "opt",
    Action.RECORD_CARE: "opt",
    Action.REPORT_SIDE_EFFECT: "optc",
    Action.SIGN_OVERRIDE: "op",
    Action.GIVE_CONSENT: "opc",
    Action.WITHDRAW_CONSENT: "opc",
    Action.EXPORT_CLIENT: "opc",
    Action.ERASE_CLIENT: "o",
    Action.LIST_CLIENTS: "opt",
    Action.ADD_CLIENT: "op",
    Action.MEASURE_WAITING: "op",
    Action.EXPORT_RESEARCH: "or",
    Action.MANAGE_PEOPLE: "o",
    Action.SEE_AUDIT: "o",
    Action.MAINTAIN: "o",
}
ACTORS = {
    "o": Actor("person-1", "O", Role.OWNER),
    "p": Actor("person-2", "P", Role.PRACTITIONER),
    "t": Actor("person-3", "T", Role.THERAPIST),
    "c": Actor("person-4", "C", Role.CLIENT, "c1"),
    "r": Actor("person-5", "R", Role.RESEARCHER),
    "n": NOBODY,
}
SEVEN = {**ACTORS, "other client": Actor("person-6", "C2", Role.CLIENT, "c2")}


@pytest.mark.parametrize("action", list(Action))
@pytest.mark.parametrize("letter", list(ACTORS))
def test_the_code_allows_exactly_what_was_decided(action, letter):
    actor = ACTORS[letter]
    for subject in (*CLIENTS, None):
        concerned = letter != "c" or subject == "c1"
        right_kind = action.is_about_one_client == (subject is not None)
        expected = letter in DECIDED[action] and concerned and right_kind
        assert may(actor, action, subject) is expected, subject


def test_a_client_login_without_a_client_sees_nobody():
    stray = Actor("person-9", "S", Role.CLIENT, None)
    assert not any(may(stray, action, subject) for action in Action for subject in (*CLIENTS, None))


INNER = {"keep_photo"}  # called by use cases that have asked already


def use_cases():
    """Every public function of `tracking` and `study` that works at a desk."""
    rooms = {"tracking": tracking, "study": study}
    modules = [
        f"{room}.{module.name}"
        for room, package in rooms.items()
        for module in pkgutil.iter_modules(package.__path__)
    ]
    for module in modules:
        loaded = importlib.import_module(module)
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            if name[0] == "_" or name in INNER or function.__module__ != loaded.__name__:
                continue
            parameters = list(inspect.signature(function).parameters.values())
            if parameters and parameters[0].annotation in (Desk, "Desk"):
                yield pytest.param(function, parameters, id=f"{module}.{name}")


def test_use_cases_of_both_rooms_are_found():
    assert {found.id for found in use_cases()} >= {
        "tracking.intake.take_in",
        "study.blinded.blinded_picture",
        "study.export.export_research",
        "study.reading_pictures.write_pictures",
        "study.reading_room.next_page",
    }


class Untouchable:
    """An argument that must not be looked at before it is known who asks."""

    def __getattr__(self, name):
        raise AssertionError(f"{name} was looked at before access was decided")

    __iter__ = __len__ = __getattr__


@pytest.mark.parametrize(("function", "parameters"), list(use_cases()))
def test_every_use_case_asks_who_may_before_anything_else(desk, function, parameters):
    needed = [p for p in parameters[1:] if p.default is inspect.Parameter.empty]
    subjects = {"client_id": "c1", "client_ids": ["c1"]}
    arguments = {p.name: subjects.get(p.name, Untouchable()) for p in needed}
    with pytest.raises(AccessDeniedError):
        function(desk.of(NOBODY), **arguments)


def use_cases_without_a_desk():
    """Every public function of `tracking` that works on a whole practice for somebody."""
    for module in pkgutil.iter_modules(tracking.__path__):
        loaded = importlib.import_module(f"tracking.{module.name}")
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            if name == "open_desk" or name[0] == "_" or function.__module__ != loaded.__name__:
                continue
            parameters = inspect.signature(function).parameters
            if "settings" in parameters and "actor" in parameters:
                yield pytest.param(function, list(parameters), id=f"{module.name}.{name}")


@pytest.mark.parametrize(("function", "names"), list(use_cases_without_a_desk()))
def test_only_who_maintains_the_practice_restores_it_or_changes_its_tables(function, names):
    for who, actor in SEVEN.items():
        arguments = {name: Untouchable() for name in names} | {"actor": actor}
        allowed = who in DECIDED[Action.MAINTAIN]
        with pytest.raises((AssertionError, TypeError) if allowed else AccessDeniedError):
            function(**arguments)


def test_restoring_and_the_tables_are_use_cases_without_a_desk():
    assert {found.id for found in use_cases_without_a_desk()} >= {
        "restore.restore",
        "database.check_database",
        "database.upgrade_database",
    }


def entries(desk):
    with desk.store.reading() as session:
        rows = session.scalars(select(AuditEntry).order_by(AuditEntry.number))
        return [(row.actor, row.action, row.subject) for row in rows]


def test_what_is_seen_and_what_is_refused_are_in_the_audit_log(desk):
    with desk.reading(Action.SEE_CLIENT, "c1"):
        pass
    with suppress(AccessDeniedError), desk.of(ACTORS["c"]).reading(Action.SEE_CLIENT, "c2"):
        pass
    assert entries(desk) == [
        ("local", "see_client", "client-c1"),
        ("person-4", "denied.see_client", "client-c2"),
    ]
    with desk.store.reading() as session:
        assert desk.audit.verify(session) == ()


def test_a_change_that_fails_is_not_noted_as_done(desk):
    def fail():
        with desk.writing(Action.ADD_CLIENT):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert entries(desk) == []
    assert desk.actor is LOCAL_OWNER


class PassedError(Exception):
    """A use case was let in."""


@pytest.mark.parametrize(("function", "parameters"), list(use_cases()))
def test_seven_roles_are_let_in_to_each_use_case_and_client_as_decided(
    desk, monkeypatch, function, parameters
):
    asked = []

    def require(self, action, client_id=None):
        asked.append((action, client_id))
        raise PassedError if may(self.actor, action, client_id) else AccessDeniedError

    monkeypatch.setattr(Desk, "require", require)
    needed = [p.name for p in parameters[1:] if p.default is inspect.Parameter.empty]
    for who, actor in SEVEN.items():
        for client in CLIENTS:
            subjects = {"client_id": client, "client_ids": [client]}
            arguments = {name: subjects.get(name, Untouchable()) for name in needed}
            with pytest.raises((PassedError, AccessDeniedError)) as answer:
                function(desk.of(actor), **arguments)
            action, subject = asked[-1]
            assert subject == (client if action.is_about_one_client else None)
            own = actor.role is not Role.CLIENT or actor.client_id == subject
            allowed = who.replace("other client", "c")[0] in DECIDED[action] and own
            assert (answer.type is PassedError) is allowed, (who, action, client)
