"""The clinic's own repeatability"""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('calibration',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('algorithm', sa.String(length=64), nullable=False),
    sa.Column('poses', sa.Integer(), nullable=False),
    sa.Column('shots', sa.Integer(), nullable=False),
    sa.Column('icc_density', sa.Double(), nullable=True),
    sa.Column('icc_severity', sa.Double(), nullable=True),
    sa.Column('errors', sa.JSON(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('row_digest', sa.String(length=64), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calibration')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('pair_measurement', schema=None) as batch_op:
        batch_op.add_column(sa.Column('calibration_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_pair_measurement_calibration_id_calibration'), 'calibration', ['calibration_id'], ['id'])


def downgrade() -> None:
    with op.batch_alter_table('pair_measurement', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_pair_measurement_calibration_id_calibration'), type_='foreignkey')
        batch_op.drop_column('calibration_id')

    op.drop_table('calibration')
