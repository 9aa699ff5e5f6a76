import re

import pytest
from sqlalchemy import text

from records.keys import ClientKeyError
from records.models import Client
from tracking import erase
from tracking.desk import UnknownRecordError, open_desk
from tracking.erase import erase_client
from tracking.progress import client_progress, list_clients
from tracking.tidy import tidy
from tracking.verify import verify

SHAPE = "jawOpen-planted-with-the-landmarks"


def planted_marks(desk, client_id, planted):
    """Plant marks in rows, and return them with bytes of the sealed names, photos and key."""
    with desk.store.writing() as session:
        session.execute(
            text("UPDATE measurement SET expression_scores = :scores"),
            {"scores": f'{{"{SHAPE}": 0.25}}'},
        )
        client = session.get(Client, client_id)
        sealed = (client.sealed_name, client.sealed_notes, client.sealed_allergies)
        pseudonym = client.pseudonym
    names = [name for name in desk.photos.names() if name.client_id == client_id]
    originals = [desk.photos.get(name) for name in names]
    photos = [desk.photos.sealed(name) for name in names]
    key = (desk.store.ring.folder / "clients" / client_id).read_bytes()
    words = [*planted.values(), pseudonym, SHAPE, *(name.sha256 for name in names)]
    pieces = [data[20:80] for data in (*originals, *photos, key)]
    return {*(word.encode() for word in words), *sealed, *pieces}


def marks_in(folder, marks):
    contents = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    return {mark for mark in marks if any(mark in content for content in contents)}


def test_no_planted_mark_is_left_in_any_file(home, planted):
    client_id = home.add_client()
    other = home.add_client(photos=(60,))
    marks = planted_marks(home.desk, client_id, planted)
    key = home.desk.store.ring.folder / "clients" / client_id
    key.with_name(f"{client_id}.ab12.part").write_bytes(key.read_bytes())
    leftover = home.folder / "photos" / client_id / f"{'0' * 64}.ab12.part"
    leftover.write_bytes(b"half a photo of the client")
    marks.add(leftover.read_bytes())
    before = marks_in(home.folder, marks)
    sealed_away = {planted[field].encode() for field in planted} - {
        f"{planted[field]}".encode() for field in ("name", "login", "reference")
    }
    assert not before & sealed_away
    assert len(before) >= len(marks) - len(sealed_away) - 2, "the search finds what is there"
    assert (home.folder / "rhytid.sqlite3-wal").stat().st_size > 0
    erase_client(home.desk, other)  # rows of the same words must go as well
    erase_client(home.desk, client_id)
    assert marks_in(home.folder, marks) == set()
    assert not [path for path in home.folder.rglob("*") if client_id in path.name]
    assert (home.folder / "rhytid.sqlite3-wal").stat().st_size == 0
    assert verify(home.desk).is_sound


def test_the_others_are_left_as_they_were(desk, add_full_client):
    erased, kept = add_full_client(), add_full_client(photos=(60, 50))
    known = client_progress(desk, kept)
    before = (known.client, known.visits, known.treatments, set(known.points))
    erase_client(desk, erased)
    assert [card.id for card in list_clients(desk)] == [kept]
    after = client_progress(desk, kept)
    assert (after.client, after.visits, after.treatments) == before[:-1]
    assert set(after.points) == before[-1]
    assert verify(desk).is_sound
    with pytest.raises(UnknownRecordError):
        client_progress(desk, erased)
    with pytest.raises(ClientKeyError, match="erased"):
        desk.photos.put(erased, b"new")


def test_the_audit_log_keeps_what_was_done_under_the_id_alone(desk, add_full_client, planted):
    client_id = add_full_client()
    erase_client(desk, client_id)
    with desk.store.reading() as session:
        entries = session.execute(text("SELECT * FROM audit_entry ORDER BY number")).all()
    assert ("erase_client", f"client-{client_id}") in {(row.action, row.subject) for row in entries}
    assert not any(re.escape(word) in str(entries) for word in planted.values())


@pytest.mark.parametrize("cut", ["rows", "scrub", "photos"])
def test_an_erasure_that_was_cut_short_is_finished_at_the_next_start(
    home, monkeypatch, planted, cut
):
    client_id = home.add_client()
    marks = planted_marks(home.desk, client_id, planted)

    def crash(*rest):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        owner = type(home.desk.photos) if cut == "photos" else erase
        patch.setattr(owner, "scrub" if cut == "scrub" else "remove_client", crash)
        with pytest.raises(KeyboardInterrupt):
            erase_client(home.desk, client_id)
    home.desk.store.close()
    desk = open_desk(home.settings)
    with pytest.raises(ClientKeyError):
        desk.store.ring.client_key(client_id)
    tidy(desk)
    assert list_clients(desk) == []
    assert list(desk.photos.names()) == []
    assert marks_in(home.folder, marks) == set()
    desk.store.close()


def test_a_client_that_never_was_cannot_be_erased(desk):
    with pytest.raises(UnknownRecordError):
        erase_client(desk, "nobody")
    assert desk.store.ring.erased() == frozenset()
