from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, insert, inspect, select, text

from records.models import Photo, Visit
from records.schema import current_revision, differences, downgrade, newest_revision, upgrade
from records.store import ConflictError, Store
from records.treatments import history
from records.voids import holds
from treatments.doses import Onabotulinumtoxin
from treatments.sessions import Injection


def test_the_migrations_make_exactly_the_tables_of_the_models(store):
    assert current_revision(store) == newest_revision()
    assert differences(store) == []


def test_migrating_back_leaves_no_table_behind(store):
    downgrade(store, "base")
    assert inspect(store.engine).get_table_names() == ["alembic_version"]
    upgrade(store)
    assert differences(store) == []


def test_two_programs_that_start_at_once_migrate_once(database_url, key_ring):
    stores = [Store(database_url, key_ring) for _ in range(4)]
    with ThreadPoolExecutor(len(stores)) as threads:
        list(threads.map(upgrade, stores))
    assert current_revision(stores[0]) == newest_revision()
    for opened in stores:
        opened.close()


def test_a_row_cannot_refer_to_a_client_that_is_not_there(store, moment):
    visit = insert(Visit).values(client_id="nobody", visited_at=moment)
    with pytest.raises(ConflictError), store.writing() as session:
        session.execute(visit)


def test_records_of_the_first_version_survive_every_migration(database_url, key_ring):
    store = Store(database_url, key_ring)
    upgrade(store, "0001")
    moment = "2026-01-05 09:00:00+00:00"
    rows = (
        "INSERT INTO client (id, sealed_name, pseudonym, created_at)"
        " VALUES ('c1', 'x', 'R-1', :at)",
        "INSERT INTO visit (id, client_id, visited_at) VALUES (1, 'c1', :at)",
        "INSERT INTO photo (id, visit_id, sha256, size_bytes, expression, view, shot)"
        " VALUES (1, 1, 'abc', 5, 'rest', 'front', 1)",
        "INSERT INTO botox_session (id, client_id, treated_at, product, product_name)"
        " VALUES (1, 'c1', :at, 'onabotulinumtoxinA', '')",
        "INSERT INTO injection (id, session_id, region, units) VALUES (1, 1, 'glabella', 4)",
        "INSERT INTO microcurrent_session"
        " (id, client_id, treated_at, device, current_microampere, minutes, regions)"
        " VALUES (1, 'c1', :at, 'Probe', 320, 20, '[\"forehead\"]')",
    )
    with store.writing() as session:
        for row in rows:
            session.execute(text(row), {"at": moment} if ":at" in row else {})
    upgrade(store)
    with store.reading() as session:
        done = history(session, "c1")
        assert session.scalar(select(func.count(Photo.id)).where(holds(Photo))) == 1
    assert done.botox[0].injections == (Injection("glabella", Onabotulinumtoxin(4)),)
    assert done.microcurrent[0].regions == {"forehead"}
    store.close()
