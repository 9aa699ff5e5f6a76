import random
from threading import Thread

import pytest
from sqlalchemy import delete, select, update

from records.audit import AuditLog, Tampering, entry_digest
from records.models import AuditEntry

ENTRIES = 12


@pytest.fixture
def log(tmp_path):
    return AuditLog(tmp_path / "apart" / "audit.head")


def write(log, store, count=ENTRIES):
    for turn in range(count):
        with store.writing() as session:
            log.append(session, actor="user-1", action="photo.view", subject=f"photo-{turn}")


@pytest.fixture
def written(log, store):
    write(log, store)
    return log


def faults(log, store):
    with store.reading() as session:
        return log.verify(session)


def tamper(store, *statements):
    with store.writing() as session:
        for statement in statements:
            session.execute(statement)


def row(number):
    return AuditEntry.number == number


def test_an_untouched_log_has_no_fault(written, store):
    assert faults(written, store) == ()
    assert written.kept_head().number == ENTRIES


def test_an_empty_log_has_no_fault(log, store):
    assert faults(log, store) == ()


@pytest.mark.parametrize("number", [1, 5, ENTRIES])
@pytest.mark.parametrize("column", ["actor", "action", "subject", "detail", "at"])
def test_an_edit_is_found_and_named(written, store, moment, number, column):
    value = moment if column == "at" else "user-2"
    tamper(store, update(AuditEntry).where(row(number)).values({column: value}))
    found = faults(written, store)
    assert {fault.number for fault in found} == {number}
    assert Tampering.EDITED in {fault.tampering for fault in found}


@pytest.mark.parametrize("number", [1, 5, ENTRIES - 1])
def test_a_deletion_is_found_where_it_was(written, store, number):
    tamper(store, delete(AuditEntry).where(row(number)))
    (found,) = faults(written, store)
    assert (found.number, found.tampering) == (number + 1, Tampering.MISSING)


def test_a_swap_is_found(written, store):
    tamper(
        store,
        update(AuditEntry).where(row(4)).values(number=100),
        update(AuditEntry).where(row(5)).values(number=4),
        update(AuditEntry).where(row(100)).values(number=5),
    )
    assert {fault.number for fault in faults(written, store)} >= {4, 5}


@pytest.mark.parametrize("cut", [1, 5, ENTRIES])
def test_a_cut_tail_is_found(written, store, cut):
    tamper(store, delete(AuditEntry).where(AuditEntry.number > ENTRIES - cut))
    (found,) = faults(written, store)
    assert (found.number, found.tampering) == (ENTRIES - cut + 1, Tampering.CUT)


def test_a_chain_written_anew_does_not_match_the_kept_head(written, store):
    with store.writing() as session:
        previous = "0" * 64
        for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.number)):
            entry.actor, entry.previous = "user-2", previous
            entry.digest = previous = entry_digest(entry)
    (found,) = faults(written, store)
    assert (found.number, found.tampering) == (ENTRIES, Tampering.REPLACED)


def test_writing_on_after_a_cut_does_not_hide_it(written, store, caplog):
    tamper(store, delete(AuditEntry).where(AuditEntry.number > ENTRIES - 3))
    write(written, store, 6)
    assert "does not hold its kept head" in caplog.text
    (found,) = faults(written, store)
    assert (found.number, found.tampering) == (ENTRIES, Tampering.REPLACED)


@pytest.mark.parametrize("text", [None, b"", b"[]", b'{"number": 3}'])
def test_a_lost_or_damaged_head_is_a_fault(written, store, text):
    if text is None:
        written.head_file.unlink()
    else:
        written.head_file.write_bytes(text)
    (found,) = faults(written, store)
    assert found.tampering is Tampering.HEADLESS


def test_a_head_that_lags_after_a_crash_is_no_fault_and_catches_up(written, store):
    head = written.head_file.read_bytes()
    write(written, store, 3)
    written.head_file.write_bytes(head)
    assert faults(written, store) == ()
    write(written, store, 1)
    assert written.kept_head().number == ENTRIES + 4


def test_what_is_rolled_back_leaves_no_entry_and_no_head(written, store):
    def fail_after_append():
        with store.writing() as session:
            written.append(session, actor="user-1", action="client.erase", subject="client-1")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_after_append()
    assert faults(written, store) == ()
    assert written.kept_head().number == ENTRIES


def test_a_savepoint_that_commits_inside_a_rollback_leaves_no_head(written, store):
    def fail_after_savepoint():
        with store.writing() as session:
            with session.begin_nested():
                written.append(session, actor="user-1", action="client.erase", subject="client-1")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_after_savepoint()
    assert written.kept_head().number == ENTRIES


def test_an_action_stands_even_if_the_head_cannot_be_kept(written, store, caplog):
    head = written.head_file
    head.unlink()
    head.parent.rmdir()
    head.parent.write_text("in the way")
    write(AuditLog(head), store, 1)
    assert "was not kept at entry 13" in caplog.text
    with store.reading() as session:
        assert session.get(AuditEntry, ENTRIES + 1) is not None


def test_many_threads_write_one_chain(log, store):
    threads = [Thread(target=write, args=(log, store, 10)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults(log, store) == ()
    assert log.kept_head().number == 80


def test_two_hundred_random_tamperings_are_all_found(written, store):
    dice = random.Random(5)
    for _ in range(200):
        number = dice.randint(1, ENTRIES)
        kind = dice.choice(("edit", "delete", "cut"))
        with store.writing() as session:
            if kind == "edit":
                session.execute(update(AuditEntry).where(row(number)).values(detail="x"))
            elif kind == "delete":
                session.execute(delete(AuditEntry).where(row(number)))
            else:
                session.execute(delete(AuditEntry).where(AuditEntry.number >= number))
            assert written.verify(session), (kind, number)
            session.rollback()
    assert faults(written, store) == ()
