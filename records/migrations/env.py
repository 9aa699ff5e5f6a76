"""Alembic's entry: migrates the connection that `records.schema` hands over."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from records import models
from records.base import Base, UtcDateTime


def _render_type(kind: str, item: object, _: AutogenContext) -> str | Literal[False]:
    """Write our moments as what the database keeps, so that old migrations need no new code."""
    moment = kind == "type" and isinstance(item, UtcDateTime)
    return "sa.DateTime(timezone=True)" if moment else False


assert models
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=_render_type,
)
with context.begin_transaction():
    context.run_migrations()
