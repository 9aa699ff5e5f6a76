"""Correcting what was recorded, from the command line."""

from zipfile import ZipFile

import pytest


@pytest.fixture
def injected(ask, pseudonym):
    """The name of a recorded Botox session."""
    words = ("treat botox", pseudonym, "--product", "onabotulinumtoxinA", "--inject", "glabella=4")
    signed = ("--override", "screening-not-asked=asked by phone", "--at", "2026-03-01T10:00")
    return f"botox-{ask(*words, *signed)['id']}"


def test_a_session_is_listed_voided_and_taken_back(ask, run, pseudonym, injected):
    (entry,) = ask("treat list", pseudonym)["entries"]
    assert (entry["entry"], entry["void"]) == (injected, None)

    made = ask("treat void", pseudonym, injected, "--reason", "another client")
    assert made["status"] == "void"
    (entry,) = ask("treat list", pseudonym)["entries"]
    assert entry["void"]["reason"] == "another client"
    assert "void: another client" in run("treat list", pseudonym).out
    assert ask("client list")["clients"][0]["treatments"] == []

    assert ask("treat take-back", pseudonym, injected)["status"] == "holds"
    assert ask("client list")["clients"][0]["treatments"] == ["botox"]


def test_a_correction_that_cannot_be_says_what_to_do(ask, run, pseudonym, injected):
    refused = ask("treat take-back", pseudonym, injected, exit_code=3)
    assert (refused["status"], refused["reason"]["code"]) == ("refused", "not_void")
    assert "nothing to take back" in run("treat take-back", pseudonym, injected, exit_code=3).err
    unknown = run("treat void", pseudonym, "botox-99", "--reason", "x", exit_code=1)
    assert "list of entries" in str(unknown.fault)


@pytest.mark.parametrize("entry", ["botox", "botox-x", "laser-1", "photo-1", "1"])
def test_what_names_no_entry_is_wrong_usage(run, pseudonym, entry):
    assert "treat list" in run("treat void", pseudonym, entry, "--reason", "x", exit_code=2).err


@pytest.fixture
def photographed(ask, pseudonym, photo):
    """The name of a photo that is kept."""
    ask("visit add", pseudonym, "--at", "2026-03-01T10:00", "--rest", photo)
    return ask("visit list", pseudonym)["photos"][0]["photo"]


def test_a_photo_is_listed_set_aside_and_taken_back(ask, run, pseudonym, photo, photographed):
    made = ask("visit set-aside", pseudonym, photographed, "--reason", "another client")
    assert (made["entry"], made["status"]) == (photographed, "set_aside")
    (listed,) = ask("visit list", pseudonym)["photos"]
    assert (listed["expression"], listed["shot"]) == ("rest", 1)
    assert listed["void"]["reason"] == "another client"
    assert "set aside: another client" in run("visit list", pseudonym).out
    assert ask("client list")["clients"][0]["visit_count"] == 0

    again = ask("visit add", pseudonym, "--rest", photo, exit_code=3)
    assert again["photos"][0]["reason"]["code"] == "set_aside"
    assert ask("visit take-back", pseudonym, photographed)["status"] == "holds"
    assert ask("client list")["clients"][0]["visit_count"] == 1
    refused = ask("visit take-back", pseudonym, photographed, exit_code=3)
    assert refused["reason"]["code"] == "not_void"


def test_a_photo_is_kept_as_what_it_shows(ask, run, pseudonym, photographed):
    made = ask("visit keep-as", pseudonym, photographed, "frown")
    assert (made["entry"], made["status"]) == (photographed, "kept_as")
    listed = {shot["photo"]: shot for shot in ask("visit list", pseudonym)["photos"]}
    old = listed.pop(photographed)
    assert (old["expression"], old["void"]["reason"]) == ("rest", "kept as: frown")
    ((name, new),) = listed.items()
    assert (new["expression"], new["shot"], new["void"]) == ("frown", 1, None)

    again = ask("visit take-back", pseudonym, photographed, exit_code=3)
    assert again["reason"]["code"] == "kept_already"
    same = ask("visit keep-as", pseudonym, name, "frown", exit_code=3)
    assert same["reason"]["code"] == "kept_as_that"
    assert "smile" in run("visit keep-as", pseudonym, name, "grin", exit_code=2).err


@pytest.mark.parametrize("entry", ["photo", "photo-x", "botox-1", "1"])
def test_what_names_no_photo_is_wrong_usage(run, pseudonym, entry):
    words = ("visit set-aside", pseudonym, entry, "--reason", "x")
    assert "visit list" in run(*words, exit_code=2).err


def test_lists_tell_the_days_of_the_clinic(ask, run, pseudonym, photo, monkeypatch, home):
    monkeypatch.setenv("RHYTID_TIME_ZONE", "Pacific/Auckland")
    words = ("treat botox", pseudonym, "--product", "onabotulinumtoxinA", "--inject", "glabella=4")
    signed = ("--override", "screening-not-asked=asked by phone", "--at", "2026-03-02T08:00")
    ask(*words, *signed)  # still the first of March in Greenwich
    ask("visit add", pseudonym, "--at", "2026-03-02T08:00", "--rest", photo)
    for words in (("treat list", pseudonym), ("visit list", pseudonym), ("client list",)):
        assert "2026-03-02" in run(*words).out, words
    ask("client export", pseudonym, "--out", home / "mine.zip")
    with ZipFile(home / "mine.zip") as archive:
        assert any(name.startswith("photos/2026-03-02-0800-") for name in archive.namelist())


def test_details_are_shown_and_changed_one_by_one(ask, run, pseudonym):
    known = ask("client show", pseudonym)
    assert (known["name"], known["birth_year"]) == ("Zaphira Quillfeather", None)
    assert known["notes"] == "a note"

    run("client change", pseudonym, "--born", 1979, "--allergies", "latex")
    changed = ask("client change", pseudonym, "--notes", "")
    assert changed == known | {"birth_year": 1979, "allergies": "latex", "notes": ""}
    told = run("client show", pseudonym).out
    assert "1979" in told
    assert "latex" in told


def test_a_change_without_anything_to_change_is_wrong_usage(run, pseudonym):
    assert "--born" in run("client change", pseudonym, exit_code=2).err
    assert run("client change", pseudonym, "--name", " ", exit_code=1).fault


def test_a_forgotten_password_is_reset(ask, run):
    typed = "correct horse battery\n" * 2
    run("people add ada --role owner --name Ada", typed=typed)
    reset = ask("people reset ada", typed="tell her by telephone\n" * 2)
    assert reset["one_time_password"] is True
    assert run("people reset nobody", typed=typed, exit_code=1).fault
    assert run("people reset ada", typed="short\nshort\n", exit_code=1).fault
