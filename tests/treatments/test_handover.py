from datetime import UTC, date, datetime, timedelta

from treatments.doses import Incobotulinumtoxin, Onabotulinumtoxin
from treatments.handover import handover_card
from treatments.policy import ClinicPolicy
from treatments.sessions import BotoxSession, History, Injection

DAY_0 = datetime(2026, 3, 2, 12, tzinfo=UTC)
POLICY = ClinicPolicy("House rule", UTC, 10)


def botox(day, dose, *regions):
    return BotoxSession(DAY_0 + timedelta(days=day), tuple(Injection(r, dose) for r in regions))


def test_the_card_says_what_was_injected_where_and_from_when():
    session = botox(0, Onabotulinumtoxin(4), "crows_feet_left", "glabella", "glabella")
    card = handover_card(History((session,)), DAY_0 + timedelta(days=1), POLICY)
    (entry,) = card.entries
    assert (entry.on, entry.preparation) == (date(2026, 3, 2), "onabotulinumtoxinA")
    assert entry.dose == Onabotulinumtoxin(12)
    assert [(area.name, area.dose.units) for area in entry.areas] == [
        ("glabella", 8),
        ("crow's feet left", 4),
    ]
    assert entry.earliest_microcurrent == card.earliest_microcurrent == date(2026, 3, 12)
    assert (card.policy_name, card.wait_days) == ("House rule", 10)
    assert card.prepared_on == date(2026, 3, 3)


def test_the_card_says_that_the_wait_is_precaution_and_when_to_refer():
    card = handover_card(History((botox(0, Onabotulinumtoxin(4), "chin"),)), DAY_0, POLICY)
    assert "no trial" in card.evidence
    assert "may spread" in card.advice
    assert "refer at once" in card.referral
    assert card.source.date == "2024-08-07"


def test_the_card_keeps_the_last_session_of_each_region_and_never_adds_products():
    history = History(
        (
            botox(-400, Incobotulinumtoxin(4), "glabella"),
            botox(-100, Incobotulinumtoxin(4), "chin", "glabella"),
            botox(0, Onabotulinumtoxin(4), "glabella"),
            botox(30, Onabotulinumtoxin(4), "bunny"),
        )
    )
    card = handover_card(history, DAY_0, POLICY)
    assert [str(entry.dose) for entry in card.entries] == [
        "4 U onabotulinumtoxinA",
        "8 U incobotulinumtoxinA",
    ]


def test_no_botox_no_card():
    assert handover_card(History(), DAY_0, POLICY) is None
    assert handover_card(History((botox(1, Onabotulinumtoxin(4), "chin"),)), DAY_0, POLICY) is None
