"""The practitioner's pages in Chromium: what waits, a new visit with real photos, a treatment."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LOOKED_AT_WITHIN_MS = 120_000
MEASURED_WITHIN_MS = 180_000
PHOTOS = Path(__file__).parents[2] / "sample_images" / "clinic" / "botox_only"


def go_to(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()


def add_client(page: Page, name: str) -> None:
    page.get_by_role("button", name="New client").click()
    page.get_by_label("Name, or any name you will recognise").fill(name)
    page.get_by_role("button", name="Add client").click()
    expect(page.get_by_role("combobox", name="Client")).to_have_value(re.compile(name))


def chart_point(page: Page, x: float, y: float) -> None:
    """Click the face chart at a share of its width and height."""
    chart = page.locator(".facemap svg")
    box = chart.bounding_box()
    assert box is not None
    chart.click(position={"x": x * box["width"], "y": y * box["height"]})


def points(page: Page) -> Locator:
    return page.locator(".facemap .points g")


def test_a_visit_of_real_files_is_judged_kept_and_measured(open_clinic, tmp_path: Path) -> None:
    junk = tmp_path / "letter.jpg"
    junk.write_text("not a photo")
    page = open_clinic()
    go_to(page, "New visit")
    add_client(page, "Paula Probe")
    page.locator("input[type=file]").set_input_files([PHOTOS / "day000_frown.jpg", junk])

    good = page.locator(".rh-note.rh-good")
    expect(good).to_have_count(1, timeout=LOOKED_AT_WITHIN_MS)
    expect(page.locator(".rh-note.rh-unreadable")).to_contain_text("not a photo")
    expect(page.get_by_role("combobox", name="Kept as")).to_have_value("Frowning")
    preview = page.locator(".rh-shot img").first
    assert (preview.get_attribute("src") or "").startswith("data:image/jpeg")

    page.get_by_role("button", name="Keep the good photos (1)").click()
    expect(page.locator(".rh-note.rh-kept")).to_have_count(1)
    expect(page.get_by_text("Everything kept so far is measured.")).to_be_visible(
        timeout=MEASURED_WITHIN_MS
    )
    page.close()
    later = open_clinic()  # what was kept is in the records, whatever became of the tab
    later.get_by_label("Find a client").press_sequentially("paula")
    expect(later.locator("[class*=st-key-card-]")).to_have_count(1)
    later.get_by_role("link", name="Paula Probe").first.click()
    expect(later.locator(".rh-headline")).to_contain_text("at the first visit, the baseline")


def test_the_camera_gives_a_photo_that_is_judged_at_once(open_clinic) -> None:
    page = open_clinic(permissions=["camera"])
    go_to(page, "New visit")
    add_client(page, "Carl Camera")
    page.get_by_role("radiogroup", name="Photos come from").get_by_text("This camera").click()
    page.wait_for_function("document.querySelector('video')?.readyState === 4")
    page.get_by_role("button", name="Take Photo").click()

    verdict = page.locator(".rh-note.rh-doubtful")
    expect(verdict).to_contain_text("face", timeout=LOOKED_AT_WITHIN_MS)  # a test pattern has none
    nevertheless = page.get_by_role("button", name="Keep nevertheless")
    expect(nevertheless).to_be_disabled()
    page.get_by_role("combobox", name="Why keep it").click()
    page.get_by_role("option", name="For the record only").click()
    nevertheless.click()
    expect(page.locator(".rh-note.rh-kept")).to_have_count(1)


def test_injections_are_placed_by_mouse_and_keyboard_and_need_reasons(open_clinic) -> None:
    page = open_clinic()
    go_to(page, "Treatment")
    add_client(page, "Ines Injected")
    chart_point(page, 0.5, 0.33)
    expect(points(page)).to_have_count(1)
    page.get_by_role("button", name="Add a point").click()
    expect(points(page)).to_have_count(2)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("+")
    expect(points(page).nth(1)).to_have_attribute("aria-label", "4.5 units, Between the brows")
    expect(page.get_by_role("row", name=re.compile("In all"))).to_contain_text("8.5")

    save = page.get_by_role("button", name="Save the treatment")
    expect(save).to_be_disabled()
    expect(page.locator(".st-key-panel-rules")).to_contain_text("Not yet asked")
    for reason in page.get_by_label("Reason to go ahead").all():
        reason.fill("Asked and cleared by phone")
        reason.press("Enter")
    expect(save).to_be_enabled()
    save.click()
    expect(page.get_by_text("Saved: 8.5 U onabotulinumtoxinA")).to_be_visible()
    expect(points(page)).to_have_count(0)

    page.get_by_role("button", name="Repeat last session’s map").click()
    expect(points(page)).to_have_count(2)
    points(page).first.focus()
    page.keyboard.press("Delete")
    expect(points(page)).to_have_count(1)


def test_regions_of_a_device_are_chosen_on_the_same_chart(open_clinic) -> None:
    page = open_clinic()
    go_to(page, "Treatment")
    add_client(page, "Dora Device")
    page.get_by_role("radiogroup", name="Treatment").get_by_text("Microcurrent").click()
    chin = page.get_by_role("checkbox", name="Chin")
    chin.focus()
    page.keyboard.press("Space")
    expect(chin).to_have_attribute("aria-checked", "true")
    expect(page.get_by_text("Name the device.")).to_be_visible()


def test_today_finds_a_client_in_two_keystrokes(open_clinic) -> None:
    page = open_clinic()
    go_to(page, "Today")
    for panel in ("Visits due", "Safety findings open", "Side effects without an end"):
        expect(page.get_by_role("heading", name=re.compile(panel))).to_be_visible()

    page.get_by_label("Find a client").press_sequentially("in")
    found = page.locator(".st-key-found a")
    expect(found.first).to_be_visible()
    found.first.click()
    expect(page.get_by_role("link", name="All clients")).to_be_visible()


def test_two_visits_are_looked_at_in_five_ways(open_clinic) -> None:
    page = open_clinic()
    page.get_by_role("link", name="Ingrid Solvang").click()
    expect(page.locator(".photo.before img")).to_be_visible(timeout=LOOKED_AT_WITHIN_MS)
    ways = page.get_by_role("radiogroup", name="View")
    frame = page.locator(".slider")

    ways.get_by_text("Side by side").click()
    expect(frame).to_have_attribute("data-mode", "side")
    before, after = (page.locator(f".photo.{side}").bounding_box() for side in ("before", "after"))
    assert before is not None
    assert after is not None
    assert before["x"] + before["width"] <= after["x"]
    ways.get_by_text("Blink").click()
    expect(frame).to_have_class(re.compile("later"))
    page.get_by_role("button", name="Pause").click()
    ways.get_by_text("Lines").click()
    expect(page.locator(".kinds")).to_contain_text(re.compile(r"Faded: \d+ mm"))
    ways.get_by_text("Heat map").click()
    expect(page.locator(".heat")).to_have_attribute("src", re.compile("^data:image/png"))
