"""Screening, side effects, consent, other care and the hand-over card on the command line."""

import hashlib
import io

import pytest
from pypdf import PdfReader

BOTOX = (
    *("--product", "onabotulinumtoxinA", "--at", "2026-03-01T10:00", "--by", "Dr. Grey"),
    *("--inject", "glabella=4@-12,-42:corrugator", "--inject", "glabella=4@0,-40"),
    *("--inject", "crows_feet_left=4"),
)
DEVICE = ("--device", "Probe", "--minutes", 20, "--microampere", 300)


@pytest.fixture
def screened(run, pseudonym):
    """A client who said no to everything on two days."""
    for day in ("2026-03-01", "2026-03-05", "2026-03-15"):
        run("health ask", pseudonym, "--others-no", "--at", f"{day}T08:00")
    return pseudonym


def test_every_question_is_listed_with_what_a_yes_means(ask, run):
    questions = {each["id"]: each for each in ask("health questions")["questions"]}
    assert questions["epilepsy"]["yes_means"]["microcurrent"]["severity"] == "block"
    assert "botox" not in questions["epilepsy"]["yes_means"]
    assert questions["pregnancy"]["asked_before_each_session"]
    assert "pacemaker" in run("health questions").out


def test_answers_open_and_close_the_way(ask, run, pseudonym):
    first = run("treat botox", pseudonym, *BOTOX, exit_code=3)
    assert "health ask" in first.err
    ask("health ask", pseudonym, "--others-no", "--yes", "pregnancy", "--at", "2026-03-01T09:00")
    rules = ask("treat botox", pseudonym, *BOTOX, exit_code=3)["findings"]
    assert [each["rule"] for each in rules if each["needs_reason"]] == ["screening-botox-pregnancy"]
    ask("health ask", pseudonym, "--no", "pregnancy", "--at", "2026-03-01T09:30")
    assert ask("treat botox", pseudonym, *BOTOX)["status"] == "recorded"
    run("health ask", pseudonym, "--yes", "freckles", exit_code=2)
    run("health ask", pseudonym, exit_code=2)


def test_microcurrent_too_early_is_red_then_amber_then_green(ask, screened):
    ask("treat botox", screened, *BOTOX)
    words = ("treat microcurrent", screened, *DEVICE, "--region", "glabella", "--at")
    assert ask(*words, "2026-03-01T18:00", exit_code=3)["light"] == "red"
    early = ask(*words, "2026-03-05T10:00", exit_code=3)
    assert early["light"] == "amber"
    assert [each["rule"] for each in early["findings"]] == ["microcurrent-waiting"]
    assert "Earliest date: 2026-03-15" in early["findings"][0]["sentence"]
    assert ask(*words, "2026-03-15T09:00")["light"] == "green"


def test_the_hand_over_card_is_one_page_without_a_name(ask, run, screened, home):
    nothing = run("treat handover", screened, exit_code=3)
    assert "nothing to hand over" in nothing.err
    ask("treat botox", screened, *BOTOX)
    file = home / "card.pdf"
    card = ask("treat handover", screened, "--out", file)["card"]
    (session,) = card["sessions"]
    assert card["earliest_microcurrent"] == session["earliest_microcurrent"] == "2026-03-15"
    assert session["areas"] == [
        {"region": "glabella", "units": 8},
        {"region": "crows_feet_left", "units": 4},
    ]
    assert [(each["x_mm"], each["y_mm"]) for each in session["points"]] == [(-12, -42), (0, -40)]
    (page,) = PdfReader(io.BytesIO(file.read_bytes())).pages
    words = page.extract_text()
    for expected in (screened, "15 Mar 2026", "12 U", "swallowing", "client’s left"):
        assert expected in words
    assert "Quillfeather" not in words
    assert "from 15 Mar 2026" in run("treat handover", screened).out


def test_an_emergency_is_said_at_once_and_ends(ask, run, pseudonym):
    urgent = run("health side-effect", pseudonym, "trouble-breathing", "--severity", "severe")
    assert urgent.out.startswith("URGENT: Refer at once")
    mild = ("health side-effect", pseudonym, "bruising", "--severity", "mild", "--region", "chin")
    kept = ask(*mild, "--since", "2026-03-01T10:00")
    assert kept["urgent"] is None
    run("health ended", pseudonym, kept["id"])
    run("health ended", pseudonym, 99, exit_code=1)
    run("health side-effect", pseudonym, "itching", "--severity", "mild", exit_code=2)
    run("health side-effect", pseudonym, "bruising", "--severity", "huge", exit_code=2)


def test_consent_is_given_listed_and_withdrawn(ask, run, pseudonym, home):
    text = home / "text.txt"
    text.write_text("My photos may be used for research.")
    assert "No consent" in run("consent list", pseudonym).out
    words = ("consent give", pseudonym, "research", "--text", text, "--version", "2026-1")
    assert ask(*words)["text_sha256"] == hashlib.sha256(text.read_bytes()).hexdigest()
    ask("consent withdraw", pseudonym, "research")
    (kept,) = ask("consent list", pseudonym)["consents"]
    assert (kept["purpose"], kept["text_version"]) == ("research", "2026-1")
    assert kept["withdrawn_at"] >= kept["given_at"]
    run("consent withdraw", pseudonym, "research", exit_code=1)


def test_other_care_is_recorded_with_its_dates(ask, run, pseudonym):
    words = ("treat care", pseudonym, "--product", "retinol", "--region", "forehead")
    dates = ("--at", "2026-03-01", "--until", "2026-05-01")
    assert ask(*words, "--kind", "skincare", *dates)["status"] == "recorded"
    run(*words, "--kind", "magic", exit_code=2)
    run(*words, "--kind", "laser", "--at", "2026-03-01", "--until", "2026-02-01", exit_code=1)
