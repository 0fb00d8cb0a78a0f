"""Jeugdwet 7.1.2.2(3), 7.1.4.6(3), 7.1.5; AVG 12, 15-21: who may ask which college, and what it can decide (R-131, R-132, R-134..R-138)."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Final

from verwijsindex.domain.beleid import Beleidsversie
from verwijsindex.domain.instantie import Aanroeper, Convenant, Gebruiker, MandaatSoort, Rol
from verwijsindex.domain.jeugdige import RegisterPersoon
from verwijsindex.domain.melding import Melding
from verwijsindex.domain.regels.avg import Grond
from verwijsindex.domain.tijd import BrpDatum, vandaag
from verwijsindex.domain.verzoek import Besluit, Rechtenverzoek, Verzoeker, VerzoekSoort
from verwijsindex.domain.weigeringen import (
    BesluitKanNiet,
    BsnDubbel,
    BsnOnbekend,
    ElementOnjuist,
    GeboortedatumOnbruikbaar,
    GebruikerOnbekend,
    MeldingOnbekend,
    Overleden,
    RolGeeftDitRechtNiet,
    VerkeerdeVerzoeker,
    VerzoekOnbekend,
)

TE_VERNIETIGEN: Final = {
    VerzoekSoort.CORRECTIE: Grond.AVG_CORRECTIE,
    VerzoekSoort.WISSING: Grond.AVG_WISSING,
    VerzoekSoort.BEZWAAR: Grond.AVG_BEZWAAR,
}
"""What is destroyed when it is granted, and on which ground (R-137). Of a melding only that it is there can be corrected."""
TE_BLOKKEREN: Final = frozenset({VerzoekSoort.CORRECTIE, VerzoekSoort.BEZWAAR})
"""What can be blocked while the college weighs it (AVG 18(1)(a) and (d))."""


class Gevolg(StrEnum):
    """R-135..R-138: what a decision did to one melding; the words of the koppelvlak."""

    VERNIETIGD = "VERNIETIGD"
    BEPERKT = "BEPERKT"
    BEPERKING_OPGEHEVEN = "BEPERKING_OPGEHEVEN"
    ONGEWIJZIGD = "ONGEWIJZIGD"


def gemeente_van(aanroeper: Aanroeper) -> str:
    """Jeugdwet 7.1.2.2(3), R-131: the gemeente whose college is asking. Raises VIR-123 for who acts for no gemeente."""
    gebruiker = aanroeper.gebruiker
    if gebruiker.soort is not MandaatSoort.GEMEENTE or gebruiker.gemeentecode is None:
        raise RolGeeftDitRechtNiet("stuurgegevens/rol")
    return gebruiker.gemeentecode


def verantwoordelijk(convenanten: Iterable[Convenant], gemeld_op: date) -> frozenset[str]:
    """Jeugdwet 7.1.2.2(3), R-131: the gemeenten whose college answers for a melding made on ``gemeld_op`` under these agreements.

    Those with agreements in force when it was made, for as long as it is kept: what ends later leaves no melding without a college, and a
    move of the jeugdige changes nothing (R-124). Of what was made under none, as an imported melding may be: those that ever had any.
    """
    alle = list(convenanten)
    toen = frozenset(convenant.gemeentecode for convenant in alle if convenant.geldigheid.omvat(gemeld_op))
    return toen or frozenset(convenant.gemeentecode for convenant in alle)


def valt_onder(melding: Melding, convenanten: Iterable[Convenant], gemeentecode: str) -> bool:
    """Jeugdwet 7.1.2.2(3), R-131: whether the college of this gemeente answers for the melding, by the agreements of its reporter."""
    return gemeentecode in verantwoordelijk(convenanten, vandaag(melding.meldmoment))


def is_ontvangen(ontvangen_op: date, dag: date) -> None:
    """AVG 12(3), R-136: a request that came in today or before; its term runs from then. Raises DK0004."""
    if ontvangen_op > dag:
        raise ElementOnjuist("ontvangenOp")


def kan_blokkeren(soort: VerzoekSoort) -> None:
    """AVG 18(1)(a)(d), R-138: what is blocked while it is weighed is a correction or an objection. Raises DK0004."""
    if soort not in TE_BLOKKEREN:
        raise ElementOnjuist("blokkeren")


def in_register(gevonden: Sequence[RegisterPersoon], element: str) -> RegisterPersoon:
    """Jeugdwet 7.1.5.1(2), R-132: the one entry that tells how old he is. Raises VIR-102, and VIR-112 for who died (AVG, recital 27).

    Who emigrated keeps his rights as long as anything of him is kept, and who is 23 may hear that nothing is.
    """
    if len(gevonden) > 1:
        raise BsnDubbel(element)
    if not gevonden:
        raise BsnOnbekend(element)
    if gevonden[0].overleden:
        raise Overleden(element)
    return gevonden[0]


def verzoeker_van(geboren: BrpDatum, dag: date, wet: Beleidsversie) -> Verzoeker:
    """Jeugdwet 7.1.5.1(2), R-132: who asks for somebody born on this date, when the college gets it on ``dag``.

    Younger than 12 his legal representative; 12 to 15 both jointly; from 16 the jeugdige. On his birthday he has that age, counted as the
    BRP counts (R-041, R-042; keuzes.md 30).
    """
    if dag >= geboren.verjaardag(wet.leeftijd_zelf):
        return Verzoeker.JEUGDIGE
    return Verzoeker.GEZAMENLIJK if dag >= geboren.verjaardag(wet.leeftijd_samen) else Verzoeker.VERTEGENWOORDIGER


def mag_verzoeken(verzoeker: Verzoeker, geboren: BrpDatum | None, dag: date, wet: Beleidsversie, element: str) -> None:
    """Jeugdwet 7.1.5.1(2), R-132: whether he may ask on ``dag``. Raises VIR-170, or VIR-111 when no age follows from the birth date."""
    if geboren is None or geboren.na(dag):
        raise GeboortedatumOnbruikbaar(element)
    if verzoeker is not verzoeker_van(geboren, dag, wet):
        raise VerkeerdeVerzoeker("verzoeker")


def eigen_verzoek(verzoek: Rechtenverzoek | None, gemeentecode: str) -> Rechtenverzoek:
    """Jeugdwet 7.1.2.2(3), R-131: the request, when it is one to this college. Raises VIR-171, the same for unknown and another's."""
    if verzoek is None or verzoek.gemeentecode != gemeentecode:
        raise VerzoekOnbekend("verzoekId")
    return verzoek


def mag_adviseren(verzoek: Rechtenverzoek | None, melding: Melding) -> Rechtenverzoek:
    """Jeugdwet 7.1.5.2, R-135: the request on which the reporter of this melding advises, until the college decided.

    Raises VIR-171 for a request that is unknown or not about his melding, VIR-172 after the decision.
    """
    if verzoek is None or melding.id not in verzoek.melding_ids:
        raise VerzoekOnbekend("verzoekId")
    if verzoek.beslissing is not None:
        raise BesluitKanNiet("verzoekId")
    return verzoek


def is_functionaris(gebruiker: Gebruiker | None, gemeentecode: str, datum: date) -> None:
    """Jeugdwet 7.1.5.2, R-135: who decides does so for this college, with an appointment in force that day. Raises VIR-120."""
    if (
        gebruiker is None
        or gebruiker.soort is not MandaatSoort.GEMEENTE
        or gebruiker.gemeentecode != gemeentecode
        or Rol.COLLEGE not in gebruiker.rollen
        or not gebruiker.aanwijzing.omvat(datum)
    ):
        raise GebruikerOnbekend("functionarisId")


def is_besluitdag(datum: date, dag: date, ontvangen_op: date | None = None) -> None:
    """Jeugdwet 7.1.5.2, R-135: a decision of today or before, not from before its request. Raises DK0004."""
    if datum > dag or (ontvangen_op is not None and datum < ontvangen_op):
        raise ElementOnjuist("datum")


def mag_inzien(verzoek: Rechtenverzoek) -> None:
    """AVG 15, R-134: giving inzage grants the request; a second time needs a new one. Raises VIR-172."""
    if verzoek.soort is not VerzoekSoort.INZAGE or verzoek.beslissing is not None:
        raise BesluitKanNiet("verzoekId")


def is_ingewilligde_inzage(verzoek: Rechtenverzoek) -> Rechtenverzoek:
    """AVG 15, R-134: a request on which inzage was given, so that a letter may show it again. Raises VIR-172."""
    beslissing = verzoek.beslissing
    if verzoek.soort is not VerzoekSoort.INZAGE or beslissing is None or beslissing.besluit is not Besluit.TOEGEWEZEN:
        raise BesluitKanNiet("verzoekId")
    return verzoek


def gekozen_meldingen(verzoek: Rechtenverzoek, besluit: Besluit, gekozen: Sequence[str], bewaard: Collection[str]) -> frozenset[str]:
    """Jeugdwet 7.1.5.2, R-135: the meldingen that a decision is about: those named, or all of the request that are still kept.

    Only what is granted or ends can be about some: a refusal or an extension is about the whole request. Raises DK0004 otherwise, VIR-130
    for a melding that the request is not about, and for one that no longer exists.
    """
    if gekozen and besluit not in (Besluit.TOEGEWEZEN, Besluit.OPGEHEVEN):
        raise ElementOnjuist("meldingId")
    for nummer, melding_id in enumerate(gekozen, start=1):
        if melding_id not in verzoek.melding_ids or melding_id not in bewaard:
            raise MeldingOnbekend(f"meldingId[{nummer}]")
    return frozenset(gekozen or bewaard)


def mag_beslissen(verzoek: Rechtenverzoek, besluit: Besluit, dag: date, bewaard: Collection[str], *, zonder_advies: bool) -> None:
    """AVG 12(3), 18(3), Jeugdwet 7.1.5.2, R-135, R-136, R-138: whether this can be decided on ``dag``. Raises VIR-172.

    One decision; before it one extension, while the term runs; after a restriction that was granted, its end. Of a correction, erasure or
    objection every reporter has advised, or the college says that it goes without (``zonder_advies``).
    """
    if besluit is Besluit.OPGEHEVEN:
        kan = _is_beperking(verzoek) and verzoek.opheffing is None
    elif verzoek.beslissing is not None:
        kan = False
    elif besluit is Besluit.VERLENGD:
        kan = verzoek.verlenging is None and dag <= verzoek.uiterste_dag
    else:
        inzage_geven = verzoek.soort is VerzoekSoort.INZAGE and besluit is Besluit.TOEGEWEZEN
        kan = not inzage_geven and (zonder_advies or not zonder_advies_van(verzoek, bewaard))
    if not kan:
        raise BesluitKanNiet("verzoekId")


def zonder_advies_van(verzoek: Rechtenverzoek, bewaard: Collection[str]) -> frozenset[str]:
    """Jeugdwet 7.1.5.2, R-135: the meldingen that are still kept whose reporter must advise, and has not."""
    if verzoek.soort not in TE_VERNIETIGEN:
        return frozenset()
    return frozenset(advies.melding_id for advies in verzoek.adviezen if advies.advies is None and advies.melding_id in bewaard)


def _is_beperking(verzoek: Rechtenverzoek) -> bool:
    """AVG 18, R-138: whether a restriction was granted."""
    toegewezen = verzoek.beslissing is not None and verzoek.beslissing.besluit is Besluit.TOEGEWEZEN
    return toegewezen and verzoek.soort is VerzoekSoort.BEPERKING


def gevolg(voor: Melding, na: Melding | None, *, beperkt: bool) -> Gevolg:
    """AVG 17, 18, R-135, R-137, R-138: what became of a melding, as it was before and is after; ``beperkt``: by a restriction.

    What another request blocks too stays blocked when this one no longer does: for whoever looks at it nothing changed.
    """
    if na is None:
        return Gevolg.VERNIETIGD
    if beperkt:
        return Gevolg.BEPERKT
    doet_weer_mee = voor.beperkt_door is not None and na.beperkt_door is None
    return Gevolg.BEPERKING_OPGEHEVEN if doet_weer_mee else Gevolg.ONGEWIJZIGD
