import csv
import json
import re
import shutil
from collections import Counter
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pandas as pd
import pyarrow.parquet as pq
import pytest
from sqlalchemy import select

from records.audit import AuditLog
from records.blobs import PhotoStore
from records.consents import Purpose
from records.exports import study_codes
from records.keys import open_ring
from records.models import Client, Photo
from records.schema import upgrade
from records.store import Store
from records.visits import visits_of
from study.columns import Table
from study.deidentify import allowed_value
from study.derive import DERIVED_TABLES, derive
from study.dictionary import TABLES
from study.errors import StudyError
from study.export import earlier_exports, export_research
from study.files import read_csv, read_parquet, write_table
from study.kept_readings import keep_grades
from study.people import LEAST_PEOPLE
from study.reproduce import reproduce
from study.tables import AGE_BANDS, BASE_TABLES, MEASUREMENTS, READINGS, VISITS
from tests.study.planted_clinic import (
    FIRST,
    IDENTIFIERS,
    NUMBERS,
    add_planted_client,
    identifiers,
)
from tracking.access import LOCAL_OWNER, AccessDeniedError, Actor, Role
from tracking.backup import FolderInUseError
from tracking.consent import withdraw
from tracking.desk import Desk
from treatments.policy import ClinicPolicy

CLIENTS = 50
RESEARCHER = Actor("person-2", "Researcher", Role.RESEARCHER)
POLICY = ClinicPolicy("Practice", ZoneInfo("Europe/Berlin"))


def open_desk(store, folder):
    photos = PhotoStore((folder / "photos").as_posix(), store.ring)
    return Desk(store, photos, AuditLog(folder / "apart" / "head.json"), POLICY, LOCAL_OWNER)


def add_clients(desk, count):
    with desk.store.writing() as session:
        return [add_planted_client(session, number) for number in range(count)]


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """A practice of 50 clients with identifiers in every field, and its export."""
    folder = tmp_path_factory.mktemp("planted")
    store = Store(f"sqlite:///{folder / 'x.sqlite3'}", open_ring(folder / "r", folder / "a"))
    upgrade(store)
    desk = open_desk(store, folder)
    clients = add_clients(desk, CLIENTS)
    made = export_research(desk.of(RESEARCHER), folder / "export")
    yield SimpleNamespace(desk=desk, clients=clients, folder=folder / "export", made=made)
    store.close()


@pytest.fixture
def exported(planted, tmp_path):
    """A copy of the export, to be altered."""
    return shutil.copytree(planted.folder, tmp_path / "export")


def text_of_files(folder):
    """Everything an export says: its bytes, and Parquet's cells and metadata as text."""
    for file in sorted(folder.iterdir()):
        yield file.name, file.read_bytes().decode("latin-1")
        if file.suffix == ".parquet":
            table = pq.read_table(file)
            yield file.name, f"{table.to_pylist()} {table.schema.to_string()}"


def test_identifiers_of_18_kinds_in_every_field_of_50_clients_are_in_no_file(planted):
    assert len(IDENTIFIERS) == 18
    assert planted.made.people == CLIENTS
    pseudonyms = {row.pseudonym for row in _clients(planted.desk)}
    forbidden = {text for number in range(CLIENTS) for text in identifiers(number).values()}
    forbidden |= {word for text in forbidden for word in text.split() if len(word) > 5}
    forbidden |= {str(number) for number in NUMBERS if number > 10_000}
    forbidden |= {*planted.clients, *pseudonyms}
    found = set()
    for name, content in text_of_files(planted.folder):
        without = re.sub(r"\b[0-9a-f]{64}\b", "", content)  # a digest may hold any five digits
        found |= {(name, text) for text in forbidden if text in without}
    assert found == set()


def _clients(desk):
    with desk.store.reading() as session:
        return session.scalars(select(Client)).all()


def test_no_date_but_the_first_year_leaves(planted):
    dates = re.compile(r"\b(19|20)\d\d-\d\d|\d\d:\d\d:\d\d")
    for name, content in text_of_files(planted.folder):
        if not name.endswith(".parquet"):
            assert not dates.search(content), name
    years = {row["first_year"] for row in read_parquet(planted.folder, VISITS)}
    assert years == {FIRST.year}  # not that of the visits after New Year
    days = {row["day_offset"] for row in read_parquet(planted.folder, VISITS)}
    assert days == {0, 14, 28}


def test_every_cell_of_people_is_shared_by_five(planted):
    people = {
        row["study_code"]: (row["treated_with"], *(row[name] for name in QUASI))
        for row in read_parquet(planted.folder, VISITS)
    }
    assert len(people) == CLIENTS
    assert min(Counter(people.values()).values()) >= LEAST_PEOPLE
    assert {cell[2] for cell in people.values()} - {None} <= set(AGE_BANDS)
    cells = read_parquet(planted.folder, DERIVED_TABLES[1])
    assert sum(row["people"] for row in cells) == CLIENTS
    assert min(row["people"] for row in cells) >= LEAST_PEOPLE


QUASI = ("first_year", "age_band", "fitzpatrick")


def test_every_value_stays_in_its_column_and_csv_and_parquet_say_the_same(planted):
    for table in TABLES:
        rows = read_parquet(planted.folder, table)
        assert rows == read_csv(planted.folder, table)
        keys = [tuple(row[name] for name in table.key) for row in rows]
        assert len(set(keys)) == len(keys), table.name
        for row in rows:
            for column in table.columns:
                value = row[column.name]
                assert value == allowed_value(column, value), (table.name, column.name, value)
                assert not (column.required and value is None)


def test_sound_rows_beside_spoilt_ones_leave(planted):
    rows = {table.name: read_parquet(planted.folder, table) for table in BASE_TABLES}
    assert len(rows["visits"]) == 3 * CLIENTS
    figures = [row for row in rows["measurements"] if row["severity"] is not None]
    assert len(figures) == 6 * CLIENTS
    assert {row["dose_units"] for row in rows["treatments"] if row["kind"] == "botox"} == {4.0}
    assert {row["product"] for row in rows["treatments"]} == {"onabotulinumtoxinA", None}
    assert planted.made.left_out["values"]["treatments.session_minutes"] > 0
    assert planted.made.left_out["rows"]["readings"] == CLIENTS


def test_the_package_describes_every_file_and_column(planted):
    package = json.loads((planted.folder / "datapackage.json").read_text())
    resources = {resource["path"]: resource for resource in package["resources"]}
    assert set(resources) == {file.name for file in planted.folder.iterdir()} - {"datapackage.json"}
    names = [resource["name"] for resource in package["resources"]]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9._-]+", name) for name in names)
    for table in TABLES:
        schema = resources[f"{table.name}.csv"]["schema"]
        with (planted.folder / f"{table.name}.csv").open(newline="") as file:
            assert next(csv.reader(file)) == [field["name"] for field in schema["fields"]]
        assert set(schema["primaryKey"]) <= {field["name"] for field in schema["fields"]}
    with (planted.folder / "dictionary.csv").open(newline="") as file:
        words = {(row["table"], row["column"]): row for row in csv.DictReader(file)}
    assert set(words) == {(table.name, name) for table in TABLES for name in table.names}
    density = words["measurements", "line_density_mm_per_cm2"]
    assert density["unit"] == "mm/cm2"
    assert density["higher_means"] == "more_wrinkled"
    assert density["algorithm"].startswith("lines/")


def test_the_same_records_give_the_same_bytes(planted, tmp_path):
    export_research(planted.desk, tmp_path / "again")
    files = {file.name: file.read_bytes() for file in planted.folder.iterdir()}
    assert {file.name: file.read_bytes() for file in (tmp_path / "again").iterdir()} == files


def test_an_export_reproduces_to_the_last_digit(planted):
    made = reproduce(planted.folder)
    assert made.faults == ()
    assert made.rows["courses"] == 6 * CLIENTS


def altered(folder, table, number, name, value):
    rows = [dict(row) for row in read_parquet(folder, table)]
    rows[number][name] = value
    write_table(folder, table, rows)
    return rows


@pytest.mark.parametrize("table", [MEASUREMENTS, VISITS, DERIVED_TABLES[0]])
def test_one_altered_row_is_found_and_named(exported, table: Table):
    kept = read_parquet(exported, table)[7]["day_offset"]
    rows = altered(exported, table, 7, "day_offset", kept + 1)
    faults = reproduce(exported).faults
    named = [fault for fault in faults if f"{table.name}.parquet, row" in fault]
    assert len(named) == 1
    assert named[0].startswith(f"{table.name}.parquet, row 8 is not as exported")
    assert str(rows[7]["study_code"]) in named[0]


def test_an_altered_figure_no_longer_gives_the_derived_tables(exported):
    rows = read_parquet(exported, MEASUREMENTS)
    number = next(n for n, row in enumerate(rows) if row["severity"] is not None)
    figure = rows[number]["severity"]
    altered(exported, MEASUREMENTS, number, "severity", figure * (1 + 1e-9))
    digests = json.loads((exported / "row_digests.json").read_text())
    assert any("courses, row" in fault for fault in reproduce(exported).faults)
    assert len(digests["measurements"]) == len(rows)


def test_a_damaged_or_missing_file_is_named(exported):
    (exported / "README.txt").write_text("something else")
    assert reproduce(exported).faults == ("README.txt is not the file that was exported",)
    (exported / "visits.parquet").unlink()
    with pytest.raises(StudyError, match=r"visits\.parquet"):
        reproduce(exported)
    with pytest.raises(StudyError, match=r"python cli\.py export"):
        reproduce(exported.parent)


def test_derived_tables_do_not_depend_on_the_order_of_rows(planted):
    base = {table.name: read_parquet(planted.folder, table) for table in BASE_TABLES}
    backwards = {name: rows[::-1] for name, rows in base.items()}
    assert derive(backwards) == derive(base)


def test_whoever_withdraws_is_gone_from_the_next_export_and_earlier_ones_are_listed(
    store, tmp_path
):
    desk = open_desk(store, tmp_path)
    clients = add_clients(desk, 7)
    first = export_research(desk, tmp_path / "first")
    with desk.store.writing() as session:
        gone = study_codes(session, clients)[clients[3]]
    assert any(gone in text for _, text in text_of_files(tmp_path / "first"))
    held_by = withdraw(desk, clients[3], Purpose.RESEARCH)
    assert [export.number for export in held_by] == [first.number]
    second = export_research(desk, tmp_path / "second")
    assert (first.people, second.people) == (7, 6)
    assert not any(gone in text for _, text in text_of_files(tmp_path / "second"))
    assert [export.people for export in earlier_exports(desk)] == [7, 6]
    assert reproduce(tmp_path / "second").faults == ()


def test_grades_of_a_reading_set_come_back_in_the_next_export(store, tmp_path):
    desk = open_desk(store, tmp_path)
    clients = add_clients(desk, 6)
    with desk.store.writing() as session:
        codes = study_codes(session, clients)
    add_second_shot(desk, clients[1])
    shown = {"expression": "frown", "view": "front", "region": "glabella"}
    grades = pd.DataFrame(
        [
            {
                "study_code": code,
                "visit_number": visit,
                "shot": shot,
                "item_number": item,
                "position": position,
                "rater_number": 1,
                "grade": visit,
                "kind": kind,
                "repeat_of": repeat_of,
                **shown,
            }
            for code, item, kind, repeat_of, sides in (
                (codes[clients[0]], 1, "visits", pd.NA, ((1, 1), (3, 1))),
                (codes[clients[1]], 2, "sham", 1, ((3, 1), (3, 2))),
                ("nobody", 3, "visits", pd.NA, ((1, 1), (3, 1))),
            )
            for (visit, shot), position in zip(sides, ("first", "second"), strict=True)
        ]
    )
    kept = keep_grades(desk, grades)
    assert (kept.grades, kept.without_photo) == (4, 2)
    export_research(desk, tmp_path / "out")
    rows = [
        row for row in read_parquet(tmp_path / "out", READINGS) if row["set_number"] == kept.number
    ]
    assert [row["item_number"] for row in rows] == [1, 2, 3, 4]
    assert [row["grade"] for row in rows] == [1, 3, 3, 3]
    assert [row["day_offset"] for row in rows] == [0, 28, 28, 28]
    assert [row["shot"] for row in rows] == [1, 1, 1, 2]
    assert [row["is_sham"] for row in rows] == [row["is_repeat"] for row in rows]
    assert [row["is_sham"] for row in rows] == [False, False, True, True]
    assert reproduce(tmp_path / "out").faults == ()


def add_second_shot(desk, client_id):
    with desk.store.writing() as session:
        last, _ = visits_of(session, client_id)[-1]
        photo = Photo(visit_id=last, sha256="a" * 64, size_bytes=1, expression="frown", shot=2)
        session.add(photo)


@pytest.mark.parametrize(
    ("visit", "shot", "is_sham"), [(2, 1, True), (3, 1, False), (3, 2, False), (2, 2, False)]
)
def test_a_sham_that_is_not_two_shots_of_one_visit_is_named(exported, visit, shot, is_sham):
    rows = read_parquet(exported, VISITS)
    code, day = rows[0]["study_code"], rows[0]["day_offset"]
    sham = {"study_code": code, "set_number": 7, "rater_number": 1, "day_offset": day, "grade": 2}
    sham |= {"expression": "frown", "region": "glabella", "is_repeat": False, "is_sham": True}
    first = sham | {"item_number": 3, "visit_number": 2, "shot": 2}
    second = sham | {"item_number": 4, "visit_number": visit, "shot": shot}
    write_table(exported, READINGS, [first, second])
    faults = [fault for fault in reproduce(exported).faults if "no sham" in fault]
    named = "set_number 7, item_number 4, rater_number 1"
    told = [f"readings: no sham of two shots of one visit: {named}"]
    assert faults == ([] if is_sham else told)


def test_too_few_people_do_not_leave_at_all(store, tmp_path):
    desk = open_desk(store, tmp_path)
    add_clients(desk, LEAST_PEOPLE - 1)
    with pytest.raises(StudyError, match="fewer than 5 people"):
        export_research(desk, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    assert earlier_exports(desk) == []


def test_only_researchers_and_owners_export_and_no_folder_is_written_over(planted, tmp_path):
    for role in (Role.PRACTITIONER, Role.THERAPIST, Role.NOBODY):
        with pytest.raises(AccessDeniedError):
            export_research(planted.desk.of(Actor("x", "X", role)), tmp_path / "out")
    with pytest.raises(FolderInUseError):
        export_research(planted.desk, planted.folder)
    assert list(tmp_path.iterdir()) == []
