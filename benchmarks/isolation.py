"""Ten people at once, each looking for what is not theirs.

::

    python -m benchmarks.isolation [--people 10] [--actions 300]

Every client has a name and a photo of a colour that nobody else has, and an export as long as
everybody's. One person is a practitioner, the others are clients. They sign in at a server of its
own and then, at random, look at clients, fetch pictures and exports by addresses that were sent to
them or to somebody else, with and without their cookie, upload into sessions of others and try to
take them over. Every byte that reaches a person is searched for names and colours they may not see.
"""

import argparse
import io
import random
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from PIL import Image

from benchmarks.server import serving
from benchmarks.visitor import ACTIONS, PASSWORD, Canary, Findings, Person, Visit
from records.clients import ClientDetails
from tracking.access import Role
from tracking.clients import add_client
from tracking.desk import open_desk
from tracking.intake import NewPhoto, keep_photo
from tracking.people import register
from tracking.settings import read_settings
from vision.errors import Refusal

PAGE = "benchmarks/pages/isolation_page.py"  # apart: Streamlit puts its folder first in the path
SIDE_PX = 480


def main() -> None:
    """Let everybody act, and print; ends with 1 where anybody got what is not theirs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=10)
    parser.add_argument("--actions", type=int, default=300)
    wanted = parser.parse_args()
    begun = time.monotonic()
    findings = run(people=wanted.people, actions=wanted.actions)
    for action, times in sorted(findings.done.items()):
        print(f"{times:6d}  {action}")
    print(f"{len(findings.faults)} faults in {time.monotonic() - begun:.0f} s")
    for fault in findings.faults[:20]:
        print("  ", fault)
    sys.exit(bool(findings.faults))


def run(*, people: int, actions: int, seed: int = 1) -> Findings:
    """Serve a practice of so many people, and let each do so many things at the same time.

    Parameters
    ----------
    people : int
        The last of them is a practitioner, who may see everybody.
    actions : int
        Of each person, drawn from `ACTIONS`.
    seed : int
    """
    with tempfile.TemporaryDirectory(prefix="rhytid-isolation-") as name:
        environment = {
            "RHYTID_DATA_DIR": str(Path(name) / "data"),
            "RHYTID_KEY_DIR": str(Path(name) / "keys"),
            "RHYTID_SIGN_IN": "accounts",
        }
        canaries = _make_practice(environment, people)
        everyone = [Person(canary.name, (canary,)) for canary in canaries[:-1]]
        everyone.append(Person("practitioner", tuple(canaries)))
        with serving(environment, PAGE) as (port, _), ExitStack() as streams:
            visits = [Visit(port, person, everyone, canaries) for person in everyone]
            for visit in visits:
                visit.sign_in()
                visit.stream = streams.enter_context(visit.open_stream())
                visit.act(ACTIONS[0], random.Random(seed))
            with ThreadPoolExecutor(people) as threads:
                list(threads.map(lambda visit: _act(visit, actions - 1, seed), visits))
    together = Findings()
    for visit in visits:
        together.done += visit.findings.done
        together.faults += visit.findings.faults
    return together


def _act(visit: Visit, actions: int, seed: int) -> None:
    chance = random.Random(f"{seed} {visit.person.login}")
    for _ in range(actions):
        visit.act(chance.choice(ACTIONS), chance)


def _make_practice(environment: dict[str, str], people: int) -> list[Canary]:
    desk = open_desk(read_settings(environment))
    canaries = []
    for number in range(people):
        name = f"canary{number:02d}{random.Random(number).getrandbits(64):016x}"
        colour = (255 * number // max(1, people - 1), 40 * (number % 6), 255 - 20 * number)
        client_id = add_client(desk, ClientDetails(name))
        drawn = io.BytesIO()
        Image.new("RGB", (SIDE_PX, SIDE_PX), colour).save(drawn, "PNG")
        kept = keep_photo(desk, client_id, NewPhoto(drawn.getvalue(), "rest"))
        assert not isinstance(kept, Refusal)
        canaries.append(Canary(client_id, name, colour, kept.name.sha256))
        if number < people - 1:
            register(
                desk,
                login=name,
                name=name,
                role=Role.CLIENT,
                password=PASSWORD,
                client_id=client_id,
            )
    register(desk, login="practitioner", name="P", role=Role.PRACTITIONER, password=PASSWORD)
    return canaries


if __name__ == "__main__":
    main()
