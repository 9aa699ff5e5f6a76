"""Supporting figures of kept visits; what a photo shows is made up, what was treated is not."""

import pytest

from tracking import pair_support as module
from tracking.desk import UnknownRecordError
from tracking.pair_support import kept_pair_support
from tracking.progress import client_progress


@pytest.fixture
def asked(monkeypatch):
    """What the figures were asked for: the pair, and the regions treated."""
    found = []

    def support(before, after, pair, landmarker, *, treated):
        found.append((pair, treated))
        return {}

    monkeypatch.setattr(module, "pair_support", support)
    monkeypatch.setattr(module, "face_landmarker", lambda: None)
    return found


def test_regions_treated_between_the_visits_are_set_beside_the_others(desk, add_full_client, asked):
    client_id = add_full_client()
    progress = client_progress(desk, client_id)
    first, *_, last = [visit for visit in progress.visits if "frown" in visit.expressions]
    between = {
        region
        for treatment in progress.treatments
        if first.on <= treatment.on < last.on
        for region in treatment.regions
    }

    assert kept_pair_support(desk, client_id, first.id, last.id, "frown") == {}
    ((pair, treated),) = asked
    assert set(treated) == between != set()
    assert pair.regions["glabella"].density.verdict == "more_lines"


def test_a_visit_without_a_photo_of_the_expression_is_unknown(desk, add_full_client, asked):
    client_id = add_full_client()
    visits = [visit.id for visit in client_progress(desk, client_id).visits]

    with pytest.raises(UnknownRecordError):
        kept_pair_support(desk, client_id, visits[0], visits[-1], "smile")
    assert asked == []
