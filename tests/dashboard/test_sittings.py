from dashboard.sittings import (
    COOKIE,
    FORM_S,
    IDLE_S,
    LONGEST_S,
    Sittings,
    cookie_of,
    form_token,
    is_form_of,
    new_visitor,
    set_cookie,
    visitor_of,
)


class Clock:
    def __init__(self) -> None:
        self.now_s = 1_000_000.0

    def __call__(self) -> float:
        return self.now_s


def test_a_sitting_ends_when_nothing_is_done_for_a_quarter_of_an_hour() -> None:
    clock = Clock()
    sittings = Sittings(clock)
    sittings.begin("v", "person-1")
    clock.now_s += IDLE_S - 1
    assert sittings.actor_id("v") == "person-1"
    sittings.keep_awake("v")
    clock.now_s += IDLE_S - 1
    assert sittings.actor_id("v") == "person-1"
    clock.now_s += 1
    assert sittings.actor_id("v") is None
    sittings.keep_awake("v")
    assert sittings.actor_id("v") is None


def test_a_sitting_ends_after_twelve_hours_of_work() -> None:
    clock = Clock()
    sittings = Sittings(clock)
    sittings.begin("v", "person-1")
    minutes = 0
    while sittings.actor_id("v") is not None:
        clock.now_s += 60
        minutes += 1
        sittings.keep_awake("v")
    assert minutes * 60 == LONGEST_S


def test_signing_out_ends_one_browser_and_no_other() -> None:
    sittings = Sittings(Clock())
    sittings.begin("one", "person-1")
    sittings.begin("other", "person-1")
    sittings.end("one")
    assert sittings.actor_id("one") is None
    assert sittings.actor_id("other") == "person-1"


def test_a_cookie_is_read_back_and_no_forged_one_is() -> None:
    visitor = new_visitor()
    cookie = cookie_of(visitor)
    assert visitor_of({COOKIE: cookie}) == visitor
    body, _, signature = cookie.partition(".")
    other = cookie_of(new_visitor()).partition(".")[0]
    for forged in ("", visitor, body, f"{other}.{signature}", cookie[:-1], form_token(visitor)):
        assert visitor_of({COOKIE: forged}) is None
    assert visitor_of({}) is None


def test_visitors_cannot_be_guessed() -> None:
    visitors = {new_visitor() for _ in range(1000)}
    assert len(visitors) == 1000
    assert all(len(visitor) >= 43 for visitor in visitors)  # 256 bits in base 64


def test_the_cookie_is_for_this_server_only() -> None:
    attributes = set_cookie("v", is_https=False).split("; ")[1:]
    assert attributes == ["Path=/", "HttpOnly", "SameSite=Strict"]
    assert set_cookie("v", is_https=True).endswith("; Secure")


def test_a_form_is_for_one_visitor_and_one_hour(monkeypatch) -> None:
    token = form_token("v")
    assert is_form_of("v", token)
    assert not is_form_of("w", token)
    assert not is_form_of(None, token)
    assert not is_form_of("v", "")
    assert not is_form_of("v", cookie_of("v"))
    monkeypatch.setattr(
        "itsdangerous.timed.TimestampSigner.get_timestamp", lambda _: 2_000_000_000 + FORM_S
    )
    assert not is_form_of("v", token)
