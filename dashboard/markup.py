"""Pieces of HTML that every page may need; needs no measuring code, so it loads at once."""

from collections.abc import Sequence
from html import escape


def paragraph(text: str, kind: str) -> str:
    """One paragraph of a named style."""
    return f'<p class="rh-{kind}">{escape(text)}</p>'


def empty(title: str, advice: str) -> str:
    """Say that there is nothing to show, and what to do about it."""
    return f'<div class="rh-empty"><h2>{escape(title)}</h2><p>{escape(advice)}</p></div>'


def tips(title: str, advice: Sequence[tuple[str, str]]) -> str:
    """Pieces of advice side by side, each with a heading."""
    items = "".join(
        f"<li><strong>{escape(head)}</strong><span>{escape(body)}</span></li>"
        for head, body in advice
    )
    return f'<section class="rh-tips"><h2>{escape(title)}</h2><ul>{items}</ul></section>'


def waiting(title: str, step: str, advice: str = "", *, done: int = 0, total: int = 0) -> str:
    """Lines that draw themselves, and a bar where the amount of work is known."""
    small = paragraph(advice, "small") if advice else ""
    bar = f'<progress max="{total}" value="{done}"></progress>' if total else ""
    return (
        '<div class="rh-wait" role="status"><div class="rh-lines"><i></i><i></i><i></i></div>'
        f"<h2>{escape(title)}</h2>{bar}<p>{escape(step)}</p>{small}</div>"
    )


def note(title: str, advice: str, *, severity: str, role: str = "note") -> str:
    """One statement with what to do about it; the role ``"alert"`` is read aloud at once."""
    return (
        f'<div class="rh-note {severity}" role="{role}"><strong>{escape(title)}</strong>'
        f"<span>{escape(advice)}</span></div>"
    )
