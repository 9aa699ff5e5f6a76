"""Sessions and care that are void"""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

TABLES = ('botox_session', 'microcurrent_session', 'other_care')


def upgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column('voided_at', sa.DateTime(timezone=True), nullable=True))
            batch_op.add_column(sa.Column('voided_by', sa.String(), nullable=True))
            batch_op.add_column(sa.Column('sealed_void_reason', sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in ('sealed_void_reason', 'voided_by', 'voided_at'):
                batch_op.drop_column(column)
