"""A digest in every row"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

TABLES = (
    'botox_session', 'client', 'consent', 'injection', 'measurement', 'microcurrent_session',
    'other_care', 'override', 'pair_measurement', 'person', 'photo', 'region_change',
    'region_figures', 'screening_answer', 'side_effect', 'visit',
)


def upgrade() -> None:
    # The digests themselves are written once all migrations are done; see records.schema.
    for table in TABLES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column('row_digest', sa.String(length=64), nullable=True))


def downgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column('row_digest')
