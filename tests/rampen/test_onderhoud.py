"""kill -9 of maintenance in the middle, again and again: nothing is lost, nothing done twice, and the end is the same (R-043, R-065)."""

import json
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from verwijsindex.domain.jeugdige import Jeugdige
from verwijsindex.domain.melding import Melding
from verwijsindex.domain.tijd import vandaag
from verwijsindex.storage.database import SqlOpslag, open_opslag
from verwijsindex.storage.versleuteling import lees_sleutels, maak_sleutels

from ..integration.storage.wereld import OIN, PERSOON, aantallen, bsn_nummers, gebruiker, nieuw_signaal, nieuwe_melding, registreer, rijen

pytestmark = [pytest.mark.traag, pytest.mark.lang, pytest.mark.eis("R-043", "R-045", "R-065", "R-111")]

WEG, AFLOPEND = 300, 60
"""Meldingen about who is 23 already, and meldingen that run out soon."""
PROCES = """
import sys
from pathlib import Path
from verwijsindex.operations.context import Context
from verwijsindex.operations.onderhoud import onderhoud
from verwijsindex.operations.ronde import Ronde
from verwijsindex.storage.database import heropen_opslag
from verwijsindex.storage.versleuteling import lees_sleutels
from verwijsindex.wiring.context import EchteKlok, echte_tijd, nieuwe_id

context = Context(heropen_opslag(sys.argv[1], lees_sleutels(Path(sys.argv[2]))), EchteKlok(), None, nieuwe_id)
assert not onderhoud(Ronde(context, context.klok.nu(), echte_tijd(), per_keer=4)).mislukt
"""


def _vul(opslag: SqlOpslag) -> None:
    registreer(opslag, gebruiker("arts"), gebruiker("collega"))
    nu = datetime.now(UTC)
    with opslag.schrijven() as transactie:
        for nummer, bsn in enumerate(bsn_nummers(900000100, WEG + AFLOPEND)):
            weg = nummer < WEG
            uiterlijk = vandaag(nu) + timedelta(days=-1 if weg else 4000)
            jeugdige = transactie.jeugdigen.bewaar(bsn, PERSOON, uiterlijk, None)
            melding = _melding(jeugdige, nu, weg=weg)
            transactie.meldingen.voeg_toe(melding, OIN)
            if weg:
                transactie.signalen.voeg_toe([nieuw_signaal(melding, melding)])
        transactie.leg_vast()


def _melding(jeugdige: Jeugdige, nu: datetime, *, weg: bool) -> Melding:
    einde = vandaag(nu) + timedelta(days=300 if weg else 10)
    return replace(nieuwe_melding(jeugdige, "arts"), meldmoment=nu - timedelta(days=400), verwijderdatum=einde)


def _stand(url: str) -> tuple[int, int]:
    """How much there still is to do: to destroy, to announce."""
    gewaarschuwd = len(rijen(url, "SELECT 1 FROM signaal WHERE soort = 'VERLOOPT'"))
    return aantallen(url, "melding")["melding"] - AFLOPEND, AFLOPEND - gewaarschuwd


def test_killed_halfway_it_resumes(database_url: str, tmp_path: Path) -> None:
    """Killed while it destroys, killed while it warns, and then let through: every melding went once, every reporter was told once."""
    maak_sleutels(tmp_path / "sleutels.json")
    opslag = open_opslag(database_url, lees_sleutels(tmp_path / "sleutels.json"))
    _vul(opslag)
    opdracht = [sys.executable, "-c", PROCES, database_url, str(tmp_path / "sleutels.json")]
    gedood = []
    for grens in ((WEG - 40, AFLOPEND), (WEG - 150, AFLOPEND), (0, AFLOPEND - 8)):
        with subprocess.Popen(opdracht) as proces:
            einde = time.monotonic() + 30
            while (stand := _stand(database_url)) > grens and proces.poll() is None and time.monotonic() < einde:
                time.sleep(0.002)
            proces.kill()
        gedood.append(stand != (0, 0))
    assert any(gedood[:2])
    subprocess.run(opdracht, check=True, timeout=60)
    assert _stand(database_url) == (0, 0)
    over = aantallen(database_url, "melding", "jeugdige", "signaal_contact", "signaal")
    assert over == {"melding": AFLOPEND, "jeugdige": AFLOPEND, "signaal_contact": 0, "signaal": WEG + AFLOPEND}
    regels = rijen(database_url, "SELECT ids, operatie FROM logboek WHERE gebeurtenis = 'MELDINGEN_VERNIETIGD'")
    vernietigd = Counter(melding for ids, _ in regels for melding in json.loads(str(ids)))
    assert (WEG, {1}) == (len(vernietigd), set(vernietigd.values()))
    nummers = [nummer for (nummer,) in rijen(database_url, "SELECT volgnummer FROM signaal ORDER BY volgnummer")]
    assert list(range(1, WEG + AFLOPEND + 1)) == nummers
    opslag.sluit()
