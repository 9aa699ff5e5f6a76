from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from sqlalchemy import event

from records.clients import ClientDetails, add_client


@pytest.fixture
def moment():
    return datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def client_id(store):
    with store.writing() as session:
        return add_client(session, ClientDetails("Ada Example")).id


@pytest.fixture
def count_queries():
    """Collect the statements that a database is asked."""

    @contextmanager
    def counting(store):
        statements = []

        def note(connection, cursor, statement, *rest):
            statements.append(statement)

        event.listen(store.engine, "before_cursor_execute", note)
        yield statements
        event.remove(store.engine, "before_cursor_execute", note)

    return counting
