"""Where cycles begin and end, and what counts as microcurrent in them."""

from dataclasses import replace

import pandas as pd
import pytest

from study.cycles import cut_cycles
from study.errors import StudyError
from study.export_reader import MEASUREMENT_COLUMNS, TREATMENT_COLUMNS, Export, read_export
from study.simulate import Clinic, save, simulate
from study.tables import MEASUREMENTS, TREATMENTS


def _session(number, day, *, kind="botox", region="glabella", product="onabotulinumtoxinA", **more):
    row = dict.fromkeys(TREATMENT_COLUMNS)
    row |= {"study_code": "A", "session_number": number, "day_offset": day, "kind": kind}
    row |= {"region": region, "product": product if kind == "botox" else None}
    row |= {"dose_units": 20.0} if kind == "botox" else {"modality": "microcurrent"}
    return row | more


def _photo(day, value=5.0, *, shot=1):
    row = dict.fromkeys(MEASUREMENT_COLUMNS)
    row |= {"study_code": "A", "visit_number": day + 50, "day_offset": day, "expression": "frown"}
    return row | {"view": "front", "shot": shot, "region": "glabella", "severity": value}


def _cut(sessions, photos):
    export = Export(
        pd.DataFrame(sessions, columns=TREATMENT_COLUMNS),
        pd.DataFrame(photos, columns=MEASUREMENT_COLUMNS),
    )
    return cut_cycles(export, figure="severity")


def test_a_cycle_runs_from_the_last_photo_before_one_session_to_the_next_session():
    photos = [_photo(day) for day in (-40, -20, -5, 14, 90, 120, 130)]
    first, second = _cut([_session(1, 0), _session(2, 120)], photos)
    assert list(first.days) == [-5, 14, 90, 120]
    assert list(second.days) == [0, 10]
    assert (first.next_day, second.next_day) == (120, None)


def test_a_photo_of_long_before_is_no_baseline():
    (cycle,) = _cut([_session(1, 0)], [_photo(-40), _photo(14)])
    assert cycle.baseline is None


def test_photos_from_the_side_are_in_no_cycle():
    (cycle,) = _cut([_session(1, 0)], [_photo(0, 4.0), {**_photo(0, 9.0), "view": "left"}])
    assert list(cycle.values) == [4.0]


def test_shots_of_a_visit_are_averaged_and_counted():
    (cycle,) = _cut([_session(1, 0)], [_photo(0, 4.0), _photo(0, 6.0, shot=2), _photo(14, 3.0)])
    assert list(cycle.values) == [5.0, 3.0]
    assert list(cycle.shots) == [2, 1]


def test_the_sides_of_a_region_are_added_and_two_products_in_it_are_no_cycle():
    sides = [_session(1, 0, dose_units=8.0), _session(1, 0, dose_units=12.0)]
    assert _cut(sides, [_photo(0)])[0].dose_units == 20
    mixed = [_session(1, 0), _session(2, 0, product="abobotulinumtoxinA")]
    assert _cut(mixed, [_photo(0)]) == []


@pytest.mark.parametrize(
    ("days", "exposure", "minutes"),
    [((), "without", 0), ((20, 40, 80), "with", 40), ((70,), "late", 0)],
)
def test_only_early_microcurrent_is_exposure(days, exposure, minutes):
    device = [
        _session(n, day, kind="device", session_minutes=20.0, current_microampere=300.0)
        for n, day in enumerate(days, start=2)
    ]
    (cycle,) = _cut([_session(1, 0), *device], [_photo(0)])
    assert cycle.exposure == exposure
    assert cycle.device_minutes == minutes
    assert cycle.device_charge_mc == minutes * 60 * 0.3


def test_charge_is_unknown_where_a_current_is():
    device = _session(2, 20, kind="device", session_minutes=20.0)
    (cycle,) = _cut([_session(1, 0), device], [_photo(0)])
    assert cycle.device_charge_mc is None
    assert cycle.device_minutes == 20


def test_other_devices_and_other_regions_are_not_microcurrent_here():
    other = [
        _session(2, 20, kind="device", modality="RF", session_minutes=20.0),
        _session(3, 20, kind="device", region="forehead", session_minutes=20.0),
    ]
    (cycle,) = _cut([_session(1, 0), *other], [_photo(0)])
    assert cycle.exposure == "without"


def test_the_columns_read_are_columns_of_the_export():
    assert set(TREATMENT_COLUMNS) <= set(TREATMENTS.names)
    assert set(MEASUREMENT_COLUMNS) <= set(MEASUREMENTS.names)


def test_tables_are_read_back_from_csv_and_parquet(tmp_path):
    export, _ = simulate(Clinic(2, 1, 0, 10, 10), seed=0)
    save(export, tmp_path)
    from_csv = cut_cycles(read_export(tmp_path), figure="severity")
    export.treatments.to_parquet(tmp_path / "treatments.parquet")
    export.measurements.to_parquet(tmp_path / "measurements.parquet")
    (tmp_path / "measurements.csv").unlink()
    from_parquet = cut_cycles(read_export(tmp_path), figure="severity")
    assert [list(c.values) for c in from_csv] == [list(c.values) for c in from_parquet]


def test_a_missing_table_or_column_says_what_to_do(tmp_path):
    with pytest.raises(StudyError, match="export --purpose research"):
        read_export(tmp_path)
    export, _ = simulate(Clinic(2, 1, 0, 10, 10), seed=0)
    save(replace(export, measurements=export.measurements.drop(columns="severity")), tmp_path)
    with pytest.raises(StudyError, match="severity"):
        read_export(tmp_path)
