"""MkDocs asks this module about every page: what the theme does not do for who reads English, or without a mouse."""

import re
from typing import Any

_ENGELSE_KOLOM = re.compile(r"<th>in English</th>.*?</table>", re.DOTALL)
_LAATSTE_CEL = re.compile(r"<td>(?=(?:(?!<td>).)*?</tr>)", re.DOTALL)
_BLOK = re.compile(r"<pre>(?=<span></span><code)")
_TABEL = re.compile(r"<table>(?=(?:(?!</table>|<a ).)*</table>)", re.DOTALL)


def on_page_content(html: str, **_: Any) -> str:
    """What can be too wide and scrolls is reached with the keyboard (WCAG 2.1.1), and a column in English says so (WCAG 3.1.2).

    That is code, and a table without a link to stop at.
    """
    engels = _ENGELSE_KOLOM.sub(lambda tabel: _LAATSTE_CEL.sub('<td lang="en">', tabel[0]), html)
    return _TABEL.sub('<table tabindex="0">', _BLOK.sub('<pre tabindex="0">', engels))


def on_page_context(context: dict[str, Any], page: Any, config: Any, **_: Any) -> dict[str, Any]:
    """A page in ``en/`` speaks English, buttons too (WCAG 3.1.1)."""
    config.theme["language"] = "en" if _is_engels(page) else "nl"
    return context


def on_post_page(output: str, page: Any, **_: Any) -> str:
    """The menu is Dutch on every page, and says so on an English one (WCAG 3.1.2)."""
    return (
        output.replace('<nav class="md-nav md-nav--primary', '<nav lang="nl" class="md-nav md-nav--primary') if _is_engels(page) else output
    )


def _is_engels(page: Any) -> bool:
    return bool(page.file.src_uri.startswith("en/"))
