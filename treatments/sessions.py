"""What was done, reduced to what the rules ask about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from treatments.clock import utc
from treatments.doses import Dose, total_dose
from treatments.errors import InvalidRecordError, MixedProductsError
from treatments.regions import in_chart_order, known_regions


@dataclass(frozen=True)
class Injection:
    """One point of the injection map."""

    region: str
    dose: Dose

    def __post_init__(self) -> None:
        known_regions([self.region])


@dataclass(frozen=True)
class BotoxSession:
    """Injections of one product at one moment; a second product is a second session.

    Attributes
    ----------
    at : datetime
        Aware; kept in UTC.
    injections : tuple of Injection
        At least one, all of the same preparation.
    """

    at: datetime
    injections: tuple[Injection, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", utc(self.at))
        if not self.injections:
            raise InvalidRecordError("a Botox session has at least one injection")
        if len({injection.dose.preparation for injection in self.injections}) > 1:
            raise MixedProductsError("one session holds one product; record two sessions")

    @property
    def regions(self) -> frozenset[str]:
        """Where toxin was injected."""
        return frozenset(injection.region for injection in self.injections)

    @property
    def preparation(self) -> str:
        """What was in the vial."""
        return self.injections[0].dose.preparation

    @property
    def dose(self) -> Dose:
        """All units of the session."""
        return total_dose(injection.dose for injection in self.injections)

    def dose_in(self, region: str) -> Dose:
        """All units in one injected region."""
        return total_dose(i.dose for i in self.injections if i.region == region)


class Modality(StrEnum):
    """What the device does; the waiting rule treats all of them alike."""

    MICROCURRENT = "microcurrent"
    NMES = "NMES"
    RADIOFREQUENCY = "RF"
    OTHER = "other"


@dataclass(frozen=True)
class MicrocurrentSession:
    """A device session at one moment.

    Attributes
    ----------
    at : datetime
        Aware; kept in UTC.
    regions : frozenset of str
        At least one.
    modality : Modality
    """

    at: datetime
    regions: frozenset[str]
    modality: Modality = Modality.MICROCURRENT

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", utc(self.at))
        object.__setattr__(self, "regions", known_regions(self.regions))
        if not self.regions:
            raise InvalidRecordError("a microcurrent session has at least one region")


@dataclass(frozen=True)
class History:
    """Everything done and booked for one client, in any order."""

    botox: tuple[BotoxSession, ...] = ()
    microcurrent: tuple[MicrocurrentSession, ...] = ()


def last_injected(sessions: Iterable[BotoxSession], *, until: datetime) -> dict[str, BotoxSession]:
    """Return, for each region ever injected, its last Botox session up to and at a moment."""
    # Two sessions at one moment: the text decides, so that the order of the history does not.
    earlier = sorted((s for s in sessions if s.at <= utc(until)), key=lambda s: (s.at, repr(s)))
    last = {region: session for session in earlier for region in session.regions}
    return {region: last[region] for region in in_chart_order(last)}
