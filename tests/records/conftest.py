from datetime import UTC, datetime

import pytest

from records.clients import add_client


@pytest.fixture
def moment():
    return datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def client_id(store):
    with store.writing() as session:
        return add_client(session, name="Ada Example").id
