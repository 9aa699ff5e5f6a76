"""Who may do what to which record: one function, and the answer is no unless a rule says yes."""

from dataclasses import dataclass
from enum import StrEnum

from vision.errors import RhytidError


class Role(StrEnum):
    """What a person is to the practice."""

    OWNER = "owner"
    PRACTITIONER = "practitioner"
    THERAPIST = "therapist"
    CLIENT = "client"
    RESEARCHER = "researcher"
    NOBODY = "nobody"


class Action(StrEnum):
    """Everything that can be asked of the records; the first group is about one client."""

    SEE_CLIENT = "see_client"
    SEE_PHOTOS = "see_photos"
    SEE_BLINDED_PICTURES = "see_blinded_pictures"
    SEE_TREATMENTS = "see_treatments"
    SEE_HANDOVER = "see_handover"
    CHANGE_CLIENT = "change_client"
    TAKE_PHOTOS = "take_photos"
    MEASURE = "measure"
    ASK_SCREENING = "ask_screening"
    RECORD_BOTOX = "record_botox"
    RECORD_MICROCURRENT = "record_microcurrent"
    RECORD_CARE = "record_care"
    REPORT_SIDE_EFFECT = "report_side_effect"
    SIGN_OVERRIDE = "sign_override"
    GIVE_CONSENT = "give_consent"
    WITHDRAW_CONSENT = "withdraw_consent"
    EXPORT_CLIENT = "export_client"
    ERASE_CLIENT = "erase_client"

    LIST_CLIENTS = "list_clients"
    ADD_CLIENT = "add_client"
    MEASURE_WAITING = "measure_waiting"
    EXPORT_RESEARCH = "export_research"
    MANAGE_PEOPLE = "manage_people"
    SEE_AUDIT = "see_audit"
    MAINTAIN = "maintain"

    @property
    def is_about_one_client(self) -> bool:
        """Whether the action needs a client as its subject."""
        return self not in _OF_THE_PRACTICE


_OF_THE_PRACTICE = frozenset(
    {
        Action.LIST_CLIENTS,
        Action.ADD_CLIENT,
        Action.MEASURE_WAITING,
        Action.EXPORT_RESEARCH,
        Action.MANAGE_PEOPLE,
        Action.SEE_AUDIT,
        Action.MAINTAIN,
    }
)

_ALLOWED = {
    Role.OWNER: frozenset(Action),
    Role.PRACTITIONER: frozenset(Action)
    - {Action.ERASE_CLIENT, Action.MANAGE_PEOPLE, Action.SEE_AUDIT, Action.MAINTAIN}
    - {Action.EXPORT_RESEARCH, Action.SEE_BLINDED_PICTURES},
    Role.THERAPIST: frozenset(
        {
            Action.LIST_CLIENTS,
            Action.SEE_CLIENT,
            Action.SEE_TREATMENTS,
            Action.SEE_HANDOVER,
            Action.ASK_SCREENING,
            Action.RECORD_MICROCURRENT,
            Action.RECORD_CARE,
            Action.REPORT_SIDE_EFFECT,
        }
    ),
    Role.CLIENT: frozenset(
        {
            Action.SEE_CLIENT,
            Action.SEE_PHOTOS,
            Action.SEE_TREATMENTS,
            Action.SEE_HANDOVER,
            Action.REPORT_SIDE_EFFECT,
            Action.GIVE_CONSENT,
            Action.WITHDRAW_CONSENT,
            Action.EXPORT_CLIENT,
        }
    ),
    Role.RESEARCHER: frozenset({Action.EXPORT_RESEARCH, Action.SEE_BLINDED_PICTURES}),
    Role.NOBODY: frozenset[Action](),
}


class AccessDeniedError(RhytidError):
    """Someone asked for what they may not do; the message tells nothing about the record."""


@dataclass(frozen=True)
class Actor:
    """Who is asking.

    Attributes
    ----------
    id : str
        For the audit log: ``"person-7"``.
    name : str
        For records that name who made them.
    role : Role
    client_id : str or None
        For the role of a client: the only client there is for them.
    """

    id: str
    name: str
    role: Role
    client_id: str | None = None


LOCAL_OWNER = Actor("local", "Owner of this computer", Role.OWNER)
"""Whoever sits at a computer that asks for no sign-in and serves nobody else."""

NOBODY = Actor("nobody", "", Role.NOBODY)


def may(actor: Actor, action: Action, subject: str | None) -> bool:
    """Tell whether a person may do something.

    Parameters
    ----------
    actor : Actor
    action : Action
    subject : str or None
        The client it is about; None for what concerns the practice as a whole.
    """
    if action.is_about_one_client != (subject is not None):
        return False
    if actor.role is Role.CLIENT and actor.client_id != subject:
        return False
    return action in _ALLOWED[actor.role]


def require(actor: Actor, action: Action, subject: str | None = None) -> None:
    """Refuse what a person may not do; at a desk, `Desk.require` also notes that they tried.

    Raises
    ------
    AccessDeniedError
    """
    if not may(actor, action, subject):
        raise AccessDeniedError("You may not do this; ask the owner of the practice.")
