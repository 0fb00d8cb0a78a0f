"""The story with zeep, the same with either transport: ControleerVerbinding to VerwijderMelding, a line of JSON after each step."""

import json
from os import environ as waarde
from typing import Any

from zeep import Client
from zeep.exceptions import Fault

STUUR = {"verzenderOin": waarde["OIN"], "instantieId": waarde["INSTANTIE"], "gebruikerId": waarde["GEBRUIKER"], "rol": "MELDER"}


def vertel(clients: dict[str, Client]) -> None:
    """Do the story; raises what zeep raises."""
    meldingen, signalen = (_dienst(clients[naam], naam) for naam in ("MELDINGEN", "SIGNALEN"))
    sleutel = waarde["VOORVOEGSEL"]

    _zeg("verbonden", meldingen.ControleerVerbinding(STUUR))

    gemeld = meldingen.MeldJeugdige(STUUR, f"{sleutel}-1", {"bsn": waarde["BSN"]})
    _zeg("gemeld", gemeld, melding=gemeld.meldingId)

    try:
        meldingen.MeldJeugdige(STUUR, f"{sleutel}-2", {"bsn": waarde["BSN_ONGELDIG"]})
    except Fault as fout:
        [detail] = fout.detail
        typed = clients["MELDINGEN"].wsdl.types.deserialize(detail)  # typ:Fout, as the WSDL declares it
        print(json.dumps({"stap": "geweigerd", "bericht": typed.incidentId, "code": typed.code}), flush=True)

    opgehaald = signalen.HaalSignalenOp(STUUR, maxAantal=10)
    signaal = opgehaald.signaal[0]
    _zeg("opgehaald", opgehaald, signaal=signaal.signaalId, soort=signaal.soort)

    _zeg("bevestigd", signalen.BevestigSignalen(STUUR, signaalId=[signaal.signaalId]))

    verwijderd = meldingen.VerwijderMelding(STUUR, f"{sleutel}-3", gemeld.meldingId, "NIET_TERECHT")
    _zeg("verwijderd", verwijderd, melding=verwijderd.meldingId)


def _dienst(client: Client, naam: str) -> Any:
    """The service at the address to send to."""
    [binding] = client.wsdl.bindings
    return client.create_service(binding, waarde[f"NAAR_{naam}"])


def _zeg(stap: str, antwoord: Any, **velden: str) -> None:
    print(json.dumps({"stap": stap, "bericht": antwoord.stuurgegevens.berichtId, **velden}), flush=True)
