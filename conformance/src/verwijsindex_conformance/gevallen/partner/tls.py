"""The connection that a partner system makes (WT001, TLS001 to TLS006)."""

import ssl
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from verwijsindex_conformance.bericht.vreemde_ca import als_server
from verwijsindex_conformance.geval import Rol, geval
from verwijsindex_conformance.nep import ontvangst
from verwijsindex_conformance.oordeel import Onbeslist, Overgeslagen, eis
from verwijsindex_conformance.partnerproef import Partnerproef


@geval(
    "PART-040",
    "De verbinding is tweezijdig, met TLS 1.2 of 1.3",
    eisen=("WT001", "TLS001", "TLS002", "TLS004", "R-154"),
    gedaan="Laat het partnersysteem de verbinding controleren en kijkt met welk certificaat het dat doet.",
    verwacht="TLS 1.2 of 1.3, en een certificaat met een OIN onder de CA uit doel.yaml.",
    rol=Rol.PARTNER,
)
def tweezijdig(p: Partnerproef) -> None:
    p.aanvaardt(p.doe("controleer"))
    p.keur(ontvangst.keur_tls)


@geval(
    "PART-041",
    "Een server met een certificaat van een vreemde CA krijgt niets",
    eisen=("WT001", "TLS001", "WT004"),
    gedaan="De index toont een TLS-certificaat met zijn eigen naam, uitgegeven door een CA die niemand kent.",
    verwacht="Het partnersysteem stuurt geen bericht en zegt dat het geen antwoord kreeg.",
    tweeling="PART-040",
    rol=Rol.PARTNER,
)
def vreemde_server(p: Partnerproef) -> None:
    with TemporaryDirectory() as map:
        paar = als_server(p.index.afspraak.paar)
        for naam, inhoud in (("s.pem", paar.certificaat), ("s.key", paar.sleutel)):
            Path(map, naam).write_bytes(inhoud)
        _stuurt_niets(p, lambda: setattr(p.index, "tls_paar", (f"{map}/s.pem", f"{map}/s.key")))


@geval(
    "PART-042",
    "Een server met het certificaat van een ander krijgt niets",
    eisen=("WT001", "TLS001"),
    gedaan="De index toont het TLS-certificaat van een partner: van de goede CA, maar niet op naam van de host.",
    verwacht="Het partnersysteem stuurt geen bericht en zegt dat het geen antwoord kreeg.",
    tweeling="PART-040",
    rol=Rol.PARTNER,
)
def andere_host(p: Partnerproef) -> None:
    anderen = [*p.doel.partners, *([p.doel.systeem.paar] if p.doel.systeem and p.doel.systeem.paar else [])]
    if not anderen:
        raise Overgeslagen("doel.yaml noemt geen certificaat van een partner, met zijn sleutel")
    _stuurt_niets(p, lambda: setattr(p.index, "tls_paar", (str(anderen[0].certificaat), str(anderen[0].sleutel))))


@geval(
    "PART-043",
    "Met TLS 1.1 wordt geen verbinding gemaakt",
    eisen=("WT001", "TLS003", "TLS004", "R-154"),
    gedaan="De index biedt alleen TLS 1.1.",
    verwacht="Het partnersysteem stuurt geen bericht en zegt dat het geen antwoord kreeg.",
    tweeling="PART-040",
    rol=Rol.PARTNER,
)
def oude_tls(p: Partnerproef) -> None:
    if not ssl.HAS_TLSv1_1:
        raise Onbeslist("deze machine kan zelf geen TLS 1.1")
    _stuurt_niets(p, lambda: setattr(p.index, "tls_versie", ssl.TLSVersion.TLSv1_1))


def _stuurt_niets(p: Partnerproef, verander: Callable[[], object]) -> None:
    verander()
    p.index.verbreek()
    conclusie = p.doe("controleer")
    eis(not p.gehoord(), "geen bericht over een verbinding die niet te vertrouwen is", "een bericht")
    p.eis_niet_aanvaard(conclusie)
