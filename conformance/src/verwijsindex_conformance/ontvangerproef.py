"""What a case of the role ontvanger gets: the suite plays the index, and brings signalen to a service of the partner system under test."""

import ssl
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import uuid4

from lxml import etree

from verwijsindex_conformance.antwoord.fout import Fout
from verwijsindex_conformance.bericht.breuken import Breuk
from verwijsindex_conformance.bericht.teken import maak_bericht
from verwijsindex_conformance.contractbestanden import ONTVANGSTDIENST
from verwijsindex_conformance.doel import Doel, Gebruiker, Partner
from verwijsindex_conformance.doelsleutels import DoelOnjuist
from verwijsindex_conformance.gesprek import Gesprek, Ontvangen, gewone_koppen
from verwijsindex_conformance.namespaces import TYPEN
from verwijsindex_conformance.nep.inhoud import vul_signaal
from verwijsindex_conformance.nep.staat import Signaal, nu
from verwijsindex_conformance.oordeel import eis
from verwijsindex_conformance.tlsproef import antwoord_over
from verwijsindex_conformance.verbinding import Koppen, pad_van
from verwijsindex_conformance.verslag.herkomst import suiteversie


def draai_om(doel: Doel) -> Doel:
    """The same target as a service that the index calls: the partner system answers, and the index asks. Raises DoelOnjuist."""
    if doel.index is None:
        raise DoelOnjuist("index: de toets speelt de index en heeft daarvan het certificaat en de sleutel nodig (certificaat, sleutel)")
    if doel.systeem is None or not doel.systeem.postbus:
        raise DoelOnjuist("partner.postbus: ontbreekt; de toets stuurt signalen naar een postbus die het partnersysteem kent")
    if ONTVANGSTDIENST.naam not in doel.adressen:
        raise DoelOnjuist(f"adressen.{ONTVANGSTDIENST.naam}: ontbreekt; dit is het adres waar het partnersysteem signalen ontvangt")
    wie = Gebruiker(doel.index, "verwijsindex", "MELDER", None, None, None, bsn_gerechtigd=False)
    return replace(doel, oin=doel.systeem.oin, gebruikers=(wie,))


class Ontvangerproef:
    """One run of one case."""

    def __init__(self, doel: Doel) -> None:
        self.doel = draai_om(doel)
        assert doel.systeem is not None
        self.postbus = dict(doel.systeem.postbus)
        self.index = doel.oin
        self.gesprek = Gesprek(self.doel)
        self._volgnummer = 0

    @property
    def wie(self) -> Gebruiker:
        """The index, as whoever sends."""
        return self.doel.gebruikers[0]

    def ruim_op(self) -> None:
        """Close the connections; what was received stays with the partner system."""
        self.gesprek.sluit()

    def levering(self, *signalen: etree._Element, postbus: dict[str, str] | None = None, oin: str | None = None) -> etree._Element:
        """OntvangSignalen of these signalen, all for one mailbox: that of doel.yaml, unless told otherwise."""
        namespace = ONTVANGSTDIENST.namespace
        verzoek = etree.Element(f"{{{namespace}}}OntvangSignalen", nsmap={None: namespace, "typ": TYPEN})
        stuur = etree.SubElement(verzoek, f"{{{namespace}}}stuurgegevens")
        velden = {
            "verzenderOin": oin or self.index,
            "berichtId": str(uuid4()),
            "tijdstip": f"{nu():%Y-%m-%dT%H:%M:%SZ}",
            "versie": suiteversie(),
        }
        for naam, waarde in velden.items():
            etree.SubElement(stuur, f"{{{namespace}}}{naam}").text = waarde
        for signaal in signalen:
            deel = etree.SubElement(verzoek, f"{{{namespace}}}levering")
            bak = etree.SubElement(deel, f"{{{namespace}}}postbus")
            for naam, waarde in (self.postbus if postbus is None else postbus).items():
                etree.SubElement(bak, f"{{{namespace}}}{naam}").text = waarde
            deel.append(etree.fromstring(etree.tostring(signaal)))
        return verzoek

    def signaal(self, soort: str = "ZELFDE_JEUGDIGE") -> etree._Element:
        """A signaal that was not there before."""
        self._volgnummer += 1
        element = etree.Element(f"{{{ONTVANGSTDIENST.namespace}}}signaal", nsmap={"typ": TYPEN})
        vul_signaal(element, Signaal(str(uuid4()), self._volgnummer, soort, str(uuid4())))
        return element

    def uitkomsten(self, verzoek: etree._Element) -> list[str]:
        """Bring it in a good message; what became of each signaal, in the order of the request. Raises Gezakt."""
        return self._lees_uitkomsten(verzoek, self.gesprek.vraag(self.wie, verzoek))

    def uitkomsten_van(self, ontvangen: Ontvangen, verzoek: etree._Element) -> list[str]:
        """The same of what was sent in another way. Raises Gezakt."""
        return self._lees_uitkomsten(verzoek, self.gesprek.geaccepteerd(ontvangen))

    def _lees_uitkomsten(self, verzoek: etree._Element, antwoord: etree._Element) -> list[str]:
        regels = [(een.findtext("{*}signaalId"), een.findtext("{*}uitkomst") or "") for een in antwoord.iterfind("{*}resultaat")]
        gebracht = [een.text for een in verzoek.iter(f"{{{TYPEN}}}signaalId")]
        eis([id for id, _ in regels] == gebracht, "een uitkomst per signaal, in de volgorde van het verzoek (KV-39)", "andere signalen")
        return [uitkomst for _, uitkomst in regels]

    def stuur(self, verzoek: etree._Element, breuk: Breuk | None = None, **anders: Any) -> Ontvangen:
        """Send it in a message with this wrong."""
        recept = replace(self.gesprek.recept(self.wie, verzoek), **anders)
        return self.gesprek.stuur_bericht(self.wie, maak_bericht(recept if breuk is None else breuk.verander(recept)), verzoek)

    def stuur_over(self, context: ssl.SSLContext, verzoek: etree._Element, koppen: Koppen = ()) -> Ontvangen | None:
        """Send it in a good message over a connection of its own; None when nothing comes back. Raises as ``antwoord_over``."""
        bericht = maak_bericht(self.gesprek.recept(self.wie, verzoek))
        url = self.doel.adressen[ONTVANGSTDIENST.naam]
        alle = [*gewone_koppen(bericht), *koppen]
        http = antwoord_over(self.doel, url, context, lambda lijn: lijn.vraag("POST", pad_van(url), bericht.raw, alle))
        actie = ONTVANGSTDIENST.actie("OntvangSignalen")
        return None if http is None else Ontvangen(http, bericht, ONTVANGSTDIENST, actie, self.wie)

    def geweigerd(self, ontvangen: Ontvangen, codes: Sequence[str], *, techniek: bool = True) -> Fout:
        """It was refused with one of these codes, in the right form. Raises Gezakt."""
        return self.gesprek.geweigerd(ontvangen, *codes, techniek=techniek, mag_ongetekend=True)

    def nog_nieuw(self, verzoek: etree._Element) -> None:
        """Nothing of it was kept: in a good message all of it is new. Raises Gezakt."""
        eis(set(self.uitkomsten(verzoek)) == {"ONTVANGEN"}, "niets bewaard uit het geweigerde bericht", "een signaal dat al was ontvangen")


def als_partner(doel: Doel) -> Partner | None:
    """The pair of the partner system itself, when the tester gave it."""
    return None if doel.systeem is None else doel.systeem.paar
