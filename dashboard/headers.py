"""What every answer of the web server tells the browser to forbid."""

from collections.abc import Mapping

_NO_STORE = {"cache-control": "no-store"}
_ALWAYS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(self), microphone=(), geolocation=()",
}
_ONE_YEAR_OF_HTTPS = {"strict-transport-security": "max-age=31536000"}

FOREVER_THE_SAME = "/static/"
"""Streamlit's own scripts and fonts, named by their content: the only thing browsers may keep."""


def headers_for(path: str, *, host: str, is_https: bool) -> Mapping[str, str]:
    """Return the headers that an answer must carry.

    Parameters
    ----------
    path : str
        What was asked for.
    host : str
        Name and port under which the browser reached Rhytid.
    is_https : bool
    """
    return {
        **_ALWAYS,
        "content-security-policy": content_policy(host),
        **({} if path.startswith(FOREVER_THE_SAME) else _NO_STORE),
        **(_ONE_YEAR_OF_HTTPS if is_https else {}),
    }


def content_policy(host: str) -> str:
    """Return the content security policy under which Streamlit works and nothing else does.

    Streamlit needs inline and evaluated scripts (charts compile themselves) and ``data:``
    connections (camera pictures). Nothing may be fetched from, sent to, or framed by another host.
    """
    return "; ".join(
        (
            "default-src 'self'",
            "script-src 'self' 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob:",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "media-src 'self' blob:",
            f"connect-src 'self' data: ws://{host} wss://{host}",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )
