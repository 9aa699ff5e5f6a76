"""The demo clinic in Chromium: from the client list to a slider that moves."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
ALIGNED_WITHIN_MS = 120_000


def open_client(page: Page) -> None:
    """Open the page of a client who had Botox, and wait for both photos."""
    page.locator("[class*=st-key-card-]", has_text="Botox").locator("a").first.click()
    expect(page.locator(".photo.before img")).to_be_visible(timeout=ALIGNED_WITHIN_MS)


def handle(page: Page) -> Locator:
    return page.get_by_role("slider", name="Move between before and after")


def shown_of_before(page: Page) -> str:
    """Where the earlier photo is cut off, as the browser computed it."""
    cut: str = page.locator(".photo.before").evaluate("e => getComputedStyle(e).clipPath")
    return cut


def test_a_client_is_found_in_two_keystrokes(open_clinic) -> None:
    page = open_clinic()
    cards = page.locator("[class*=st-key-card-] a")
    expect(cards).to_have_count(3)
    last = cards.last.inner_text()

    page.get_by_label("Find a client").press_sequentially(last[:2])
    expect(cards.first).to_have_text(last)
    expect(cards).not_to_have_count(3)


def test_the_course_of_a_client_is_drawn(open_clinic) -> None:
    page = open_clinic()
    open_client(page)

    expect(page.locator(".rh-headline")).to_contain_text("fewer lines")
    visits = page.get_by_role("radiogroup", name="Visit").get_by_role("radio")
    expect(visits.nth(5)).to_be_visible()
    chart = page.locator("[data-testid=stVegaLiteChart]").first
    expect(chart).to_have_attribute("aria-label", re.compile("Line density by .*Treatments: "))
    expect(chart.locator(".mark-area path")).to_have_count(1)
    expect(chart.locator(".mark-rect path")).to_have_count(3)  # sets in, strongest, wears off
    expect(chart.locator(".mark-symbol path").nth(visits.count())).to_be_attached()
    for label in visits.all_inner_texts():
        assert re.search(
            r"Day \d+ · . (First visit|Fewer lines|Within error|More lines|Not)", label
        )


def test_the_slider_moves_by_keyboard(open_clinic) -> None:
    page = open_clinic()
    open_client(page)
    slider = handle(page)
    assert shown_of_before(page) == "inset(0px 50% 0px 0px)"

    slider.focus()
    for _ in range(10):
        page.keyboard.press("ArrowLeft")
    expect(slider).to_have_value("40")
    assert shown_of_before(page) == "inset(0px 60% 0px 0px)"
    expect(slider).to_have_attribute("aria-valuetext", re.compile(r"^40 %"))
    page.keyboard.press("End")
    assert shown_of_before(page) == "inset(0px 0% 0px 0px)"


def test_the_slider_follows_a_finger(open_clinic) -> None:
    page = open_clinic(**PHONE)
    open_client(page)
    slider = handle(page)
    box = slider.bounding_box()
    assert box is not None

    slider.tap(position={"x": box["width"] * 0.25, "y": box["height"] / 2})
    expect(slider).to_have_value(re.compile("^2[2-8]$"))


def test_photos_are_re_encoded_and_lines_can_be_hidden(open_clinic) -> None:
    page = open_clinic()
    open_client(page)

    for image in page.locator(".photo img").all():
        assert (image.get_attribute("src") or "").startswith("data:image/jpeg;base64,")
        assert image.evaluate("image => image.naturalWidth") > 300
    lines = page.locator(".photo.before polyline")
    expect(lines.nth(3)).to_be_attached()
    expect(lines.first).to_be_visible()
    page.get_by_text("Show detected lines").click()
    expect(lines.first).to_be_hidden()
    page.get_by_label("Show detected lines").press("Space")
    expect(lines.first).to_be_visible()


def test_another_visit_changes_sentence_photos_and_table(open_clinic) -> None:
    page = open_clinic()
    open_client(page)
    before = page.locator(".photo.after img").get_attribute("src")
    handle(page).fill("30")

    page.get_by_role("radiogroup", name="Visit").get_by_role("radio").nth(1).click()
    page.wait_for_function(
        "before => document.querySelector('.st-key-pair [data-testid=stBidiComponentIsolated]')"
        ".shadowRoot.querySelector('.photo.after img').src !== before",
        arg=before,
        timeout=ALIGNED_WITHIN_MS,
    )
    expect(handle(page)).to_have_value("30")
    expect(page.get_by_role("cell", name=re.compile("Within error|lines")).first).to_be_visible()


def test_a_phone_never_scrolls_sideways(open_clinic) -> None:
    page = open_clinic(**PHONE)
    assert_fits(page)
    open_client(page)
    assert_fits(page)
    page.get_by_role("link", name="Compare two photos").click()
    expect(page.get_by_role("heading", name="Photos that can be compared")).to_be_visible()
    assert_fits(page)


def assert_fits(page: Page) -> None:
    wider = page.evaluate(
        "() => document.querySelector('.stMain').scrollWidth - document.documentElement.clientWidth"
    )
    assert wider <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_themes_follow_the_system(open_clinic, scheme: str) -> None:
    page = open_clinic(color_scheme=scheme)
    paper = page.locator(".stApp").evaluate("e => getComputedStyle(e).backgroundColor")
    brightness = sum(int(number) for number in re.findall(r"\d+", paper)[:3])

    assert (brightness > 380) == (scheme == "light")


def test_an_unknown_client_leads_back_to_the_list(clinic: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{clinic}client?id=nobody")
    expect(page.get_by_text("This client cannot be shown")).to_be_visible()
    page.get_by_role("link", name="All clients").click()
    expect(page.get_by_role("heading", name="Clients")).to_be_visible()
    page.close()
