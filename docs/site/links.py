"""``python -m docs.site.links MAP``: every link in a built site leads to a file that is there, and to a place in it that has that name."""

import sys
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class _Lezer(HTMLParser):
    """What a page points to, and what in it can be pointed to."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One element."""
        for naam, waarde in attrs:
            if naam in ("href", "src") and waarde:
                self.links.append(waarde)
            elif naam == "id" and waarde:
                self.ids.add(waarde)


def kapot(site: Path) -> Iterator[str]:
    """Of each link that leads nowhere: the page, and the link. Links to another host are not followed."""
    for pagina in sorted(site.rglob("*.html")):
        for link in dict.fromkeys(_gelezen(pagina).links):
            if not _klopt(link, pagina, site):
                yield f"{pagina.relative_to(site).as_posix()}: {link}"


@cache
def _gelezen(pagina: Path) -> _Lezer:
    lezer = _Lezer()
    lezer.feed(pagina.read_text(encoding="utf-8"))
    return lezer


def _klopt(link: str, pagina: Path, site: Path) -> bool:
    delen = urlsplit(link)
    if delen.scheme or delen.netloc:
        return True
    begin = site if delen.path.startswith("/") else pagina.parent
    doel = (begin / unquote(delen.path).lstrip("/")).resolve() if delen.path else pagina
    doel = doel / "index.html" if doel.is_dir() else doel
    if not doel.is_relative_to(site.resolve()) or not doel.is_file():
        return False
    return not delen.fragment or doel.suffix != ".html" or unquote(delen.fragment) in _gelezen(doel).ids | {"__skip"}


def main() -> int:
    """Say what is broken; 1 when something is."""
    site = Path(sys.argv[1]).resolve()
    gevonden = list(kapot(site))
    print("\n".join([*gevonden, f"{sum(1 for _ in site.rglob('*.html'))} bladzijden, {len(gevonden)} kapotte links"]))
    return 1 if gevonden else 0


if __name__ == "__main__":
    sys.exit(main())
