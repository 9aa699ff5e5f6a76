"""Where pages get their data."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial

import streamlit as st

from dashboard import background
from dashboard.background import (
    CatchingUp,
    Measuring,
    expect_photos,
    look_at,
    measuring_of,
)
from dashboard.basket import Basket, Candidate
from dashboard.sessions import BotoxForm, DeviceForm
from dashboard.startup import desk
from metrics.skin_change import FigureChange
from records.blobs import PhotoName
from records.clients import ClientDetails
from reports.client_report import client_report
from reports.language import Language, speaking, spoken
from tracking import care_history as care
from tracking import plan, progress, treat
from tracking.access import Action, may
from tracking.care_history import CareHistory
from tracking.clients import add_client as keep_client
from tracking.clinic_policy import practice_currency
from tracking.compare import compare_photos
from tracking.desk import Desk, UnknownRecordError
from tracking.handover import Handover
from tracking.handover import handover as hand_over
from tracking.health import answer, side_effect_ended
from tracking.intake import take_in_today
from tracking.line_history import FollowedLine, line_history
from tracking.measure import face_landmarker
from tracking.pair_view import view_of
from tracking.plan import InjectionMap
from tracking.plan_photo import PlanPhoto, has_plan_photo, plan_photo
from tracking.progress import ClientCard, PairView, Progress, VisitPoint
from tracking.shot_check import first_photos
from tracking.support_view import support_view
from tracking.today import Today, waiting_today
from tracking.treat import Planned
from treatments.rules import Finding as RuleFinding
from treatments.safety import Assessment
from treatments.screening import Answer, Reply
from treatments.sessions import BotoxSession, MicrocurrentSession
from vision.errors import Refusal


def clients(search: str) -> list[ClientCard]:
    """Clients whose name or number holds the searched text."""
    return progress.list_clients(desk(), search)


def client(client_id: str) -> Progress | None:
    """Everything about one client, None when there is no such client."""
    try:
        return progress.client_progress(desk(), client_id)
    except UnknownRecordError:
        return None


def now() -> datetime:
    """Now, on the clinic's wall."""
    return datetime.now(desk().policy.zone)


def today() -> Today:
    """Everything that waits for the practice."""
    return waiting_today(desk(), now())


def end_side_effect(client_id: str, side_effect_id: int) -> None:
    """Note that a side effect is over, now."""
    side_effect_ended(desk(), client_id, side_effect_id, now())


def may_add_client() -> bool:
    """Whether whoever is signed in may add clients."""
    return may(desk().actor, Action.ADD_CLIENT, None)


def add_client(name: str, birth_year: int | None) -> str:
    """Add a client and return the id."""
    return keep_client(desk(), ClientDetails(name.strip(), birth_year))


def basket(client_id: str) -> Basket:
    """What was brought for a client in this browser session; nobody else's session has it."""
    baskets: dict[str, Basket] = st.session_state.setdefault("baskets", {})
    at = desk()
    first = first_photos(at, client_id)
    if client_id not in baskets:
        expect_photos()
        baskets[client_id] = _looking(Basket(), at, first)
    mine = baskets[client_id]
    if not set(mine.first_names) <= set(first.values()):  # one was set aside meanwhile
        _looking(mine, at, first)
    return mine


def _looking(mine: Basket, at: Desk, first: Mapping[str, PhotoName]) -> Basket:
    mine.first = {shown: look_at(at.photos.get(name)) for shown, name in first.items()}
    mine.first_names = tuple(first.values())
    return mine


def keep_shots(client_id: str, candidates: Sequence[Candidate], because: str) -> None:
    """Keep photos in today's visit and begin to measure them; those refused say why."""
    photos = [candidate.as_new() for candidate in candidates]
    intake = take_in_today(
        desk(), client_id=client_id, now=now(), photos=photos, kept_because=because
    )
    for candidate, refusal in zip(candidates, intake.refusals, strict=True):
        if refusal is None:
            candidate.settle("kept")
        else:
            candidate.refused = refusal
    measuring_of(client_id).start(desk(), client_id)


def catching_up() -> CatchingUp:
    """How far the measuring of everything that waits is."""
    desk().require(Action.MEASURE_WAITING)
    return background.catching_up()


def measure_waiting() -> None:
    """Begin to measure everything that waits."""
    catching_up().start(desk())


def measuring(client_id: str) -> Measuring:
    """How far the measuring of a client's photos is."""
    desk().require(Action.MEASURE, client_id)
    return measuring_of(client_id)


def treatments_allowed(client_id: str | None) -> list[str]:
    """The kinds of treatment that whoever is signed in may record."""
    kinds = {"botox": Action.RECORD_BOTOX, "microcurrent": Action.RECORD_MICROCURRENT}
    actor = desk().actor
    return [kind for kind, action in kinds.items() if may(actor, action, client_id or "")]


def currency() -> str:
    """The currency of the practice."""
    return practice_currency(desk())


def last_map(client_id: str) -> InjectionMap | None:
    """The injections of a client's last session."""
    return plan.last_map(desk(), client_id)


def may_see_photos(client_id: str) -> bool:
    """Whether whoever is signed in may see a client's photos."""
    return may(desk().actor, Action.SEE_PHOTOS, client_id)


def has_map_photo(client_id: str) -> bool:
    """Whether there is a photo to plan on that whoever is signed in may see."""
    return may_see_photos(client_id) and has_plan_photo(desk(), client_id)


def map_photo(client_id: str) -> PlanPhoto | Refusal | None:
    """The client's photo, laid onto the face chart."""
    return plan_photo(desk(), client_id)


def may_sign(client_id: str) -> bool:
    """Whether whoever is signed in may go ahead in spite of a finding."""
    return may(desk().actor, Action.SIGN_OVERRIDE, client_id)


def assess(client_id: str, planned: Planned) -> Assessment:
    """Everything the rules say about a session that is planned."""
    return treat.assess(desk(), client_id, planned)


def record_botox(
    client_id: str, done: BotoxSession, filled: BotoxForm, reasons: Mapping[RuleFinding, str]
) -> bool:
    """Keep a Botox session; False where a finding came up meanwhile that nobody signed for."""
    return bool(
        treat.record_botox(
            desk(),
            client_id,
            done,
            vial=filled.vial,
            provision=filled.provision,
            reasons=reasons,
        )
    )


def record_microcurrent(
    client_id: str,
    done: MicrocurrentSession,
    filled: DeviceForm,
    reasons: Mapping[RuleFinding, str],
) -> bool:
    """Keep a device session; False as above."""
    return bool(
        treat.record_microcurrent(
            desk(), client_id, done, filled.dosage, provision=filled.provision, reasons=reasons
        )
    )


def answer_screening(client_id: str, replies: Mapping[str, Reply]) -> None:
    """Keep answers to screening questions, asked now by whoever is signed in."""
    at = desk()
    moment = now()
    answers = [Answer(name, reply, moment, at.actor.name) for name, reply in replies.items()]
    answer(at, client_id, answers)


def handover(client_id: str) -> Handover | Refusal:
    """What the microcurrent therapist is told about a client's recent Botox."""
    return hand_over(desk(), client_id)


def care_history(client_id: str) -> CareHistory:
    """Side effects, other care and the years of a client."""
    return care.care_history(desk(), client_id)


def lines(client_id: str, expression: str, region: str) -> list[FollowedLine]:
    """The lines of one region through the visits, longest first; all of them for the face.

    What never stood out over a millimetre is left out.
    """
    followed = line_history(desk(), client_id, expression)
    plain = [line for line in followed if line.longest_mm >= 1]
    return [line for line in plain if region in ("face", line.region)]


def supporting(
    client_id: str, visit: VisitPoint, against: VisitPoint, photos: PairView | None
) -> dict[str, FigureChange]:
    """What stands beside the lines at a visit and at an earlier one."""
    return support_view(
        desk(),
        client_id,
        against.visit_id,
        visit.visit_id,
        expression=visit.expression,
        region=visit.region,
        pair=photos,
    )


def report(client_id: str, region: str, expression: str) -> Callable[[], bytes] | None:
    """Return what writes a client's report once it is asked for; None for who may not see it."""
    if not may_see_photos(client_id):
        return None
    write = partial(client_report, desk(), client_id, now(), region=region, expression=expression)
    return partial(_written, write, spoken())


def _written(write: Callable[[], bytes | Refusal], language: Language) -> bytes:
    # It is written off the page's thread, where nobody's language is known.
    with speaking(language):
        document = write()
    if isinstance(document, Refusal):  # offered only where something was measured
        raise LookupError(document.message)
    return document


def pair(client_id: str, before_visit_id: int, after_visit_id: int, expression: str) -> PairView:
    """Two visits of a client in one frame."""
    return progress.pair_view(desk(), client_id, before_visit_id, after_visit_id, expression)


def own_pair(before: bytes, after: bytes) -> PairView | Refusal:
    """Two photos that are measured and forgotten with the browser session."""
    digests = tuple(hashlib.sha256(photo).hexdigest() for photo in (before, after))
    return _own_pair(digests, before, after)


@st.cache_data(scope="session", max_entries=1, show_spinner=False)
def _own_pair(digests: tuple[str, ...], _before: bytes, _after: bytes) -> PairView | Refusal:
    pair = compare_photos(_before, _after, face_landmarker())
    return pair if isinstance(pair, Refusal) else view_of(pair, skin={})
