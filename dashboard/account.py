"""The login page, for practices in which people sign in with a password."""

from functools import cache
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import parse_qsl

from anyio import CapacityLimiter, to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from dashboard import texts
from dashboard.practice import records
from dashboard.sittings import SITTINGS, form_token, is_form_of, new_visitor, set_cookie
from reports.language import known, speaking, spoken
from tracking.access import Actor

LOGIN = "/account/login"
LONGEST_FORM_BYTES = 8192

_PAGE = Template(Path(__file__).with_name("login.html").read_text(encoding="utf-8"))


async def show_login(request: Request) -> Response:
    """Show the form."""
    return _form(request)


async def sign_in(request: Request) -> Response:
    """Sign a person in as a visitor whose cookie nobody knew before, or show the form again."""
    from tracking.door import TooManyTriesError  # noqa: PLC0415 - the form is shown before

    fields = await _fields(request)
    if not is_form_of(request.state.visitor, fields.get("form", "")):
        return _form(request, "LOGIN_FORM_OLD", 403)
    address = request.client.host if request.client else ""
    try:
        actor = await to_thread.run_sync(_knock, fields, address, limiter=_one_by_one())
    except TooManyTriesError:
        return _form(request, "LOGIN_TOO_OFTEN", 429)
    if actor is None:
        return _form(request, "LOGIN_WRONG", 403)
    if not await to_thread.run_sync(_has_own_password, actor, fields, limiter=_one_by_one()):
        return _form(request, "LOGIN_CHOOSE", 403, chooses=True)
    SITTINGS.end(request.state.visitor)
    visitor = new_visitor()
    SITTINGS.begin(visitor, actor.id)
    cookie = set_cookie(visitor, is_https=request.url.scheme == "https")
    return RedirectResponse("/", 303, headers={"set-cookie": cookie})


def _knock(fields: dict[str, str], address: str) -> Actor | None:
    from tracking.door import let_in  # noqa: PLC0415 - the form is shown before

    practice = records()
    return let_in(
        practice.store,
        practice.audit,
        login=fields.get("login", ""),
        password=fields.get("password", ""),
        address=address,
    )


def _has_own_password(actor: Actor, fields: dict[str, str]) -> bool:
    """Whether a person may go on; a one-time password is only good for choosing an own one."""
    from tracking.people import (  # noqa: PLC0415 - the form is shown before
        WeakPasswordError,
        choose_password,
        must_choose,
    )

    practice = records()
    if not must_choose(practice.store, actor):
        return True
    chosen = fields.get("chosen", "")
    if chosen != fields.get("again"):
        return False
    try:
        choose_password(practice.store, practice.audit, actor, chosen)
    except WeakPasswordError:
        return False
    return True


@cache
def _one_by_one() -> CapacityLimiter:
    """Passwords are tried one after the other, so that many at once cannot outrun the count."""
    return CapacityLimiter(1)


async def _fields(request: Request) -> dict[str, str]:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LONGEST_FORM_BYTES:
            raise HTTPException(413)
    return dict(parse_qsl(body.decode("utf-8", "replace")))


def _form(
    request: Request, alarm: str = "", status: int = 200, *, chooses: bool = False
) -> Response:
    wished = request.headers.get("accept-language", "")
    with speaking(known(wished.partition(",")[0]) or "en"):
        told = f'<p class="alarm" role="alert">{escape(getattr(texts, alarm))}</p>' if alarm else ""
        page = _PAGE.substitute(
            language=spoken(),
            title=texts.LOGIN_TITLE,
            alarm=told,
            form=form_token(request.state.visitor),
            login_label=texts.LOGIN_NAME,
            password_label=texts.LOGIN_ONE_TIME if chooses else texts.LOGIN_PASSWORD,
            chosen=_chosen_fields() if chooses else "",
            submit=texts.LOGIN_SUBMIT,
            advice=texts.LOGIN_ADVICE,
        )
    return HTMLResponse(page, status)


def _chosen_fields() -> str:
    fields = (("chosen", texts.LOGIN_CHOSEN), ("again", texts.LOGIN_CHOSEN_AGAIN))
    return "".join(
        f'<label for="{name}">{escape(label)}</label><input id="{name}" name="{name}" '
        'type="password" autocomplete="new-password" required>'
        for name, label in fields
    )
