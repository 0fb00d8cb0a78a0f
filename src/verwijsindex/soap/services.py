"""The operations as Spyne sees them: in, call, out (stijl.md 5). One class per service of the contract."""

from typing import Any, Final

from spyne import Service, rpc

from verwijsindex.contract.operaties import BELEIDSINFORMATIE, MELDINGEN, RECHTEN, REGIE, SIGNALEN, Dienst
from verwijsindex.operations.bevestig_signalen import bevestig_signalen
from verwijsindex.operations.controleer_verbinding import controleer_verbinding
from verwijsindex.operations.haal_historie_op import haal_historie_op
from verwijsindex.operations.haal_signalen_op import haal_signalen_op
from verwijsindex.operations.koppel_bsn import koppel_bsn
from verwijsindex.operations.meld_jeugdige import meld_jeugdige
from verwijsindex.operations.meld_jeugdigen import meld_jeugdigen
from verwijsindex.operations.raadpleeg_eigen_meldingen import raadpleeg_eigen_meldingen
from verwijsindex.operations.verwijder_melding import verwijder_melding
from verwijsindex.operations.wijzig_contactgegevens import wijzig_contactgegevens
from verwijsindex.soap import translate, types
from verwijsindex.soap.beantwoord import beantwoord
from verwijsindex.soap.services_rechten import RechtenService
from verwijsindex.soap.services_uit import niet_aangeboden


class MeldingenService(Service):
    """MeldingenService_v1."""

    @rpc(types.MeldJeugdigeVerzoek, _returns=types.MeldJeugdigeAntwoord, _body_style="bare")
    def MeldJeugdige(spyne: Any, verzoek: Any) -> Any:
        return beantwoord(spyne, verzoek, translate.meld_jeugdige, meld_jeugdige, translate.gemeld)

    @rpc(types.MeldJeugdigenVerzoek, _returns=types.MeldJeugdigenAntwoord, _body_style="bare")
    def MeldJeugdigen(spyne: Any, verzoek: Any) -> Any:
        return beantwoord(spyne, verzoek, translate.meld_jeugdigen, meld_jeugdigen, translate.gemeld_per_stuk)

    @rpc(types.VerwijderMeldingVerzoek, _returns=types.VerwijderMeldingAntwoord, _body_style="bare")
    def VerwijderMelding(spyne: Any, verzoek: Any) -> Any:
        return beantwoord(spyne, verzoek, translate.verwijder_melding, verwijder_melding, translate.verwijderd)

    @rpc(types.RaadpleegEigenMeldingenVerzoek, _returns=types.RaadpleegEigenMeldingenAntwoord, _body_style="bare")
    def RaadpleegEigenMeldingen(spyne: Any, verzoek: Any) -> Any:
        return beantwoord(spyne, verzoek, translate.raadpleeg_eigen_meldingen, raadpleeg_eigen_meldingen, translate.eigen_meldingen)

    @rpc(types.WijzigContactgegevensVerzoek, _returns=types.WijzigContactgegevensAntwoord, _body_style="bare")
    def WijzigContactgegevens(spyne: Any, verzoek: Any) -> Any:
        return beantwoord(spyne, verzoek, translate.wijzig_contactgegevens, wijzig_contactgegevens, translate.gewijzigd)

    @rpc(types.KoppelBsnVerzoek, _returns=types.KoppelBsnAntwoord, _body_style="bare")
    def KoppelBsn(spyne: Any, verzoek: Any) -> Any:
        return beantwoord(spyne, verzoek, translate.koppel_bsn, koppel_bsn, translate.gekoppeld)

    @rpc(types.ControleerVerbindingVerzoek, _returns=types.ControleerVerbindingAntwoord, _body_style="bare")
    def ControleerVerbinding(spyne: Any, verzoek: Any) -> Any:
        return beantwoord(spyne, verzoek, translate.afzender, controleer_verbinding, translate.verbinding)


class SignalenService(Service):
    """SignalenService_v1."""

    @rpc(types.HaalSignalenOpVerzoek, _returns=types.HaalSignalenOpAntwoord, _body_style="bare")
    def HaalSignalenOp(spyne: Any, verzoek: Any) -> Any:
        return beantwoord(spyne, verzoek, translate.haal_signalen_op, haal_signalen_op, translate.opgehaald)

    @rpc(types.BevestigSignalenVerzoek, _returns=types.BevestigSignalenAntwoord, _body_style="bare")
    def BevestigSignalen(spyne: Any, verzoek: Any) -> Any:
        return beantwoord(spyne, verzoek, translate.bevestig_signalen, bevestig_signalen, translate.bevestigd)

    @rpc(types.HaalHistorieOpVerzoek, _returns=types.HaalHistorieOpAntwoord, _body_style="bare")
    def HaalHistorieOp(spyne: Any, verzoek: Any) -> Any:
        return beantwoord(spyne, verzoek, translate.haal_historie_op, haal_historie_op, translate.historie)


SERVICES: Final[dict[Dienst, type]] = {
    MELDINGEN: MeldingenService,
    SIGNALEN: SignalenService,
    RECHTEN: RechtenService,
    REGIE: niet_aangeboden(REGIE),
    BELEIDSINFORMATIE: niet_aangeboden(BELEIDSINFORMATIE),
}
