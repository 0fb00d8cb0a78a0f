"""``nep-index`` and ``nep-partner``: the other side, for who builds a partner system or an index, well or with one thing wrong."""

import argparse
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Final
from uuid import uuid4

from lxml import etree

from verwijsindex_conformance.antwoord.fout import lees_fout
from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.bericht.breuken import VERZOEKBREUKEN
from verwijsindex_conformance.bericht.teken import maak_bericht
from verwijsindex_conformance.doel import Doel, Gebruiker, Systeem
from verwijsindex_conformance.doelsleutels import DoelOnjuist
from verwijsindex_conformance.gesprek import Gesprek
from verwijsindex_conformance.lees_doel import lees_doel
from verwijsindex_conformance.nep.deur import luister
from verwijsindex_conformance.nep.index import Gehoord, NepIndex
from verwijsindex_conformance.nep.streken import GOED, STREKEN, streek_van
from verwijsindex_conformance.nep.uit import Streek
from verwijsindex_conformance.oordeel import Gezakt
from verwijsindex_conformance.systeemfout import in_woorden
from verwijsindex_conformance.toneel import afspraak_uit
from verwijsindex_conformance.verbinding import Onbereikbaar
from verwijsindex_conformance.verslag.afdekken import Afdekker

AANVAARD: Final = 0
NIET_TE_VERTROUWEN: Final = 1
FOUTEN_VAN_INDEX: Final = "\n".join(
    [
        "Wat er mis kan zijn met een antwoord (--fout):",
        *(f"  {een.naam:<24}{een.uitleg}" for een in STREKEN.values() if een is not GOED),
        f"  {'fout:CODE':<24}een fout met deze code, bijvoorbeeld fout:VIR-140",
    ]
)
FOUTEN_VAN_PARTNER: Final = "\n".join(
    ["Wat er mis kan zijn met een verzoek (--fout):", *(f"  {een.naam:<24}{een.uitleg}" for een in VERZOEKBREUKEN.values())]
)


def als_streek(naam: str) -> Streek:
    """A trick by its name. Raises ValueError."""
    try:
        return streek_van(naam)
    except LookupError:
        raise ValueError(naam) from None


def speel_index(keuzes: argparse.Namespace) -> int:
    """Answer until interrupted, or until ``--keer`` requests were answered. Raises DoelOnjuist and Onbereikbaar."""
    doel = lees_doel(keuzes.doel)
    index = NepIndex(afspraak_uit(_met_systeem(doel, keuzes.partner))[0])
    index.staat.leg_klaar(keuzes.signalen)
    if keuzes.gat:
        index.staat.sla_over()
        index.staat.leg_klaar()
    if keuzes.steeds:
        index.altijd = keuzes.fout[-1] if keuzes.fout else GOED
    else:
        index.speel(*keuzes.fout)
    klaar = threading.Event()

    def toon(een: Gehoord) -> None:
        print(regel_van(een), flush=True)
        if keuzes.keer is not None and len(index.gehoord) >= keuzes.keer:
            klaar.set()

    index.meld = toon
    host, poort = doel.verbind or (None, None)
    try:
        with luister(index, host=host, poort=poort if keuzes.poort is None else keuzes.poort) as gekregen:
            print(f"luistert op poort {gekregen}, als OIN {doel.oin}, voor OIN {index.afspraak.partner}; stop met Ctrl-C", flush=True)
            with suppress(KeyboardInterrupt):
                klaar.wait()
    except OSError as fout:
        raise Onbereikbaar(f"de nagespeelde index kan daar niet luisteren ({in_woorden(fout)})") from None
    return AANVAARD


def regel_van(een: Gehoord) -> str:
    """One request and what was done with it, without a value of a person."""
    wat = een.verzoek.operatie if een.verzoek is not None else "onleesbaar"
    oordeel = "goed" if een.mankement is None else f"verwacht {een.mankement.verwacht}, kwam {een.mankement.gekregen}"
    return f"{een.ontvangst.moment:%H:%M:%S} {wat}: {oordeel} -> HTTP {een.status}, {een.streek}"


def _met_systeem(doel: Doel, oin: str | None) -> Doel:
    """Who calls: as the command says, or doel.yaml, or else its first partner."""
    if oin is None and doel.systeem is not None:
        return doel
    gekozen = oin or next((partner.oin for partner in doel.partners), None)
    if gekozen is None:
        raise DoelOnjuist("partner: ontbreekt; noem het OIN van wie de index aanroept, hier of met --partner")
    return doel.met_systeem(Systeem(gekozen))


def speel_partner(keuzes: argparse.Namespace) -> int:
    """Send one request, or the same a few times, and show what came back. Raises DoelOnjuist and Onbereikbaar."""
    doel = lees_doel(keuzes.doel)
    gebruiker = _gebruiker(doel, keuzes.gebruiker)
    maak = VERZOEKEN[keuzes.handeling]
    gesprek = Gesprek(doel)
    try:
        return max(_vraag(gesprek, gebruiker, maak(gebruiker, keuzes), keuzes.fout) for _ in range(keuzes.keer))
    finally:
        gesprek.sluit()


def _vraag(gesprek: Gesprek, gebruiker: Gebruiker, verzoek: etree._Element, fout: str | None) -> int:
    recept = gesprek.recept(gebruiker, verzoek)
    bericht = maak_bericht(recept if fout is None else VERZOEKBREUKEN[fout].verander(recept))
    ontvangen = gesprek.stuur_bericht(gebruiker, bericht, verzoek)
    print(f"HTTP {ontvangen.http.status}")
    try:
        envelop = gesprek.lees(ontvangen)
    except Gezakt as mankement:
        print(f"niet te vertrouwen: verwacht {mankement.verwacht}, kwam {mankement.gekregen}")
        code = NIET_TE_VERTROUWEN
    else:
        geweigerd = lees_fout(envelop.kind) if envelop.is_fout else None
        print("aanvaard" if geweigerd is None else f"geweigerd: {geweigerd.tekst}")
        code = AANVAARD
    print(Afdekker().bericht(ontvangen.http.body))
    return code


def _gebruiker(doel: Doel, gezocht: str | None) -> Gebruiker:
    for een in doel.gebruikers:
        if gezocht in (None, een.gebruiker_id) and (gezocht is not None or een.rol == "MELDER"):
            return een
    raise DoelOnjuist("partners: deze gebruiker staat er niet in")


def _sleutel(keuzes: argparse.Namespace) -> str:
    return keuzes.sleutel or f"nep-{uuid4()}"


def _nodig(keuzes: argparse.Namespace, naam: str) -> Any:
    """What this request cannot do without. Raises DoelOnjuist, because whoever forgot it gets the same exit code."""
    waarde = getattr(keuzes, naam.replace("-", "_"))
    if not waarde:
        raise DoelOnjuist(f"--{naam}: hoort bij {keuzes.handeling}")
    return waarde


VERZOEKEN: Final[Mapping[str, Callable[[Gebruiker, argparse.Namespace], etree._Element]]] = {
    "controleer": lambda wie, k: inhoud.verbinding(wie),
    "meld": lambda wie, k: inhoud.melding(wie, _sleutel(k), _nodig(k, "bsn")),
    "trek-in": lambda wie, k: inhoud.verwijdering(wie, _sleutel(k), _nodig(k, "melding-id"), k.reden),
    "eigen-meldingen": lambda wie, k: inhoud.eigen_meldingen(wie, None, 500),
    "haal-signalen": lambda wie, k: inhoud.signalen(wie),
    "bevestig": lambda wie, k: inhoud.bevestiging(wie, _nodig(k, "signaal-id")),
    "historie": lambda wie, k: inhoud.historie(wie, _sleutel(k), _nodig(k, "melding-id")),
}
"""What the fake partner can ask."""
