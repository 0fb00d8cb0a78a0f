"""The server under attack, as a process of its own: the real front door on a real database, that trusts the fixed test parties.

Real time stands still at the moment for which the forged messages were made; everything else is what `verwijsindex serve` does.
"""

import sys
from datetime import timedelta
from pathlib import Path

from verwijsindex.cli.logs import richt_log_in
from verwijsindex.contract.operaties import DIENSTEN, VAN_DIENST
from verwijsindex.security.intrekking import Intrekkingslijsten
from verwijsindex.security.policy import STRIKT
from verwijsindex.security.receive import Ontvanger
from verwijsindex.security.sign import Ondertekenaar
from verwijsindex.settings import lees_instellingen
from verwijsindex.soap import server
from verwijsindex.soap.dispatch import Dispatcher
from verwijsindex.soap.front import Beveiligd, Deur, Front
from verwijsindex.soap.http_limits import HttpLimits
from verwijsindex.soap.publish import Publicaties
from verwijsindex.soap.schema import Schema
from verwijsindex.wiring.context import maak_context, nieuwe_id, open_database

from ..differentieel import partijen
from ..unit.security import pki
from ..unit.security.berichten import ADRES

ONTVANG_SECONDEN = 2.0
"""So long a slow client is borne; ten in the profile, two here, for who waits for the test."""


def maak_app(toml: Path, map: Path) -> Front:
    """As `wiring.server.maak_front`, but for the fixed parties and their moment."""
    instellingen = lees_instellingen(toml)
    opslag = open_database(instellingen)
    context = maak_context(instellingen, opslag)
    ondertekenaar = Ondertekenaar(partijen.server().sleutel_pem, partijen.server().certificaat_pem)
    trust = partijen.truststore(intrekking=Intrekkingslijsten(map / "crl", respijt=timedelta(hours=1)))

    def klok() -> object:
        return pki.NU

    deuren = {}
    for dienst in DIENSTEN:
        ontvanger = Ontvanger(
            policy=STRIKT,
            trust=trust,
            replay=opslag.replay,
            klok=klok,
            acties={operatie.action: operatie.request for operatie in VAN_DIENST[dienst]},
            eigen_oin=ondertekenaar.oin,
            adressen=[ADRES],
            partners=opslag.bekende_partner,
        )
        beveiligd = Beveiligd(ontvanger, ondertekenaar, klok)
        deuren[dienst] = Deur(dienst, beveiligd, Schema(dienst.naam), Dispatcher(dienst, context))
    return Front(deuren, Publicaties("https://index.example"), nieuwe_id)


if __name__ == "__main__":
    MAP = Path(sys.argv[1])
    richt_log_in(MAP / "verwijsindex.log")
    server.serve(
        lambda _: maak_app(MAP / "verwijsindex.toml", MAP),
        host="127.0.0.1",
        poort=0,
        certificaat=MAP / "tls" / "index.pem",
        sleutel=MAP / "tls" / "index.key",
        client_ca=MAP / "tls" / "keten.pem",
        processen=int(sys.argv[2]),
        gereed=lambda url: print(url, flush=True),
        limits=HttpLimits(receive_seconds=ONTVANG_SECONDEN, linger_seconds=0.2, refused_share=0),
    )
