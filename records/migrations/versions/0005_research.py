"""Study codes, the register of research exports, and grades of blinded readers"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('research_export',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('made_by', sa.String(length=64), nullable=False),
    sa.Column('datapackage_sha256', sa.String(length=64), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('row_digest', sa.String(length=64), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_research_export')),
    sqlite_autoincrement=True
    )
    op.create_table('research_export_member',
    sa.Column('export_id', sa.Integer(), nullable=False),
    sa.Column('client_id', sa.String(length=32), nullable=False),
    sa.Column('row_digest', sa.String(length=64), nullable=True),
    sa.ForeignKeyConstraint(['client_id'], ['client.id'], name=op.f('fk_research_export_member_client_id_client'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['export_id'], ['research_export.id'], name=op.f('fk_research_export_member_export_id_research_export'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('export_id', 'client_id', name=op.f('pk_research_export_member'))
    )
    with op.batch_alter_table('research_export_member', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_research_export_member_client_id'), ['client_id'], unique=False)

    op.create_table('study_code',
    sa.Column('client_id', sa.String(length=32), nullable=False),
    sa.Column('code', sa.String(length=16), nullable=False),
    sa.Column('row_digest', sa.String(length=64), nullable=True),
    sa.ForeignKeyConstraint(['client_id'], ['client.id'], name=op.f('fk_study_code_client_id_client'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('client_id', name=op.f('pk_study_code')),
    sa.UniqueConstraint('code', name=op.f('uq_study_code_code'))
    )
    op.create_table('reading',
    sa.Column('set_number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('item_number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('rater_number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('photo_id', sa.Integer(), nullable=False),
    sa.Column('region', sa.String(length=32), nullable=False),
    sa.Column('grade', sa.Integer(), nullable=False),
    sa.Column('is_repeat', sa.Boolean(), nullable=False),
    sa.Column('is_sham', sa.Boolean(), nullable=False),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('row_digest', sa.String(length=64), nullable=True),
    sa.CheckConstraint('grade BETWEEN 0 AND 4', name=op.f('ck_reading_grade')),
    sa.ForeignKeyConstraint(['photo_id'], ['photo.id'], name=op.f('fk_reading_photo_id_photo'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('set_number', 'item_number', 'rater_number', name=op.f('pk_reading'))
    )
    with op.batch_alter_table('reading', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reading_photo_id'), ['photo_id'], unique=False)


def downgrade() -> None:
    op.drop_table('reading')
    op.drop_table('study_code')
    op.drop_table('research_export_member')
    op.drop_table('research_export')
