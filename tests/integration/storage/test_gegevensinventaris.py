"""The data inventory says what is stored, no more and no less (R-050, R-052)."""

import re
from pathlib import Path

import pytest
from sqlalchemy import LargeBinary

from verwijsindex.storage.schema import METADATA

INVENTARIS = Path(__file__).parents[3] / "docs" / "gegevensinventaris.md"


def inventaris() -> dict[str, dict[str, tuple[str, str]]]:
    """Per table and column the protection and the reason."""
    delen = re.split(r"^## (\w+)$", INVENTARIS.read_text(), flags=re.MULTILINE)
    return {
        tabel: {
            kolom: (bescherming.strip(), reden.strip())
            for kolom, bescherming, reden in re.findall(r"^\| (\w+) \|(.*?)\| (.+) \|$", tekst, re.M)
        }
        for tabel, tekst in zip(delen[1::2], delen[2::2], strict=True)
    }


@pytest.mark.eis("R-052")
def test_elke_kolom_staat_in_de_inventaris() -> None:
    """Tables and columns of the database and of the document are the same, in the same order."""
    werkelijk = {naam: [kolom.name for kolom in tabel.columns] for naam, tabel in METADATA.tables.items()}
    beschreven = {naam: [kolom for kolom in kolommen if kolom != "kolom"] for naam, kolommen in inventaris().items()}
    assert werkelijk == beschreven


@pytest.mark.eis("R-195")
def test_bescherming_staat_bij_wat_bytes_is() -> None:
    """Every column of bytes is secret or a keyed digest, but for the hash of a signature and the chain over what anybody may reckon."""
    beschreven = inventaris()
    onbeschermd = [
        f"{naam}.{kolom.name}"
        for naam, tabel in METADATA.tables.items()
        for kolom in tabel.columns
        if isinstance(kolom.type, LargeBinary) and beschreven[naam][kolom.name][0] not in {"G", "K"}
    ]
    assert onbeschermd == ["gezien_bericht.handtekening", "logboek.schakel", "logketen.schakel"]


@pytest.mark.eis("R-050", "R-051")
def test_van_een_melding_wordt_niet_meer_bewaard_dan_de_wet_toelaat() -> None:
    """No column of a melding or jeugdige can hold a reason, an address or a name."""
    assert {kolom.name for kolom in METADATA.tables["melding"].columns} == {
        "id",
        "jeugdige_id",
        "meldingsbevoegde",
        "partner_oin",
        "partner_melding_id",
        "meldmoment",
        "verwijderdatum",
        "verwijderd_op",
        "beperkt_door",
    }
    assert {kolom.name for kolom in METADATA.tables["jeugdige"].columns} == {
        "id",
        "bsn_kenmerk",
        "bsn",
        "uiterlijk",
        "logpseudoniem",
        "gemeentecode",
        "adres_bag",
        "adres_tekst",
        "verblijf",
        "gevolgd",
    }
