"""The lines of every comparison"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('pair_measurement', schema=None) as batch_op:
        batch_op.add_column(sa.Column('lines', sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('pair_measurement', schema=None) as batch_op:
        batch_op.drop_column('lines')
