"""Photos that are set aside"""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('photo', schema=None) as batch_op:
        batch_op.add_column(sa.Column('voided_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('voided_by', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('sealed_void_reason', sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('photo', schema=None) as batch_op:
        for column in ('sealed_void_reason', 'voided_by', 'voided_at'):
            batch_op.drop_column(column)
