"""An instantie that goes to another partner system: from one day the one acts for it, and the other no longer."""

from datetime import date, timedelta

from verwijsindex_conformance.archief import middag, zet_klok_straks_terug
from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.cluster import Cluster
from verwijsindex_conformance.college import vandaag
from verwijsindex_conformance.doel import Gebruiker
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.oordeel import eis
from verwijsindex_conformance.postbus import Postbus, eigen_melding_ids
from verwijsindex_conformance.proef import NIET_TERECHT, Gemeld, Proef, lees_gemeld, veld


@geval(
    "BEH-001",
    "Na een overdracht handelt het nieuwe partnersysteem, met dezelfde meldingen",
    eisen=("R-183",),
    gedaan="Een melder meldt. Draagt zijn instantie vandaag over aan een ander partnersysteem. Vraagt daar zijn eigen meldingen op, meldt "
    "er dezelfde jeugdige en trekt er de melding in. Draagt de instantie na afloop terug over.",
    verwacht="Dezelfde melding, met hetzelfde meldingId, meldmoment en dezelfde verwijderdatum. Opnieuw melden geeft reedsGemeld true met "
    "dat meldingId. Intrekken lukt.",
)
def nieuw_systeem(p: Proef) -> None:
    wie, ander = _wie_en_een_ander(p)
    persoon = p.mensen.persoon()
    gemeld = p.meld_vers(wie, persoon)
    over = _draag_over(p, wie, ander, vandaag(p))
    eis(_datums(p, over, gemeld) == (gemeld.meldmoment, gemeld.verwijderdatum), "de melding met dezelfde datums", "andere, of geen melding")
    sleutel = p.sleutel()
    opnieuw = lees_gemeld(over, sleutel, p.gesprek.vraag(over, inhoud.melding(over, sleutel, persoon.bsn)))
    eis(opnieuw.reeds_gemeld, "reedsGemeld true", "reedsGemeld false")
    eis(opnieuw.melding_id == gemeld.melding_id, "hetzelfde meldingId", "een ander meldingId")
    p.trek_in(opnieuw)
    eis(gemeld.melding_id not in eigen_melding_ids(p, over), "geen melding meer", "zij staat er nog")


@geval(
    "BEH-002",
    "Na een overdracht kan het oude partnersysteem nergens meer bij",
    eisen=("R-183", "R-006"),
    tweeling="BEH-001",
    gedaan="Een melder meldt. Draagt zijn instantie vandaag over aan een ander partnersysteem. Meldt daarna met het oude, trekt in, vraagt "
    "eigen meldingen op, haalt signalen op en vraagt de verbinding na. Draagt de instantie na afloop terug over.",
    verwacht="Steeds VIR-122, en de melding staat er nog.",
)
def oud_systeem(p: Proef) -> None:
    wie, ander = _wie_en_een_ander(p)
    een, twee = p.mensen.personen(2)
    gemeld = p.meld_vers(wie, een)
    over = _draag_over(p, wie, ander, vandaag(p))
    for verzoek in (
        inhoud.melding(wie, p.sleutel(), twee.bsn),
        inhoud.verwijdering(wie, p.sleutel(), gemeld.melding_id, NIET_TERECHT),
        inhoud.eigen_meldingen(wie, None, 500),
        inhoud.signalen(wie),
        inhoud.verbinding(wie),
    ):
        p.gesprek.geweigerd(p.gesprek.stuur(wie, verzoek), "VIR-122")
    eis(gemeld.melding_id in eigen_melding_ids(p, over), "de melding staat er nog", "zij is weg")


@geval(
    "BEH-003",
    "Signalen gaan met een instantie mee naar het nieuwe partnersysteem",
    eisen=("R-183", "R-094"),
    cluster=Cluster.SIGNALEN,
    gedaan="Twee melders melden dezelfde jeugdige; de eerste haalt zijn signaal nog niet op. Draagt zijn instantie vandaag over aan een "
    "ander partnersysteem. Daarna melden zij, hij door het nieuwe systeem, nog een jeugdige. Draagt de instantie na afloop terug over.",
    verwacht="Bij het nieuwe systeem wachten twee signalen: een bij de melding van voor de overdracht, en een bij die van erna.",
)
def signalen_gaan_mee(p: Proef) -> None:
    wie, ander = _wie_en_een_ander(p)
    een, twee = p.mensen.personen(2)
    Postbus(p, wie)
    eerder = p.meld_vers(wie, een)
    p.meld(ander, een)
    over = _draag_over(p, wie, ander, vandaag(p))
    wacht, _ = _postbus_zoals_zij_is(p, over)
    eis(wacht == [eerder.melding_id], "het signaal van voor de overdracht, bij de eigen melding", "een ander, of geen")
    later = p.meld_vers(over, twee)
    p.meld(ander, twee)
    nu, ids = _postbus_zoals_zij_is(p, over)
    p.gesprek.vraag(over, inhoud.bevestiging(over, ids))
    eis(nu == [eerder.melding_id, later.melding_id], "ook het signaal van erna", "andere signalen")


@geval(
    "BEH-004",
    "Een overdracht gaat in op haar dag",
    eisen=("R-183", "R-004"),
    tweeling="BEH-001",
    gedaan="Een melder meldt. Draagt zijn instantie over aan een ander partnersysteem, vanaf morgen. Vraagt met elk van beide systemen "
    "eigen meldingen op: vandaag, en met de klok op morgen. Draagt de instantie na afloop terug over.",
    verwacht="Vandaag lukt het met het oude systeem en geeft het nieuwe VIR-122; morgen andersom.",
)
def op_haar_dag(p: Proef) -> None:
    wie, ander = _wie_en_een_ander(p)
    zet_klok_straks_terug(p)
    gemeld = p.meld_vers(wie, p.mensen.persoon())
    morgen = vandaag(p) + timedelta(days=1)
    over = _draag_over(p, wie, ander, morgen)
    _alleen(p, gemeld, wel=wie, niet=over)
    p.klok.zet(middag(morgen))
    _alleen(p, gemeld, wel=over, niet=wie)


def _alleen(p: Proef, gemeld: Gemeld, *, wel: Gebruiker, niet: Gebruiker) -> None:
    eis(gemeld.melding_id in eigen_melding_ids(p, wel), "de melding bij wie handelt", "geen melding")
    p.gesprek.geweigerd(p.gesprek.stuur(niet, inhoud.eigen_meldingen(niet, None, 500)), "VIR-122")


def _wie_en_een_ander(p: Proef) -> tuple[Gebruiker, Gebruiker]:
    """Whose instantie goes over, and a reporter of the partner system that it goes to."""
    p.beheer.nodig("overdracht")
    wie = p.mensen.melder_bij_instantie()
    return wie, p.mensen.andere_partner(wie)


def _draag_over(p: Proef, wie: Gebruiker, ander: Gebruiker, dag: date) -> Gebruiker:
    """The user as he acts afterwards; when the case ends, all is as it was: before what he then did is undone."""
    over = p.beheer.draag_over(wie, ander.partner, dag)
    p.straks(lambda: p.beheer.draag_over(over, wie.partner, dag))
    return over


def _datums(p: Proef, wie: Gebruiker, gemeld: Gemeld) -> tuple[str, str] | None:
    """When this melding was made and ends, as RaadpleegEigenMeldingen tells it."""
    antwoord = p.gesprek.vraag(wie, inhoud.eigen_meldingen(wie, None, 500))
    for melding in antwoord.findall("{*}melding"):
        if veld(melding, "meldingId") == gemeld.melding_id:
            return veld(melding, "meldmoment"), veld(melding, "verwijderdatum")
    return None


def _postbus_zoals_zij_is(p: Proef, wie: Gebruiker) -> tuple[list[str], list[str]]:
    """Of what waits, without acknowledging anything: the melding and the id of each."""
    signalen = p.gesprek.vraag(wie, inhoud.signalen(wie)).findall("{*}signaal")
    return [veld(een, "eigenMeldingId") for een in signalen], [veld(een, "signaalId") for een in signalen]
