"""What a partner system does with its mailbox: fetch, keep, confirm, and notice what is missing (R-094)."""

from typing import Any

from verwijsindex_conformance.geval import Rol, geval
from verwijsindex_conformance.nep import ontvangst
from verwijsindex_conformance.nep.staat import Signaal
from verwijsindex_conformance.nep.streken import foutstreek, streek_van
from verwijsindex_conformance.oordeel import Gezakt, eis
from verwijsindex_conformance.partnerproef import Partnerproef

from .herhalen import volhard

_HAAL = "HaalSignalenOp"
_BEVESTIG = "BevestigSignalen"


def _begin(p: Partnerproef) -> None:
    p.doe("begin")


def _verwerk(p: Partnerproef) -> dict[str, Any]:
    """Let him process his mailbox; what he kept, and what he missed."""
    return dict(p.aanvaardt(volhard(lambda: p.doe("verwerk-signalen")), "de postbus").gegevens)


def _bewaarde(gegevens: dict[str, Any], signalen: list[Signaal]) -> None:
    gezegd = gegevens.get("signalen")
    if not isinstance(gezegd, list):
        raise Gezakt("welke signalen zijn bewaard", "niets")
    eis(
        sorted(map(str, gezegd)) == sorted(een.signaal_id for een in signalen),
        "elk signaal eenmaal bewaard",
        "andere signalen, of een dubbel",
    )


def _bevestigde(p: Partnerproef) -> list[str]:
    return [signaal_id for verzoek in p.verzoeken(_BEVESTIG) for signaal_id in verzoek.velden("signaalId")]


def _alles_bevestigd(p: Partnerproef, signalen: list[Signaal]) -> None:
    eis(set(_bevestigde(p)) == {een.signaal_id for een in signalen}, "precies deze signalen bevestigd (R-094)", "andere")


@geval(
    "PART-400",
    "Signalen worden opgehaald, bewaard en bevestigd",
    eisen=("R-094", "KV-27", "KV-28", "KV-54"),
    gedaan="Legt drie signalen klaar en laat het partnersysteem zijn postbus verwerken.",
    verwacht="Alle drie bewaard, alle drie bevestigd, geen nummer gemist; de verzoeken voldoen aan het schema.",
    rol=Rol.PARTNER,
)
def drie(p: Partnerproef) -> None:
    _begin(p)
    signalen = p.index.staat.leg_klaar(3)
    gegevens = _verwerk(p)
    _bewaarde(gegevens, signalen)
    _alles_bevestigd(p, signalen)
    eis(not gegevens.get("gemist"), "geen nummer gemist", "een nummer")
    p.keur(ontvangst.keur_inhoud)


@geval(
    "PART-401",
    "Uit een lege postbus wordt niets bevestigd",
    eisen=("KV-54",),
    gedaan="Laat het partnersysteem een lege postbus verwerken.",
    verwacht="Geen signalen, en geen BevestigSignalen.",
    tweeling="PART-400",
    rol=Rol.PARTNER,
)
def leeg(p: Partnerproef) -> None:
    _begin(p)
    _bewaarde(_verwerk(p), [])
    eis(not p.verzoeken(_BEVESTIG), "geen BevestigSignalen", "een bevestiging van niets")


@geval(
    "PART-402",
    "Er wordt doorgehaald tot er niets meer is",
    eisen=("R-094", "KV-27"),
    gedaan="Legt vijf signalen klaar en geeft er hoogstens twee tegelijk, met nogBeschikbaar zolang er meer zijn.",
    verwacht="Alle vijf bewaard en bevestigd.",
    rol=Rol.PARTNER,
)
def bladzijden(p: Partnerproef) -> None:
    _begin(p)
    p.index.staat.bladzijde = 2
    signalen = p.index.staat.leg_klaar(5)
    _bewaarde(_verwerk(p), signalen)
    _alles_bevestigd(p, signalen)


@geval(
    "PART-403",
    "Alleen wat is ontvangen wordt bevestigd",
    eisen=("KV-54", "R-094"),
    gedaan="Legt vier signalen klaar, geeft er twee per keer, en antwoordt op de tweede vraag met een weigering.",
    verwacht="Alleen de twee signalen die het partnersysteem kreeg, zijn bevestigd.",
    tweeling="PART-402",
    rol=Rol.PARTNER,
)
def ontvangen(p: Partnerproef) -> None:
    _begin(p)
    p.index.staat.bladzijde = 2
    signalen = p.index.staat.leg_klaar(4)
    p.index.speel(streek_van("goed"), *[foutstreek("VIR-123")] * 3, operatie=_HAAL)
    p.doe("verwerk-signalen")
    eis(set(_bevestigde(p)) <= {een.signaal_id for een in signalen[:2]}, "alleen bevestigd wat is ontvangen", "ook een ander")


@geval(
    "PART-404",
    "Uit een antwoord dat niet te vertrouwen is wordt niets bevestigd",
    eisen=("KV-54", "AANVAL-47", "WB013"),
    gedaan="Legt twee signalen klaar; de Body van het antwoord is na het tekenen ingepakt en vervangen door een andere.",
    verwacht="Niets bewaard en niets bevestigd.",
    tweeling="PART-400",
    rol=Rol.PARTNER,
)
def niet_te_vertrouwen(p: Partnerproef) -> None:
    _begin(p)
    p.index.staat.leg_klaar(2)
    p.index.altijd = streek_van("ingepakt")
    p.gelooft_niet(p.doe("verwerk-signalen"))
    eis(not p.verzoeken(_BEVESTIG), "geen bevestiging", "een bevestiging")


@geval(
    "PART-405",
    "Wat niet in het koppelvlak past wordt niet bevestigd",
    eisen=("KV-54", "KV-31", "R-150"),
    gedaan="Legt een signaal klaar; in het antwoord staat een element dat het koppelvlak niet kent.",
    verwacht="Niets bewaard en niets bevestigd.",
    tweeling="PART-400",
    rol=Rol.PARTNER,
)
def buiten_het_koppelvlak(p: Partnerproef) -> None:
    _begin(p)
    p.index.staat.leg_klaar(1)
    p.index.altijd = streek_van("extra-element")
    p.gelooft_niet(p.doe("verwerk-signalen"))
    eis(not p.verzoeken(_BEVESTIG), "geen bevestiging", "een bevestiging")


@geval(
    "PART-406",
    "Een gat in de volgnummers wordt gezien",
    eisen=("KV-30", "KV-55", "R-094"),
    gedaan="Legt twee signalen klaar, slaat een volgnummer over, legt er nog een klaar, en laat het partnersysteem zijn postbus verwerken.",
    verwacht="Het partnersysteem noemt het nummer dat ontbreekt; de andere signalen zijn bewaard en bevestigd.",
    tweeling="PART-400",
    rol=Rol.PARTNER,
)
def gat(p: Partnerproef) -> None:
    _begin(p)
    signalen = p.index.staat.leg_klaar(2)
    gemist = p.index.staat.sla_over()
    signalen += p.index.staat.leg_klaar(1)
    gegevens = _verwerk(p)
    eis(gegevens.get("gemist") == [gemist], "het volgnummer dat ontbreekt", "een ander, of geen")
    _bewaarde(gegevens, signalen)
    _alles_bevestigd(p, signalen)


@geval(
    "PART-407",
    "Een gat tussen twee keer ophalen wordt gezien",
    eisen=("KV-30", "KV-55", "R-094"),
    gedaan="Laat het partnersysteem twee signalen verwerken, slaat daarna een volgnummer over, en laat het het volgende signaal verwerken.",
    verwacht="De tweede keer noemt het partnersysteem het nummer dat ontbreekt.",
    tweeling="PART-400",
    rol=Rol.PARTNER,
)
def gat_tussen_twee_keer(p: Partnerproef) -> None:
    _begin(p)
    p.index.staat.leg_klaar(2)
    eis(not _verwerk(p).get("gemist"), "geen nummer gemist", "een nummer")
    gemist = p.index.staat.sla_over()
    p.index.staat.leg_klaar(1)
    eis(_verwerk(p).get("gemist") == [gemist], "het volgnummer dat ontbreekt", "een ander, of geen")


@geval(
    "PART-408",
    "Een signaal dat nog eens komt wordt niet nog eens bewaard",
    eisen=("R-094", "KV-54"),
    gedaan="Legt twee signalen klaar; op het bevestigen komt een weigering. Daarna laat de toets de postbus nog eens verwerken.",
    verwacht="Elk signaal is eenmaal bewaard, en de tweede keer wel bevestigd.",
    tweeling="PART-400",
    rol=Rol.PARTNER,
)
def nog_eens(p: Partnerproef) -> None:
    _begin(p)
    signalen = p.index.staat.leg_klaar(2)
    p.index.speel(foutstreek("VIR-123"), operatie=_BEVESTIG)
    eerste = p.doe("verwerk-signalen").gegevens.get("signalen") or []
    tweede = p.aanvaardt(p.doe("verwerk-signalen"), "de postbus").gegevens.get("signalen") or []
    _bewaarde({"signalen": [*eerste, *tweede]}, signalen)
    eis(p.index.staat.bevestigd == {een.signaal_id for een in signalen}, "beide signalen bevestigd", "niet allemaal")


@geval(
    "PART-409",
    "Een ingetrokken signaal houdt zijn nummer en wordt bevestigd",
    eisen=("R-095", "KV-30", "KV-54"),
    gedaan="Legt een gewoon signaal klaar, een dat op zijn plaats is ingetrokken en alleen een nummer heeft, en een bericht dat het eerste "
    "is ingetrokken.",
    verwacht="Alle drie bewaard en bevestigd, geen nummer gemist.",
    rol=Rol.PARTNER,
)
def ingetrokken(p: Partnerproef) -> None:
    _begin(p)
    signalen = p.index.staat.leg_klaar(1)
    signalen += p.index.staat.leg_klaar(1, "INGETROKKEN")
    signalen += p.index.staat.leg_klaar(1, "INGETROKKEN", betreft=signalen[0].signaal_id)
    gegevens = _verwerk(p)
    _bewaarde(gegevens, signalen)
    _alles_bevestigd(p, signalen)
    eis(not gegevens.get("gemist"), "geen nummer gemist", "een nummer")


@geval(
    "PART-410",
    "Wie geen antwoord kreeg op zijn bevestiging, bevestigt opnieuw",
    eisen=("KV-52", "R-094"),
    gedaan="Legt twee signalen klaar; de index verwerkt de bevestiging, maar de verbinding eindigt zonder antwoord.",
    verwacht="Elk signaal is eenmaal bewaard, en het partnersysteem komt er goed uit.",
    tweeling="PART-400",
    rol=Rol.PARTNER,
)
def bevestiging_zonder_antwoord(p: Partnerproef) -> None:
    _begin(p)
    signalen = p.index.staat.leg_klaar(2)
    p.speel("zwijgt", operatie=_BEVESTIG)
    bewaard: list[object] = []

    def poging() -> Any:
        conclusie = p.doe("verwerk-signalen")
        bewaard.extend(conclusie.gegevens.get("signalen") or [])
        return conclusie

    p.aanvaardt(volhard(poging), "de postbus")
    _bewaarde({"signalen": bewaard}, signalen)
    eis(p.index.staat.bevestigd == {een.signaal_id for een in signalen}, "beide signalen bevestigd", "niet allemaal")


@geval(
    "PART-411",
    "Voor het bevestigen is er bewaard",
    eisen=("KV-54", "R-094"),
    gedaan="Legt een signaal klaar en kijkt in welke volgorde het partnersysteem vraagt.",
    verwacht="Eerst HaalSignalenOp, daarna pas BevestigSignalen.",
    rol=Rol.PARTNER,
)
def volgorde(p: Partnerproef) -> None:
    _begin(p)
    p.index.staat.leg_klaar(1)
    _verwerk(p)
    namen = [een.verzoek.operatie for een in p.gehoord() if een.verzoek is not None]
    eis(_BEVESTIG in namen and namen.index(_HAAL) < namen.index(_BEVESTIG), "eerst ophalen, dan bevestigen", "anders")
