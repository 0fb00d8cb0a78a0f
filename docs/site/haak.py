"""MkDocs asks this module about every page: what the theme does not do for who reads English, or without a mouse."""

import re
from typing import Any

_BLOK = re.compile(r"<pre>(?=<span></span><code)")
_TABEL = re.compile(r"<table>(?=(?:(?!</table>|<a ).)*</table>)", re.DOTALL)


def on_page_content(html: str, **_: Any) -> str:
    """What can be too wide and scrolls is reached with the keyboard (WCAG 2.1.1): code, and a table without a link to stop at."""
    return _TABEL.sub('<table tabindex="0">', _BLOK.sub('<pre tabindex="0">', html))


def on_page_context(context: dict[str, Any], page: Any, config: Any, **_: Any) -> dict[str, Any]:
    """A page in ``en/`` speaks English, menu and buttons too (WCAG 3.1.1)."""
    config.theme["language"] = "en" if page.file.src_uri.startswith("en/") else "nl"
    return context
