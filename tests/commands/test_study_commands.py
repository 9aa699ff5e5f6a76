"""`study` on the command line: what it says, and how it fails."""

import pytest


@pytest.fixture
def clinic(home, run):
    run(f"study rehearse --clients 6 --out {home / 'clinic'}")
    return home / "clinic"


def test_every_cycle_is_answered_for(ask, clinic):
    (group,) = ask(f"study responses {clinic}")["groups"]
    assert len(group["cycles"]) == 12
    for cycle in group["cycles"]:
        assert (cycle["reason"] is None) == (cycle["half_recovery_day"] is not None)


def test_survival_says_both_arms_and_draws_them(run, clinic, home):
    said = run(f"study survival {clinic} --chart {home / 'curve.png'}").out
    assert "without microcurrent: half are lost by day" in said
    assert (home / "curve.png").read_bytes().startswith(b"\x89PNG")


def test_what_was_observed_is_called_an_association(ask, run, clinic):
    document = ask(f"study crossover {clinic}")
    assert "association" in document["wording"]
    assert "no trial of microcurrent" in document["evidence"][0]
    assert "effect of microcurrent" in run(f"study crossover {clinic} --randomised").out


def test_a_region_without_cycles_names_those_with(run, clinic):
    fault = run(f"study responses {clinic} --region chin", exit_code=1).fault
    assert "glabella frown" in str(fault)


def test_a_folder_that_is_no_export_says_how_to_make_one(run, home):
    fault = run(f"study survival {home}", exit_code=1).fault
    assert "export --purpose research" in str(fault)


def test_nothing_is_written_over(run, clinic, home):
    assert "exists already" in str(run(f"study rehearse --out {clinic}", exit_code=1).fault)
    run(f"study plan --gain 30 --out {home / 'plan'}")
    fault = run(f"study plan --gain 30 --out {home / 'plan'}", exit_code=1).fault
    assert "holds a schedule already" in str(fault)


def test_an_order_opens_only_as_it_was_drawn(run, ask, home):
    folder = home / "plan"
    run(f"study plan --gain 30 --out {folder}")
    assert sorted(ask(f"study allocation {folder} --place 2")["cycles"]) == ["with", "without"]
    hidden = folder / "allocations.csv"
    swapped = {"with without": "without with", "without with": "with without"}
    lines = hidden.read_text().splitlines()
    place, cycles, salt = lines[2].split(",")
    hidden.write_text("\n".join([*lines[:2], f"{place},{swapped[cycles]},{salt}", *lines[3:]]))
    fault = run(f"study allocation {folder} --place 2", exit_code=1).fault
    assert "not as it was drawn" in str(fault)
    assert "holds no schedule" in str(run(f"study allocation {home} --place 1", exit_code=1).fault)


def test_a_gain_beyond_reach_is_refused_with_advice(run):
    assert "more cycles" in run("study plan --gain 1 --sd-within 40", exit_code=1).err


def test_a_reading_set_needs_its_key(run, clinic, home):
    run(f"study reading draw {clinic} --pairs 10 --out {home / 'set'}")
    shown = (home / "set" / "set.csv").read_text().splitlines()
    assert shown[0] == "item_number,position,rater_number,grade"
    words = (
        f"study reading score {clinic} --key {home / 'set' / 'set.csv'} --grades {home / 'x.csv'}"
    )
    (home / "x.csv").write_text("rater_number,item_number,position,grade\n1,1,first,2\n")
    assert "not the key" in str(run(words, exit_code=1).fault)
