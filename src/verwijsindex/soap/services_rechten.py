"""RechtenService_v1 as Spyne sees it: in, call, out (stijl.md 5)."""

from typing import Any

from spyne import Service, rpc

from verwijsindex.operations.beslis_verzoek import beslis_verzoek
from verwijsindex.operations.geef_advies import geef_advies
from verwijsindex.operations.geef_inzage import geef_inzage
from verwijsindex.operations.registreer_verzoek import registreer_verzoek
from verwijsindex.operations.verwijder_uit_archief import verwijder_uit_archief
from verwijsindex.soap import translate_rechten as translate
from verwijsindex.soap import types
from verwijsindex.soap.beantwoord import beantwoord


class RechtenService(Service):
    """RechtenService_v1."""

    @rpc(types.RegistreerVerzoekVerzoek, _returns=types.RegistreerVerzoekAntwoord, _body_style="bare")
    def RegistreerVerzoek(spyne: Any, verzoek: Any) -> Any:
        return beantwoord(spyne, verzoek, translate.registreer_verzoek, registreer_verzoek, translate.geregistreerd)

    @rpc(types.GeefAdviesVerzoek, _returns=types.GeefAdviesAntwoord, _body_style="bare")
    def GeefAdvies(spyne: Any, verzoek: Any) -> Any:
        return beantwoord(spyne, verzoek, translate.geef_advies, geef_advies, translate.geadviseerd)

    @rpc(types.BeslisVerzoekVerzoek, _returns=types.BeslisVerzoekAntwoord, _body_style="bare")
    def BeslisVerzoek(spyne: Any, verzoek: Any) -> Any:
        return beantwoord(spyne, verzoek, translate.beslis_verzoek, beslis_verzoek, translate.beslist)

    @rpc(types.GeefInzageVerzoek, _returns=types.GeefInzageAntwoord, _body_style="bare")
    def GeefInzage(spyne: Any, verzoek: Any) -> Any:
        return beantwoord(spyne, verzoek, translate.geef_inzage, geef_inzage, translate.inzage)

    @rpc(types.VerwijderUitArchiefVerzoek, _returns=types.VerwijderUitArchiefAntwoord, _body_style="bare")
    def VerwijderUitArchief(spyne: Any, verzoek: Any) -> Any:
        return beantwoord(spyne, verzoek, translate.verwijder_uit_archief, verwijder_uit_archief, translate.uit_archief)
