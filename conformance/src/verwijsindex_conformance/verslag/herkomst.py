"""What a verdict was reached with: which version of the suite, by which contract."""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable


def suiteversie() -> str:
    """The version as it was installed."""
    try:
        return version("verwijsindex-conformance")
    except PackageNotFoundError:
        return "niet geïnstalleerd"


@cache
def contractsom() -> str:
    """SHA-256 over every WSDL and schema: over lines as `sha256sum` writes them, in order of name."""
    regels = sorted(_bestanden(files("verwijsindex_conformance.contract"), ""))
    som = sha256("".join(f"{som}  {naam}\n" for naam, som in regels).encode()).hexdigest()
    return f"sha256:{som}"


def _bestanden(map: Traversable, pad: str) -> Iterator[tuple[str, str]]:
    for lid in map.iterdir():
        if lid.is_dir():
            yield from _bestanden(lid, f"{pad}{lid.name}/")
        elif lid.name.endswith((".wsdl", ".xsd")):
            yield f"{pad}{lid.name}", sha256(lid.read_bytes()).hexdigest()
