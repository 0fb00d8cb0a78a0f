"""Wet BRP 2.40, Jeugdwet 7.1.2.3(1)(d): reading a list of excluded addresses, whole or not at all (R-075, R-077)."""

import csv
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from verwijsindex.domain.jeugdige import Woonadres
from verwijsindex.domain.regels.adressen import AANDUIDINGEN, bag_vorm, tekst_vorm
from verwijsindex.domain.tijd import Geldigheid
from verwijsindex.domain.uitgesloten import Bron, UitgeslotenAdres

KOLOMMEN: Final = (
    "bron",
    "gemeente",
    "vanaf",
    "tot",
    "nummeraanduiding",
    "postcode",
    "huisnummer",
    "huisletter",
    "toevoeging",
    "aanduiding",
)
"""The header of the file; its columns may stand in any order."""


class LijstOnjuist(Exception):
    """A list of excluded addresses has errors: nothing of it may be used. Its Dutch text holds line numbers and reasons."""

    def __init__(self, fouten: Sequence[tuple[int, str]]) -> None:
        super().__init__("\n".join(("de lijst is niet ingelezen:", *(f"  regel {regel}: {reden}" for regel, reden in fouten))))
        self.fouten = tuple(fouten)


def lees_lijst(tekst: str) -> tuple[UitgeslotenAdres, ...]:
    """R-075: the addresses in a CSV text with ``;`` between fields. Raises LijstOnjuist with every line that is wrong, and why."""
    regels = csv.reader(tekst.splitlines(), delimiter=";", strict=True)
    try:
        kop = [naam.strip() for naam in next(regels, [])]
        if sorted(kop) != sorted(KOLOMMEN):
            raise LijstOnjuist([(1, f"verwacht de kolommen {';'.join(KOLOMMEN)}")])
        return _lees_regels([(regels.line_num, velden) for velden in regels if any(map(str.strip, velden))], kop)
    except csv.Error:
        raise LijstOnjuist([(regels.line_num, "geen geldige CSV")]) from None


def _lees_regels(regels: Sequence[tuple[int, Sequence[str]]], kop: Sequence[str]) -> tuple[UitgeslotenAdres, ...]:
    gelezen: dict[tuple[object, ...], UitgeslotenAdres] = {}
    fouten: list[tuple[int, str]] = []
    for nummer, velden in regels:
        try:
            adres = _lees_regel(velden, kop)
            if (wie := herkenning(adres)) in gelezen:
                raise ValueError("hetzelfde adres met dezelfde bron en eerste dag staat er al")
            gelezen[wie] = adres
        except ValueError as fout:
            fouten.append((nummer, str(fout)))
    if fouten:
        raise LijstOnjuist(fouten)
    return tuple(gelezen.values())


def herkenning(adres: UitgeslotenAdres) -> tuple[object, ...]:
    """What makes two lines the same exclusion: address, who designated it and the first day; ``tot`` may be filled in later."""
    return (bag_vorm(adres.adres), tekst_vorm(adres.adres), adres.bron, adres.gemeentecode, adres.geldigheid.vanaf)


def _lees_regel(velden: Sequence[str], kop: Sequence[str]) -> UitgeslotenAdres:
    if len(velden) != len(kop):
        raise ValueError(f"verwacht {len(kop)} velden")
    veld = {naam: waarde.strip() for naam, waarde in zip(kop, velden, strict=True)}
    return UitgeslotenAdres(_adres(veld), _bron(veld), _geldigheid(veld), veld["gemeente"] or None)


def _bron(veld: Mapping[str, str]) -> Bron:
    if veld["bron"] not in set(Bron):
        raise ValueError("bron is MINISTER of COLLEGE")
    bron = Bron(veld["bron"])
    if bron is Bron.COLLEGE:
        _eis(veld, "gemeente", r"[0-9]{4}", "gemeente is een code van vier cijfers; een college hoort bij een gemeente")
    elif veld["gemeente"]:
        raise ValueError("gemeente hoort alleen bij COLLEGE")
    return bron


def _geldigheid(veld: Mapping[str, str]) -> Geldigheid:
    vanaf, tot = _dag(veld, "vanaf"), _dag(veld, "tot") if veld["tot"] else None
    if tot is not None and tot <= vanaf:
        raise ValueError("tot is de eerste dag waarop het niet meer geldt, en ligt na vanaf")
    return Geldigheid(vanaf, tot)


def _dag(veld: Mapping[str, str], naam: str) -> date:
    _eis(veld, naam, r"[0-9]{4}-[0-9]{2}-[0-9]{2}", f"{naam} is een datum: jjjj-mm-dd")
    try:
        return date.fromisoformat(veld[naam])
    except ValueError:
        raise ValueError(f"{naam} bestaat niet als datum") from None


_VORMEN: Final[Mapping[str, tuple[str, str]]] = {
    "nummeraanduiding": (r"[0-9]{4}20[0-9]{10}", "nummeraanduiding is de identificatie uit de BAG: 16 cijfers, met 20 op plaats 5 en 6"),
    "postcode": (r"[1-9][0-9]{3} ?[A-Za-z]{2}", "postcode is vier cijfers en twee letters"),
    "huisnummer": (r"[1-9][0-9]{0,4}", "huisnummer is een getal van 1 tot en met 99999"),
    "huisletter": (r"[A-Za-z]", "huisletter is een letter"),
    "toevoeging": (r"[A-Za-z0-9]{1,4}", "toevoeging is hoogstens vier letters en cijfers"),
    "aanduiding": ("|".join(AANDUIDINGEN), "aanduiding is to (tegenover) of by (bij)"),
}


def _adres(veld: Mapping[str, str]) -> Woonadres:
    """R-077: by the BAG, by postcode and house number, or both."""
    for naam, (vorm, reden) in _VORMEN.items():
        if veld[naam]:
            _eis(veld, naam, vorm, reden)
    if bool(veld["postcode"]) is not bool(veld["huisnummer"]):
        raise ValueError("postcode en huisnummer horen bij elkaar")
    if not veld["postcode"] and (veld["huisletter"] or veld["toevoeging"] or veld["aanduiding"]):
        raise ValueError("huisletter, toevoeging en aanduiding horen bij een postcode en huisnummer")
    if not veld["postcode"] and not veld["nummeraanduiding"]:
        raise ValueError("een adres heeft een nummeraanduiding, of een postcode en huisnummer, of allebei")
    return _spel(veld)


def _spel(veld: Mapping[str, str]) -> Woonadres:
    """The address, spelled in one way; what is left empty is absent."""
    return Woonadres(
        nummeraanduiding=veld["nummeraanduiding"] or None,
        postcode=veld["postcode"].replace(" ", "").upper() or None,
        huisnummer=int(veld["huisnummer"]) if veld["huisnummer"] else None,
        huisletter=veld["huisletter"].upper() or None,
        toevoeging=veld["toevoeging"].upper() or None,
        aanduiding=AANDUIDINGEN.get(veld["aanduiding"]),
    )


def _eis(veld: Mapping[str, str], naam: str, vorm: str, reden: str) -> None:
    if re.fullmatch(vorm, veld[naam]) is None:
        raise ValueError(reden)
