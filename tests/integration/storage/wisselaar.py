"""A process that reports without pause while keys are replaced; ``test_sleutelwissel`` starts two and gives orders on standard input.

In: url, key file, the file whose coming means stop, persons (number -> parents and house), and reports (reporter, number). Out: a line
when ready, and at the end a line with the id of every melding and how often one was asked for again.
"""

import json
import sys
import time
from pathlib import Path

from wereld import GEMEENTE, OIN, PERSOON, context, meld_verzoek, stuur

from verwijsindex.domain.jeugdige import RegisterPersoon, Woonadres
from verwijsindex.domain.melding import VerwijderReden
from verwijsindex.domain.nummers import Bsn
from verwijsindex.operations.context import Afzender, Context
from verwijsindex.operations.meld_jeugdige import meld_jeugdige
from verwijsindex.operations.verwijder_melding import VerwijderMelding, verwijder_melding
from verwijsindex.storage.database import open_opslag
from verwijsindex.storage.versleuteling import lees_sleutels

TUSSENTIJD = 0.02
ZELDEN = 4


def hoofd() -> None:
    url, pad, stop, personen, meldingen, weg = json.loads(sys.stdin.readline())
    opslag = open_opslag(url, lees_sleutels(Path(pad)), herlees=lambda: lees_sleutels(Path(pad)))
    buiten = context(opslag, {Bsn(bsn): _persoon(*wat) for bsn, wat in personen.items()})
    print("klaar", flush=True)
    sys.stdin.readline()
    gemeld: dict[str, str] = {}
    ronde = 0
    while not Path(stop).exists() or len(gemeld) < len(meldingen):
        if len(gemeld) < len(meldingen):
            _meld(buiten, gemeld, *meldingen[len(gemeld)])
        _herhaal(buiten, gemeld, *meldingen[ronde % len(gemeld)])
        if ronde % ZELDEN == 0:
            _meld_en_trek_in(buiten, *weg, f"kort {ronde}")
        ronde += 1
        time.sleep(TUSSENTIJD)
    print(json.dumps([gemeld, ronde]))
    opslag.sluit()


def _meld(buiten: Context, gemeld: dict[str, str], wie: str, bsn: str) -> None:
    gemeld[f"{wie} {bsn}"] = meld_jeugdige(meld_verzoek(wie, Bsn(bsn), f"{wie} {bsn}"), buiten).melding_id


def _herhaal(buiten: Context, gemeld: dict[str, str], wie: str, bsn: str) -> None:
    """Ask again for what was reported, under the same key and under another: it must be that melding."""
    naam = f"{wie} {bsn}"
    eerste, opnieuw = (meld_jeugdige(meld_verzoek(wie, Bsn(bsn), sleutel), buiten) for sleutel in (naam, f"{naam} nog eens"))
    if not gemeld[naam] == eerste.melding_id == opnieuw.melding_id or not opnieuw.reeds_gemeld:
        raise SystemExit("een melding is niet teruggevonden")


def _meld_en_trek_in(buiten: Context, wie: str, bsn: str, sleutel: str) -> None:
    gemeld = meld_jeugdige(meld_verzoek(wie, Bsn(bsn), f"{wie} {sleutel}"), buiten)
    afzender = Afzender(OIN, f"{wie}-{sleutel}", stuur(wie))
    verwijder_melding(VerwijderMelding(afzender, f"weg {wie} {sleutel}", gemeld.melding_id, VerwijderReden.NIET_TERECHT), buiten)


def _persoon(ouders: list[str], huisnummer: int | None) -> RegisterPersoon:
    adres = None if huisnummer is None else Woonadres(None, "1011AB", huisnummer)
    return RegisterPersoon(PERSOON.geboortedatum, ouders=frozenset(map(Bsn, ouders)), gemeentecode=GEMEENTE, woonadres=adres)


hoofd()
