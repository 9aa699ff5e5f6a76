"""From the records of a practice through the export to the curves: nothing is lost on the way."""

from zoneinfo import ZoneInfo

import pytest

from records.audit import AuditLog
from records.blobs import PhotoStore
from records.keys import open_ring
from records.schema import upgrade
from records.store import Store
from study.cycles import cut_cycles
from study.export import export_research
from study.export_reader import read_export
from study.responses import fit_responses
from study.simulate import ONA_COURSES, Clinic
from tests.study.simulated_records import keep
from tracking.access import LOCAL_OWNER
from tracking.desk import Desk
from treatments.policy import ClinicPolicy

CLINIC = Clinic(6, 2, 18, 14, 10, shots=2, courses={"frown": ONA_COURSES["frown"]})


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kept")
    store = Store(f"sqlite:///{folder / 'x.sqlite3'}", open_ring(folder / "r", folder / "a"))
    upgrade(store)
    photos = PhotoStore((folder / "photos").as_posix(), store.ring)
    policy = ClinicPolicy("Practice", ZoneInfo("Europe/Berlin"))
    desk = Desk(store, photos, AuditLog(folder / "head.json"), policy, LOCAL_OWNER)
    with store.writing() as session:
        truth = keep(session, CLINIC, seed=4)
    export_research(desk, folder / "export")
    store.close()
    return read_export(folder / "export"), truth


def test_every_cycle_of_the_records_has_its_curve(kept):
    export, truth = kept
    (group,) = fit_responses(cut_cycles(export, figure="severity"))
    found = sorted(response.half_recovery.value for response in group.responses)
    # Codes are drawn anew in an export, so cycles are matched by their order.
    assert found == pytest.approx(sorted(truth["half_recovery_day"]), abs=12)


def test_microcurrent_and_doses_arrive(kept):
    export, truth = kept
    cycles = cut_cycles(export, figure="severity")
    assert sum(cycle.exposure == "with" for cycle in cycles) == truth["microcurrent"].sum()
    assert {cycle.dose_units for cycle in cycles} == {20}
    assert {cycle.device_charge_mc for cycle in cycles} == {0.0, 6 * 20 * 60 * 0.3}
