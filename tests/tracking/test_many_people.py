from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from records.clients import ClientDetails
from records.visits import visits_of
from tracking.clients import add_client
from tracking.intake import NewPhoto, take_in
from tracking.verify import verify

PEOPLE, SAVES = 20, 25
DAY = datetime(2026, 1, 5, 9, tzinfo=UTC)


@pytest.mark.slow
def test_twenty_people_take_in_visits_at_once_without_an_error(desk, photo_bytes):
    def work(person):
        client_id = add_client(desk, ClientDetails(f"Client of {person}"))
        photo = photo_bytes(person)
        for number in range(SAVES):
            moment = DAY + timedelta(days=number)
            photos = [NewPhoto(photo, "rest")]
            take_in(desk, client_id=client_id, visited_at=moment, photos=photos)
        return client_id

    with ThreadPoolExecutor(PEOPLE) as threads:
        clients = list(threads.map(work, range(PEOPLE)))
    with desk.store.reading() as session:
        assert [len(visits_of(session, each)) for each in clients] == [SAVES] * PEOPLE
    assert verify(desk).is_sound
