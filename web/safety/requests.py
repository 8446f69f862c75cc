"""What requests are answered at all, and the headers of every answer."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode

from web.search.request import App, Scope

# No script but our own files, nothing from elsewhere, no frame around us.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    # Everything here is public and read-only: any page may read it.
    "access-control-allow-origin": "*",
}
_CORS = {
    "access-control-allow-methods": "GET, HEAD, OPTIONS",
    "access-control-allow-headers": "*",
    "access-control-expose-headers": "Link",
    "access-control-max-age": "86400",
}
METHODS = ("GET", "HEAD")
# Of Datasette's own pages, only its files and its versions: the others show settings, threads
# and paths of the server, or belong to users who sign in, and here nobody does.
_OPEN = ("/-/static/", "/-/static-plugins/", "/-/versions.json")
# A path that no page has, for Datasette to say so in the site's own way.
_NO_PAGE = "/-/none"
_STATIC = ("/static/", "/-/static/", "/-/static-plugins/")
_STATIC_AGE = 86_400


def guard(datasette: Any) -> Callable[[App], App]:
    """ASGI: turn away what the site does not do, and put the headers on what it does."""

    def wrapper(app: App) -> App:
        async def wrapped(scope: Scope, receive: Any, send: Any) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return
            if scope["method"] == "OPTIONS":
                await _answer(send, 204, {**HEADERS, **_CORS})
                return
            if scope["method"] not in METHODS:
                await _answer(send, 405, {**HEADERS, "allow": ", ".join((*METHODS, "OPTIONS"))})
                return
            path = scope["path"]
            if path.startswith("/-/") and not path.startswith(_OPEN):
                hidden = _NO_PAGE + (".json" if path.endswith(".json") else "")
                scope = {**scope, "path": hidden, "raw_path": hidden.encode(), "query_string": b""}
            else:
                scope = _with_sound_arguments(scope)

            async def send_with_headers(message: Any) -> None:
                if message["type"] == "http.response.start":
                    message = {**message, "headers": _headers(path, message)}
                await send(message)

            await app(scope, receive, send_with_headers)

        return wrapped

    return wrapper


def _headers(path: str, message: Any) -> list[tuple[bytes, bytes]]:
    ours = dict(HEADERS)
    given = {key.lower(): value for key, value in message.get("headers", [])}
    if path.startswith(_STATIC) and message["status"] == 200 and b"cache-control" not in given:
        ours["cache-control"] = f"public, max-age={_STATIC_AGE}"
    kept = [
        (key, value)
        for key, value in message.get("headers", [])
        if key.lower().decode("latin-1") not in ours
    ]
    return [*kept, *((key.encode(), value.encode()) for key, value in ours.items())]


def _with_sound_arguments(scope: Scope) -> Scope:
    """The request without arguments on which Datasette would fail instead of refusing them."""
    query = scope.get("query_string", b"")
    if b"_" not in query:
        return scope
    pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True, errors="replace")
    sound = [pair for pair in pairs if _is_sound(*pair)]
    if sound == pairs:
        return scope
    return {**scope, "query_string": urlencode(sound).encode("ascii")}


def _is_sound(key: str, value: str) -> bool:
    if key == "_timelimit":
        return value.isascii() and value.isdigit()
    if key == "_json_infinity":
        return value.lower() in ("on", "off", "true", "false", "1", "0")
    if key == "_through":
        found = _object(value)
        return found is not None and {"table", "column", "value"} <= found.keys()
    if key.startswith("_facet") and value.startswith("{"):
        return bool({"column", "simple"} & (_object(value) or {}).keys())
    return True


def _object(text: str) -> dict[str, Any] | None:
    try:
        value = json.loads(text)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


async def _answer(send: Any, status: int, headers: dict[str, str]) -> None:
    raw = [(key.encode(), value.encode()) for key, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": b""})
