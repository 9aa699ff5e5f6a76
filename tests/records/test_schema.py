from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import insert, inspect
from sqlalchemy.exc import IntegrityError

from records.models import Visit
from records.schema import current_revision, differences, downgrade, newest_revision, upgrade
from records.store import Store


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
    with pytest.raises(IntegrityError), store.writing() as session:
        session.execute(visit)
