"""The photos of a visit on their way into the records: looked at, not kept yet."""

import hashlib
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Literal

from dashboard.background import look_at
from records.blobs import PhotoName
from tracking.intake import NewPhoto
from tracking.measure import EXPRESSIONS
from tracking.shot_check import Shot, differences
from vision.errors import Refusal
from vision.quality import Finding

Standing = Literal["looking", "good", "doubtful", "unreadable", "kept", "dropped"]


@dataclass
class Candidate:
    """A photo that may be kept.

    Attributes
    ----------
    name : str
        Of its file.
    data : bytes
        Let go of once it is kept or dropped.
    looking : Future of Shot
    chosen : str or None
        The expression it was taken for, where somebody chose another than the face shows.
    fate : str or None
    refused : Refusal or None
        Why the records did not take it.
    pictures : dict
        What was drawn of it, by the first visit's photo that lies over it.
    """

    name: str
    data: bytes
    looking: "Future[Shot]"
    chosen: str | None = None
    fate: Literal["kept", "dropped"] | None = None
    refused: Refusal | None = None
    pictures: dict[Shot | None, str] = field(default_factory=dict)

    @property
    def shot(self) -> Shot | None:
        """What was seen in it; None as long as nobody has looked."""
        return self.looking.result() if self.looking.done() else None

    @property
    def refusal(self) -> Refusal | None:
        """Why it cannot be kept, or else why it cannot be measured."""
        if self.refused is not None or self.shot is None:
            return self.refused
        return self.shot.refusal

    @property
    def expression(self) -> str:
        """What it is to be kept as."""
        shown = self.shot.expression if self.shot else None
        return self.chosen or (shown if shown in EXPRESSIONS else "rest")

    def as_new(self) -> NewPhoto:
        """Return it as the records take it in."""
        return NewPhoto(self.data, self.expression)

    def settle(self, fate: Literal["kept", "dropped"]) -> None:
        """Take note of what became of it."""
        self.fate, self.data = fate, b""


@dataclass
class Basket:
    """Everything a practitioner brought for one client in one browser session.

    `first` are the photos of the first visit by expression, `first_names` what they are kept as.
    """

    candidates: dict[str, Candidate] = field(default_factory=dict)
    first: "dict[str, Future[Shot]]" = field(default_factory=dict)
    first_names: tuple[PhotoName, ...] = ()

    def add(self, name: str, data: bytes) -> None:
        """Look at a photo, unless the same bytes were brought before."""
        digest = hashlib.sha256(data).hexdigest()
        if digest not in self.candidates:
            self.candidates[digest] = Candidate(name, data, look_at(data))

    @property
    def looking(self) -> bool:
        """Whether some photo was not looked at yet."""
        futures = [candidate.looking for candidate in self.candidates.values()]
        return not all(future.done() for future in (*futures, *self.first.values()))

    def shown(self) -> list[tuple[str, Candidate]]:
        """Photos that were not dropped, in the order they came."""
        every = self.candidates.items()
        return [(digest, each) for digest, each in every if each.fate != "dropped"]

    def good(self) -> list[Candidate]:
        """Photos that nothing is to be said against, not kept yet."""
        return [each for _, each in self.shown() if self.standing(each) == "good"]

    def findings(self, candidate: Candidate) -> tuple[Finding, ...]:
        """Everything to be said about a photo, how it differs from the first visit's included."""
        shot, first = candidate.shot, self.first_shot(candidate.expression)
        if shot is None:
            return ()
        unlike = differences(shot, first, candidate.expression) if first is not None else ()
        return (*shot.findings, *unlike)

    def first_shot(self, expression: str) -> Shot | None:
        """What the first visit's photo of an expression looks like, once somebody looked."""
        future = self.first.get(expression)
        return future.result() if future is not None and future.done() else None

    def standing(self, candidate: Candidate) -> Standing:
        """How a photo stands."""
        shot = candidate.shot
        if candidate.fate is not None:
            return candidate.fate
        if shot is None:
            return "looking"
        if shot.preview is None or candidate.refused is not None:
            return "unreadable"
        grave = any(finding.severity != "info" for finding in self.findings(candidate))
        return "doubtful" if shot.refusal is not None or grave else "good"
