"""What a forger would do, for the demo: change a signed message on its way."""

from dataclasses import replace
from datetime import UTC, datetime

from verwijsindex.cli.verbinding import zoek_gebruiker
from verwijsindex.client.codec import schrijf
from verwijsindex.client.exchange import POLICY, Kanaal, laad_ondertekenaar, laad_trust
from verwijsindex.client.tls import tls_context
from verwijsindex.client.transport import Transport
from verwijsindex.contract.operaties import MELDINGEN, operatie
from verwijsindex.sandbox.beschreven import Beschrijving
from verwijsindex.sandbox.wereld import INDEX
from verwijsindex.security.reply import AntwoordOntvanger
from verwijsindex.security.sign import GetekendBericht, Ondertekenaar


def verstuur_vervalst(beschrijving: Beschrijving, gebruiker: str, *, van: str, naar: str) -> None:
    """Sign a good MeldJeugdige for BSN ``van``, put ``naar`` in its place, and send that. Raises what the client raises."""
    gevonden = zoek_gebruiker(beschrijving, gebruiker)
    partner = gevonden.partner
    transport = Transport(tls_context(partner.certificaat, partner.sleutel, beschrijving.ca), seconden=10)
    kanaal = Kanaal(
        ondertekenaar=_Vervalser(laad_ondertekenaar(partner.certificaat, partner.sleutel), van.encode(), naar.encode()),
        ontvanger=AntwoordOntvanger(policy=POLICY, trust=laad_trust(beschrijving.ca), klok=_nu, server_oin=INDEX.oin),
        transport=transport,
        adressen={MELDINGEN: beschrijving.url.meldingen},
        server_oin=INDEX.oin,
        klok=_nu,
    )
    stuur = {"verzenderOin": partner.oin, "instantieId": gevonden.mandaat.instantie_id, "gebruikerId": gebruiker, "rol": "MELDER"}
    meld = operatie("MeldJeugdige")
    try:
        kanaal.vraag(meld, schrijf(meld, {"stuurgegevens": stuur, "partnerMeldingId": "vervalst", "jeugdige": {"bsn": van}}))
    finally:
        transport.sluit()


class _Vervalser(Ondertekenaar):
    """Signs, and then changes what was signed."""

    def __init__(self, echt: Ondertekenaar, van: bytes, naar: bytes) -> None:
        self._echt, self._van, self._naar = echt, van, naar

    @property
    def oin(self) -> str:
        return self._echt.oin

    def verzoek(self, body: bytes, *, action: str, to: str, message_id: str, van: str | None, nu: datetime) -> GetekendBericht:
        bericht = self._echt.verzoek(body, action=action, to=to, message_id=message_id, van=van, nu=nu)
        return replace(bericht, bytes=bericht.bytes.replace(self._van, self._naar))


def _nu() -> datetime:
    return datetime.now(UTC)
