"""``python -m tests.contract.uitgeven``: keep the contract as it is released now, to hold later changes against (docs/versies.md)."""

from collections.abc import Iterator
from pathlib import Path

from verwijsindex.contract.bestanden import wsdl
from verwijsindex.contract.operaties import CONTRACTEN
from verwijsindex.contract.vergelijken import Wijziging, vergelijk

UITGEGEVEN = Path(__file__).with_name("uitgegeven")


def geef_uit(map: Path = UITGEGEVEN) -> None:
    """Put the flat file of every service in ``map``: what partners work by from now on."""
    map.mkdir(exist_ok=True)
    for dienst in CONTRACTEN:
        (map / f"{dienst.naam}-v{dienst.versie}.wsdl").write_bytes(wsdl(dienst.naam, "plat", dienst.versie).read_bytes())


def sinds_uitgave(map: Path = UITGEGEVEN) -> Iterator[tuple[str, list[Wijziging]]]:
    """Of every released contract what changed since. Raises OSError when one of them is gone: a version stays as long as it is used."""
    for oud in sorted(map.glob("*.wsdl")):
        naam, versie = oud.stem.rsplit("-v", 1)
        yield oud.stem, vergelijk(oud, wsdl(naam, "plat", int(versie)))


if __name__ == "__main__":
    geef_uit()
