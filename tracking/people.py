"""People who sign in: adding and disabling them, and telling who is at the door."""

from datetime import datetime
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from records.audit import AuditLog
from records.clients import client_summary
from records.models import Person
from records.people import (
    active_owners,
    add_person,
    disable_person,
    find_person,
    people,
    set_password,
)
from records.store import Session, Store
from tracking.access import Action, Actor, Role
from tracking.desk import Desk, UnknownRecordError
from vision.errors import RhytidError

LEAST_PASSWORD_LETTERS = 12
MOST_PASSWORD_LETTERS = 256

_hasher = PasswordHasher()  # argon2id with the low-memory profile of RFC 9106: 64 MiB, 3 passes


class WeakPasswordError(RhytidError, ValueError):
    """A password that is too short or too long."""


class LoginTakenError(RhytidError, ValueError):
    """Somebody has this login already."""


class LastOwnerError(RhytidError):
    """Somebody must be able to manage people."""


def register(
    desk: Desk,
    *,
    login: str,
    name: str,
    role: Role,
    password: str,
    qualification: str = "",
    client_id: str | None = None,
) -> Actor:
    """Add a person who may sign in; a client's login bears the pseudonym, as names are sealed.

    Raises
    ------
    WeakPasswordError
    LoginTakenError
    ValueError
        The role of a client without a client, another role with one, or no role at all.
    """
    desk.require(Action.MANAGE_PEOPLE)
    _require_strong(password)
    if role is Role.NOBODY or (role is Role.CLIENT) != (client_id is not None):
        raise ValueError(f"{role}: a login of a client, and no other, belongs to a client")
    password_hash = _hasher.hash(password)
    with desk.writing(Action.MANAGE_PEOPLE) as session:
        if find_person(session, login) is not None:
            raise LoginTakenError(f"{login}: this login is taken; choose another one.")
        person = add_person(
            session,
            login=login,
            name=name if client_id is None else _pseudonym(session, client_id),
            role=role.value,
            password_hash=password_hash,
            qualification=qualification,
            client_id=client_id,
        )
        return actor_of(person)


def sign_in(store: Store, login: str, password: str) -> Actor | None:
    """Return who this is; None for a wrong password, an unknown login and a disabled person.

    All three take the same time, so that nobody learns which logins there are.
    """
    nobodys_hash = _nobodys_hash()
    with store.reading() as session:
        person = find_person(session, login)
    known = person.password_hash if person is not None else nobodys_hash
    fits = _verify(known, password[:MOST_PASSWORD_LETTERS])
    if person is None or person.disabled_at is not None or not fits:
        return None
    return actor_of(person)


def actor_with(store: Store, actor_id: str, *, since: datetime) -> Actor | None:
    """Return the person with an `Actor.id` who signed in at a moment as the one who asks.

    None once they are disabled, or their password was set anew since.
    """
    with store.reading() as session:
        person = session.get(Person, _number(actor_id))
    if person is not None and person.signed_out_at and person.signed_out_at > since:
        return None
    return _active(person)


def actor_called(store: Store, login: str) -> Actor | None:
    """Return the person with a login as the one who asks; None for unknown and disabled people."""
    with store.reading() as session:
        return _active(find_person(session, login))


def disable(desk: Desk, login: str) -> None:
    """Bar a person from signing in; what they recorded stays under their name."""
    with desk.writing(Action.MANAGE_PEOPLE) as session:
        if not disable_person(session, login):
            raise UnknownRecordError("There is no such person.")
        session.flush()
        if active_owners(session) == 0:
            raise LastOwnerError("The last owner cannot be disabled; add another one first.")


def reset_password(desk: Desk, login: str, password: str) -> None:
    """Give a person a one-time password; wherever they are signed in, they are no more.

    With it they choose an own one, and nothing else, see `choose_password`.

    Raises
    ------
    WeakPasswordError
    UnknownRecordError
    """
    desk.require(Action.MANAGE_PEOPLE)
    _require_strong(password)
    password_hash = _hasher.hash(password)
    with desk.writing(Action.MANAGE_PEOPLE) as session:
        person = find_person(session, login)
        if person is None:
            raise UnknownRecordError("There is no such person.")
        set_password(person, password_hash, is_one_time=True)
        desk.note(session, "password_reset", detail=actor_of(person).id)


def must_choose(store: Store, actor: Actor) -> bool:
    """Tell whether a person came in with a one-time password and has to choose an own one."""
    with store.reading() as session:
        person = session.get(Person, _number(actor.id))
    return person is not None and bool(person.is_one_time)


def choose_password(store: Store, audit: AuditLog, actor: Actor, password: str) -> None:
    """Let a person who came in with a one-time password go on with an own one.

    Raises
    ------
    WeakPasswordError
        It is too short, or the one-time password again.
    """
    _require_strong(password)
    password_hash = _hasher.hash(password)
    with store.writing() as session:
        person = session.get(Person, _number(actor.id))
        if person is None or not person.is_one_time or _verify(person.password_hash, password):
            raise WeakPasswordError("Choose another password than the one you were given.")
        set_password(person, password_hash, is_one_time=False)
        audit.append(session, actor=actor.id, action="password_chosen", subject="practice")


def everyone(desk: Desk) -> list[Person]:
    """Everyone with a login, disabled people included."""
    with desk.reading(Action.MANAGE_PEOPLE) as session:
        return people(session)


def actor_of(person: Person) -> Actor:
    """Return a person as the one who asks."""
    return Actor(f"person-{person.id}", person.name, Role(person.role), person.client_id)


def _number(actor_id: str) -> int:
    return int(actor_id.removeprefix("person-"))


def _require_strong(password: str) -> None:
    if not LEAST_PASSWORD_LETTERS <= len(password) <= MOST_PASSWORD_LETTERS:
        raise WeakPasswordError(f"A password has at least {LEAST_PASSWORD_LETTERS} letters.")


def _active(person: Person | None) -> Actor | None:
    return actor_of(person) if person is not None and person.disabled_at is None else None


def _pseudonym(session: Session, client_id: str) -> str:
    client = client_summary(session, client_id)
    if client is None:
        raise UnknownRecordError("There is no such client.")
    return client.pseudonym


def _verify(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


@cache
def _nobodys_hash() -> str:
    return _hasher.hash("a password that nobody has")
