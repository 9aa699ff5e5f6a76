"""The hand-over card: one page whatever happened, and a face chart that puts things in place."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from pypdf import PdfReader
from reportlab.graphics import renderSVG

from records.treatments import PlacedInjection
from reports.face_chart import ChartPoint, face_chart
from reports.handover_card import handover_chart, handover_data, handover_lines, handover_pdf
from reports.language import speaking
from tracking.handover import Handover
from treatments.doses import Abobotulinumtoxin, Onabotulinumtoxin, OtherToxin
from treatments.handover import handover_card
from treatments.policy import ClinicPolicy
from treatments.regions import REGIONS
from treatments.sessions import BotoxSession, History, Injection
from vision.regions import REGIONS as FACE_REGIONS

DAY = datetime(2026, 3, 2, 10, tzinfo=UTC)


def card_of(*sessions, policy="House rule"):
    return handover_card(History(sessions), DAY + timedelta(days=5), ClinicPolicy(policy, UTC))


def text_of(card):
    pages = PdfReader(io.BytesIO(handover_pdf(Handover("R-ABC234", card)))).pages
    assert len(pages) == 1
    return pages[0].extract_text().replace("\N{NO-BREAK SPACE}", " ")


def test_a_face_full_of_sessions_and_odd_names_is_still_one_page():
    sessions = [
        BotoxSession(DAY - timedelta(days=day), (Injection(region, OtherToxin(4, "<b>&" * 9)),))
        for day, region in enumerate(REGIONS)
    ]
    told = text_of(card_of(*sessions, policy="Büro & <Söhne>"))
    assert "Büro & <Söhne>" in told
    assert "emergency" in told
    assert "Chin 4 U" in told


def test_the_chart_shows_each_area_with_the_units_of_its_last_session():
    latest = BotoxSession(DAY, (Injection("glabella", Onabotulinumtoxin(20)),))
    earlier = BotoxSession(
        DAY - timedelta(days=100),
        (
            Injection("glabella", Abobotulinumtoxin(50)),
            PlacedInjection("forehead", Abobotulinumtoxin(25), "", "middle", 0.0, -75.0),
        ),
    )
    card = card_of(latest, earlier)
    drawn = renderSVG.drawToString(handover_chart(card, height=300))
    assert "20 U" in drawn
    assert "50 U" not in drawn
    assert ">25<" in drawn.replace("\n", "")
    data = handover_data(Handover("R-ABC234", card))
    assert [session["units"] for session in data["sessions"]] == [20, 75]


def test_the_card_speaks_german_on_paper_and_on_the_screen():
    card = card_of(BotoxSession(DAY, (Injection("chin", Onabotulinumtoxin(4)),)))
    with speaking("de"):
        assert "links des Klienten" in text_of(card)
        for told in (text_of(card), " ".join(handover_lines(Handover("R-ABC234", card)))):
            assert "Mikrostrom ab 16. März 2026" in told
            assert "Kinn 4 U" in told
            assert "client" not in told
            assert "Notfall" in told
            assert "emergency" not in told


@pytest.mark.parametrize("region", [region.name for region in FACE_REGIONS])
def test_every_region_can_be_filled(region):
    empty, filled = face_chart({}, height=300), face_chart({region: "8 U"}, height=300)
    assert "8 U" not in renderSVG.drawToString(empty)
    assert "8 U" in renderSVG.drawToString(filled)


def test_the_clients_left_is_on_the_right_and_the_forehead_above():
    def centre(point):
        drawn = face_chart({}, [point], height=300)
        plane = drawn.contents[0]
        (dot,) = (group.contents[0] for group in plane.contents if _is_dot(group))
        scale, _, _, down, shift_x, shift_y = plane.transform
        return scale * dot.cx + shift_x, down * dot.cy + shift_y

    middle = centre(ChartPoint(0, 0, ""))
    left, above = centre(ChartPoint(30, 0, "")), centre(ChartPoint(0, -60, ""))
    assert left[0] > middle[0]
    assert above[1] > middle[1]  # drawings count upwards
    assert left[0] - middle[0] == pytest.approx((above[1] - middle[1]) / 2)


def _is_dot(shape):
    return hasattr(shape, "contents") and hasattr(shape.contents[0], "cx")
