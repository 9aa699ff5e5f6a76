"""People who sign in."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from records.base import utc_now
from records.models import Person


def add_person(
    session: Session,
    *,
    login: str,
    name: str,
    role: str,
    password_hash: str,
    qualification: str = "",
    client_id: str | None = None,
) -> Person:
    """Add a person; `client_id` is for the role ``"client"`` and required there."""
    person = Person(
        login=login.casefold(),
        name=name,
        role=role,
        password_hash=password_hash,
        qualification=qualification,
        client_id=client_id,
    )
    session.add(person)
    session.flush()
    return person


def find_person(session: Session, login: str) -> Person | None:
    """Return the person with a login, whatever its case."""
    return session.scalar(select(Person).where(Person.login == login.casefold()))


def people(session: Session) -> list[Person]:
    """Everyone, disabled people included, by login."""
    return list(session.scalars(select(Person).order_by(Person.login)))


def disable_person(session: Session, login: str) -> bool:
    """Bar a person from signing in; False when there is no such person."""
    person = find_person(session, login)
    if person is None:
        return False
    person.disabled_at = person.disabled_at or utc_now()
    return True


def set_password(person: Person, password_hash: str, *, is_one_time: bool) -> None:
    """Let another password hold from now on."""
    person.password_hash = password_hash
    person.signed_out_at = utc_now()
    person.is_one_time = is_one_time or None


def active_owners(session: Session) -> int:
    """Count the owners who can sign in."""
    rows = select(func.count(Person.id)).where(Person.role == "owner", Person.disabled_at.is_(None))
    return session.scalar(rows) or 0
