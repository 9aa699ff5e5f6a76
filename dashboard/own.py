"""Where the pages of a client get their data: always and only that client's."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from dashboard import texts
from dashboard.sources import now
from dashboard.startup import desk
from records.consents import Consent, ConsentText, Purpose
from records.screening import SideEffectRecord, SideEffectSeverity
from reports.client_report import client_report
from reports.language import Language, speaking, spoken
from tracking import consent, own_view
from tracking.client_export import export_client
from tracking.desk import Desk, UnknownRecordError
from tracking.health import report_side_effect, side_effect_ended
from tracking.own_view import OwnView
from tracking.progress import PairView
from treatments.side_effects import SideEffect, SideEffectKind
from vision.errors import Refusal


def client_id() -> str:
    """Return the only client there is for whoever is signed in."""
    own = desk().actor.client_id
    if own is None:
        raise LookupError("Whoever is signed in is no client; pages_of leaves this page out.")
    return own


def view() -> OwnView:
    """Own progress, as of now."""
    return own_view.own_view(desk(), client_id(), now())


def pair(before_visit_id: int, after_visit_id: int, expression: str) -> PairView:
    """Two own visits in one frame."""
    return own_view.own_pair(desk(), client_id(), before_visit_id, after_visit_id, expression)


def report(region: str, expression: str) -> Callable[[], bytes]:
    """Return what writes the own report once it is asked for, in the language of this page."""
    write = partial(client_report, desk(), client_id(), now(), region=region, expression=expression)
    return partial(_written, write, spoken())


def _written(write: Callable[[], bytes | Refusal], language: Language) -> bytes:
    with speaking(language):
        document = write()
    if isinstance(document, Refusal):  # offered only where something was measured
        raise LookupError(document.message)
    return document


def data() -> Callable[[], bytes]:
    """Return what packs everything that is kept about the client once it is asked for."""
    return partial(_packed, desk(), client_id())


def _packed(records: Desk, client: str) -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "data.zip"
        export_client(records, client, file)
        return file.read_bytes()


def file_name(kind: str, suffix: str) -> str:
    """Name a download after the client's number and this moment, so that no two are alike."""
    number = own_view.own_view(desk(), client_id(), now()).progress.client.pseudonym
    return f"rhytid-{kind}-{number}-{now():%Y%m%d-%H%M%S}.{suffix}"


def diary() -> list[SideEffectRecord]:
    """Every side effect in the diary, the latest first."""
    return own_view.diary(desk(), client_id())


def add_to_diary(
    kind: SideEffectKind,
    since: date,
    region: str | None,
    severity: SideEffectSeverity,
    action: str,
) -> None:
    """Keep a side effect that began on a day, at noon unless that is still to come."""
    moment = min(now(), datetime.combine(since, time(12), now().tzinfo))
    effect = SideEffect(kind, moment, region=region)
    report_side_effect(desk(), client_id(), effect, severity=severity, action=action)


def end_in_diary(side_effect_id: int) -> None:
    """Note that a side effect is over, now."""
    side_effect_ended(desk(), client_id(), side_effect_id, now())


def consents() -> dict[Purpose, Consent | None]:
    """The latest consent to each purpose, None where there never was one."""
    latest: dict[Purpose, Consent | None] = dict.fromkeys(Purpose)
    latest.update({each.purpose: each for each in consent.consents(desk(), client_id())})
    return latest


def agree(purpose: Purpose) -> None:
    """Agree to a purpose in the words that this page shows."""
    text = ConsentText(texts.CONSENT_VERSION, texts.CONSENT_TEXTS[purpose.value])
    consent.give(desk(), client_id(), purpose, text)


def take_back(purpose: Purpose) -> None:
    """Withdraw the consent to a purpose; nothing happens where another tab did so before."""
    with suppress(UnknownRecordError):
        consent.withdraw(desk(), client_id(), purpose)
