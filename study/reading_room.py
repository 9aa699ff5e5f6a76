"""Blinded reading at the screen: one photo after the other, and nothing said about any.

Every photo of a region in an expression whose client agreed to research is an item; each fourth
comes a second time. Order and mirroring are drawn by chance for each reader, from digests, so that
they stay as they are when a reader goes on another day, and when photos are added or taken away.
A region of one side is not mirrored: the other side would be graded under its name.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from records.consents import Purpose, consented_clients
from records.readings import FIRST_SCREEN_SET, Grade, add_grade, grades_of
from records.store import Session
from records.visits import VisitPhoto, photos_of
from study.agreement import Agreement, weighted_kappa
from study.blinded import blinded_picture
from study.errors import StudyError
from tracking.access import Action, may
from tracking.desk import Desk
from vision.errors import Refusal

SETS = dict(
    enumerate(
        (
            ("glabella", "frown"),
            ("forehead", "raise"),
            ("crows_feet_left", "smile"),
            ("crows_feet_right", "smile"),
            ("forehead", "rest"),
            ("glabella", "rest"),
        ),
        start=FIRST_SCREEN_SET,
    )
)
"""Region and expression of each reading set; new ones go to the end."""
REPEAT_EVERY = 4
LOCAL_RATER = 100_000
NOT_FINISHED = Refusal("not_finished", "Agreement is shown when you have read the whole set.")


@dataclass(frozen=True)
class Item:
    """A photo to be graded."""

    number: int
    photo: VisitPhoto
    is_repeat: bool
    mirrored: bool
    place: float


@dataclass(frozen=True, eq=False)
class Page:
    """What a reader sees: how far they are, and the next photo; no photo when all are read.

    Attributes
    ----------
    done, total : int
    item_number : int or None
    pixels : (h, w, 3) uint8 ndarray or None
        sRGB, mirrored or not.
    """

    done: int
    total: int
    item_number: int | None
    pixels: NDArray[np.uint8] | None


@dataclass(frozen=True)
class Reliability:
    """Weighted kappa of a reader with themselves, and with each other reader who has finished."""

    within: Agreement | Refusal
    between: tuple[Agreement | Refusal, ...]


def next_page(desk: Desk, set_number: int) -> Page:
    """Return the next photo that this reader has not graded; a damaged one is passed over."""
    with desk.reading(Action.EXPORT_RESEARCH, detail="reading") as session:
        items, graded = _items(desk, session, set_number), _mine(desk, session, set_number)
    left = [item for item in items if item.number not in graded]
    for item in left:
        pixels = _pixels(desk, item)
        if pixels is not None:
            return Page(len(items) - len(left), len(items), item.number, pixels)
    return Page(len(items), len(items), None, None)


def keep_grade(desk: Desk, set_number: int, item_number: int, grade: int) -> None:
    """Keep a reader's grade, 0 none to 4 severe; it is not changed afterwards.

    Raises
    ------
    StudyError
        The item is not in the set, or this reader has graded it.
    """
    with desk.writing(Action.EXPORT_RESEARCH, detail="grade") as session:
        items = {item.number: item for item in _items(desk, session, set_number)}
        if item_number not in items or item_number in _mine(desk, session, set_number):
            raise StudyError("This photo is not to be graded any more; go on with the next one.")
        item = items[item_number]
        graded = Grade(item_number, _rater(desk), item.photo.photo_id, grade, item.is_repeat)
        add_grade(session, set_number=set_number, region=SETS[set_number][0], graded=graded)


def reliability(desk: Desk, set_number: int) -> Reliability | Refusal:
    """Return how far this reader agrees, once everything is graded; not before."""
    with desk.reading(Action.EXPORT_RESEARCH, detail="agreement") as session:
        items = _items(desk, session, set_number)
        everything = grades_of(session, set_number)
    numbers = {item.number for item in items}
    readers: dict[int, dict[int, int]] = {}
    for each in everything:
        readers.setdefault(each.rater_number, {})[each.item_number] = each.grade
    mine = readers.pop(_rater(desk), {})
    if not numbers or not numbers <= mine.keys():
        return NOT_FINISHED
    again = [item for item in items if item.is_repeat]
    first = {item.photo.photo_id: item.number for item in items if not item.is_repeat}
    return Reliability(
        weighted_kappa(
            [mine[first[item.photo.photo_id]] for item in again],
            [mine[item.number] for item in again],
        ),
        tuple(
            weighted_kappa(
                [mine[number] for number in first.values()],
                [other[number] for number in first.values()],
            )
            for other in readers.values()
            if numbers <= other.keys()
        ),
    )


def _items(desk: Desk, session: Session, set_number: int) -> Sequence[Item]:
    """Every item in the order of this reader."""
    if set_number not in SETS:
        raise StudyError("There is no such reading set; choose one of the list.")
    region, expression = SETS[set_number]
    may_turn = not region.endswith(("_left", "_right"))
    items = []
    for client_id in consented_clients(session, Purpose.RESEARCH):
        if not may(desk.actor, Action.SEE_BLINDED_PICTURES, client_id):
            continue
        for photo in photos_of(session, client_id):
            if photo.expression != expression or photo.view != "front":
                continue
            place, coin, again = _drawn(f"{set_number}/{_rater(desk)}/{photo.photo_id}")
            mirrored = may_turn and coin < 0.5
            items.append(Item(2 * photo.photo_id, photo, False, mirrored, place))
            if photo.photo_id % REPEAT_EVERY == 0:
                later = place + (1 - place) * again
                mirrored = may_turn and not mirrored
                items.append(Item(2 * photo.photo_id + 1, photo, True, mirrored, later))
    return sorted(items, key=lambda item: item.place)


def _drawn(name: str) -> tuple[float, float, float]:
    """Three numbers from 0 to 1 that look drawn by chance and stay the same."""
    digest = hashlib.sha256(name.encode()).digest()
    first, second, third = (
        int.from_bytes(digest[start : start + 8], "big") / 2**64 for start in (0, 8, 16)
    )
    return first, second, third


def _mine(desk: Desk, session: Session, set_number: int) -> set[int]:
    rater = _rater(desk)
    grades = grades_of(session, set_number)
    return {each.item_number for each in grades if each.rater_number == rater}


def _rater(desk: Desk) -> int:
    number = desk.actor.id.removeprefix("person-")
    return int(number) if number.isdecimal() else LOCAL_RATER


def _pixels(desk: Desk, item: Item) -> NDArray[np.uint8] | None:
    pixels = blinded_picture(desk, item.photo.name.client_id, item.photo.name.sha256)
    return pixels[:, ::-1].copy() if item.mirrored and pixels is not None else pixels
