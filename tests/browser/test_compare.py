"""Two photos of one's own in Chromium: uploaded, compared or refused, and kept nowhere."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ALIGNED_WITHIN_MS = 120_000
CLINIC = Path(__file__).parents[2] / "sample_images" / "clinic"


def frowns() -> list[Path]:
    """Frowning photos of one rendered client, in order of time."""
    client = sorted(folder for folder in CLINIC.iterdir() if folder.is_dir())[0]
    return sorted(client.rglob("*frown*.jpg"))


def open_compare(page: Page) -> None:
    page.get_by_role("link", name="Compare two photos").click()
    expect(page.get_by_role("heading", name="Photos that can be compared")).to_be_visible()


def upload(page: Page, first: Path, second: Path) -> None:
    fields = page.locator("input[type=file]")
    fields.nth(0).set_input_files(first)
    expect(page.get_by_role("heading", name="One more photo")).to_be_visible()
    fields.nth(1).set_input_files(second)


def test_two_photos_are_compared_without_an_account(open_clinic) -> None:
    page = open_clinic()
    open_compare(page)
    photos = frowns()
    upload(page, photos[0], photos[2])

    expect(page.locator(".rh-headline")).to_contain_text("Whole face", timeout=ALIGNED_WITHIN_MS)
    expect(page.get_by_role("rowheader", name="Between the brows")).to_be_visible()
    slider = page.get_by_role("slider", name="Move between before and after")
    slider.press("ArrowRight")
    expect(slider).to_have_value("51")
    sources = [image.get_attribute("src") or "" for image in page.locator(".photo img").all()]
    assert len(sources) == 2
    assert all(source.startswith("data:image/jpeg") for source in sources)


def test_the_same_photo_twice_is_within_error(open_clinic) -> None:
    page = open_clinic()
    open_compare(page)
    upload(page, frowns()[0], frowns()[0])

    expect(page.locator(".rh-headline")).to_contain_text(
        "no change that can be told apart", timeout=ALIGNED_WITHIN_MS
    )


def test_a_refusal_names_the_photo_and_says_what_to_do(open_clinic, tmp_path: Path) -> None:
    text = tmp_path / "portrait.jpg"
    text.write_text("not a photo")
    page = open_clinic()
    open_compare(page)
    upload(page, frowns()[0], text)

    refusal = page.locator(".rh-note.block")
    expect(refusal).to_contain_text(
        "These two photos cannot be compared", timeout=ALIGNED_WITHIN_MS
    )
    expect(refusal).to_contain_text(re.compile("later photo", re.IGNORECASE))
    expect(page.locator(".photo img")).to_have_count(0)
