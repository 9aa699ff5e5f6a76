"""Screening before each session: what blocks, what needs clearance, what only informs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from treatments.clock import day_of, days_between, utc
from treatments.conditions import CONDITIONS, Condition
from treatments.errors import InvalidRecordError
from treatments.policy import ClinicPolicy
from treatments.rules import Finding, Rule, Severity, Treatment
from treatments.sources import CHOICE, SEED

CHANGING_ANSWER_DAYS = 1
LASTING_ANSWER_DAYS = 180
ADULT_YEARS = 18
UNDER_18 = "under_18"
"""The question that a year of birth may answer."""


class Reply(StrEnum):
    """What the client said, mildest first."""

    NO = "no"
    UNSURE = "unsure"
    YES = "yes"


@dataclass(frozen=True)
class Answer:
    """A dated answer to one screening question.

    Attributes
    ----------
    condition : str
        Id of the condition asked about.
    reply : Reply
    asked_at : datetime
        Aware; kept in UTC.
    asked_by : str
        Who asked.
    """

    condition: str
    reply: Reply
    asked_at: datetime
    asked_by: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "asked_at", utc(self.asked_at))
        if self.condition not in {condition.id for condition in CONDITIONS}:
            raise InvalidRecordError(f"{self.condition}: not a screening question")
        if not self.asked_by.strip():
            raise InvalidRecordError("an answer needs the name of who asked")


NOT_ASKED = Rule(
    "screening-not-asked",
    Severity.WARN,
    SEED,
    "Not yet asked: {questions}. Ask before this session.",
)
ASK_AGAIN = Rule(
    "screening-ask-again",
    Severity.WARN,
    CHOICE,
    "Ask again before this session, the answers are too old: {questions}.",
)
UNSURE = Rule(
    "screening-unsure",
    Severity.WARN,
    CHOICE,
    "The client was unsure: {questions}. Find out, or ask a physician, before this session.",
)

RULES = (
    NOT_ASKED,
    ASK_AGAIN,
    UNSURE,
    *(rule for condition in CONDITIONS for rule in condition.rules.values()),
)


def screening_findings(
    treatment: Treatment, session_at: datetime, answers: Iterable[Answer], policy: ClinicPolicy
) -> Iterator[Finding]:
    """Judge the latest answers before a session.

    A yes holds until a later no. A no about something that changes (pregnancy, infection,
    medicines) holds for the session of that day or the next; about anything else for 180 days.
    """
    latest = _latest(answers, session_at, policy)
    not_asked, ask_again, unsure = [], [], []
    for condition in CONDITIONS:
        if treatment not in condition.rules:
            continue
        answer = latest.get(condition.id)
        if answer is None:
            not_asked.append(condition.question)
        elif answer.reply is Reply.YES:
            yield condition.rules[treatment].finding(session_at)
        elif answer.reply is Reply.UNSURE:
            unsure.append(condition.question)
        elif _is_old(answer, condition, session_at, policy):
            ask_again.append(condition.question)
    for rule, questions in ((NOT_ASKED, not_asked), (ASK_AGAIN, ask_again), (UNSURE, unsure)):
        if questions:
            yield rule.finding(session_at, questions="; ".join(questions))


def with_known_age(
    answers: Iterable[Answer],
    birth_year: int | None,
    session_at: datetime,
    policy: ClinicPolicy,
) -> tuple[Answer, ...]:
    """Put the year of birth above what was answered about age, where it leaves no doubt."""
    given = tuple(answers)
    if birth_year is None or day_of(session_at, policy.zone).year - birth_year >= ADULT_YEARS:
        return given
    minor = Answer(UNDER_18, Reply.YES, session_at, "year of birth")
    return (*(answer for answer in given if answer.condition != UNDER_18), minor)


def _latest(
    answers: Iterable[Answer], session_at: datetime, policy: ClinicPolicy
) -> dict[str, Answer]:
    """Return each condition's last answer up to the day of the session, at one moment the worst."""
    asked = (a for a in answers if days_between(a.asked_at, session_at, policy.zone) >= 0)
    in_time = sorted(asked, key=lambda a: (a.asked_at, list(Reply).index(a.reply)))
    return {answer.condition: answer for answer in in_time}


def _is_old(
    answer: Answer, condition: Condition, session_at: datetime, policy: ClinicPolicy
) -> bool:
    holds_for = LASTING_ANSWER_DAYS if condition.lasting else CHANGING_ANSWER_DAYS
    age = day_of(session_at, policy.zone) - day_of(answer.asked_at, policy.zone)
    return age.days > holds_for
