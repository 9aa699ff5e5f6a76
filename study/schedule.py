"""A randomised order of cycles that stays concealed until each client is enrolled.

Orders are drawn in permuted blocks, so that both orders stay balanced as clients come in. The list
for the practice shows only a digest of each order; whoever keeps the other list opens one line per
enrolled client, and the digest proves that the order was there before.
"""

import csv
import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random, SystemRandom

from study.errors import StudyError

BLOCK = 4
_ORDERS = (("with", "without"), ("without", "with"))


@dataclass(frozen=True)
class Allocation:
    """One place of the trial.

    Attributes
    ----------
    place : int
        Counted from 1, in the order of enrolment.
    cycles : tuple of str
        ``"with"`` or ``"without"`` microcurrent, cycle by cycle.
    salt : str
        Makes the digest impossible to guess.
    """

    place: int
    cycles: tuple[str, ...]
    salt: str

    @property
    def digest(self) -> str:
        """SHA-256 of place, cycles and salt."""
        content = f"{self.place}:{','.join(self.cycles)}:{self.salt}"
        return hashlib.sha256(content.encode()).hexdigest()


def draw_schedule(
    *, clients: int, cycles_per_arm: int, source: Random | None = None
) -> list[Allocation]:
    """Draw the order of every place.

    Parameters
    ----------
    clients : int
    cycles_per_arm : int
        An order is repeated this often.
    source : random.Random, optional
        The operating system's randomness where none is given, as an order must not be guessed.
    """
    source = source or SystemRandom()
    allocations: list[Allocation] = []
    while len(allocations) < clients:
        block = [*_ORDERS] * (BLOCK // len(_ORDERS))
        source.shuffle(block)
        for order in block:
            place = len(allocations) + 1
            allocations.append(Allocation(place, order * cycles_per_arm, secrets.token_hex(16)))
    return allocations[:clients]


def open_allocation(allocation: Allocation, digests: Sequence[str]) -> tuple[str, ...]:
    """Return the cycles of a place, once its digest is found to be the one handed out.

    Raises
    ------
    StudyError
        The order is not the one that was drawn for this place.
    """
    listed = digests[allocation.place - 1] if allocation.place <= len(digests) else None
    if listed != allocation.digest:
        raise StudyError(f"Place {allocation.place} is not as it was drawn; nothing was opened.")
    return allocation.cycles


def save_schedule(allocations: Sequence[Allocation], folder: Path) -> None:
    """Write digests.csv for the practice and allocations.csv for whoever keeps the order.

    Raises
    ------
    StudyError
        There is a schedule in the folder already; a second draw would undo the first.
    """
    folder.mkdir(parents=True, exist_ok=True)
    digests, secret = folder / "digests.csv", folder / "allocations.csv"
    if digests.exists() or secret.exists():
        raise StudyError(f"{folder} holds a schedule already; choose a new folder.")
    shown = [[place.place, place.digest] for place in allocations]
    hidden = [[place.place, " ".join(place.cycles), place.salt] for place in allocations]
    _write(digests, ["place", "sha256"], shown)
    _write(secret, ["place", "cycles", "salt"], hidden)


def read_schedule(folder: Path) -> tuple[list[Allocation], list[str]]:
    """Read the orders and the digests of a saved schedule.

    Raises
    ------
    StudyError
        There is no schedule in the folder.
    """
    try:
        hidden = _rows(folder / "allocations.csv")
        allocations = [
            Allocation(int(row["place"]), tuple(row["cycles"].split()), row["salt"])
            for row in hidden
        ]
        return allocations, [row["sha256"] for row in _rows(folder / "digests.csv")]
    except (OSError, KeyError, ValueError) as error:
        raise StudyError(f"{folder} holds no schedule of `study plan --out`.") from error


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _write(file: Path, header: list[str], rows: list[list[object]]) -> None:
    with file.open("x", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(header)
        writer.writerows(rows)
