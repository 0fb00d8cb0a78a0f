"""Requests and an Inzage with everything that a letter can show; all persons and numbers are made up."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

from verwijsindex.brieven.bouwstenen import Briefhoofd
from verwijsindex.domain.instantie import Contactgegevens
from verwijsindex.domain.inzage import Ingezien, IngezienMelding, Inzage, Professional, Verstrekt
from verwijsindex.domain.melding import Toestand
from verwijsindex.domain.signaal import SignaalSoort
from verwijsindex.domain.verzoek import Beslissing, Besluit, Rechtenverzoek, Verzoeker, VerzoekSoort

NU: Final = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
DAG: Final = NU.date()
ONTVANGEN: Final = date(2026, 11, 9)

ARTS: Final = Professional(
    Contactgegevens("J. de Vries", "jeugdarts", "Hoofdstraat 1, Veldwijk", "020 123 45 67", "j.devries@ggd.example"), "GGD Veldwijk"
)
COORDINATOR: Final = Professional(Contactgegevens("M. Öztürk", "coördinator", None, "020 123 45 00", None), "GGD Veldwijk")
AGENT: Final = Professional(Contactgegevens("P. Jansen", "wijkagent", None, "0900 8844", None), "Politie Veldwijk")
HUISARTS: Final = Professional(
    Contactgegevens("dr. A. van den Bergh-Oude Wolbers", "huisarts", "Praktijk De Linde", None, "praktijk@delinde.example"), None
)
REGIE: Final = Professional(Contactgegevens("Regievoerder"), None, "0363")
SCHOOL: Final = Professional(
    Contactgegevens("L. Bakker", "zorgcoördinator", None, None, "l.bakker@school.example"), "Scholengroep Noord, locatie Het Hooghuis"
)
AMBTENAAR: Final = Professional(Contactgegevens("C. de Groot", "juridisch medewerker"), None, "0363")


def verzoek(soort: VerzoekSoort = VerzoekSoort.INZAGE, verzoeker: Verzoeker = Verzoeker.VERTEGENWOORDIGER) -> Rechtenverzoek:
    """A request that just came in."""
    return Rechtenverzoek(
        id="5f0c8a52-3d7e-4a21-9c39-9a3a0a3a7c11",
        soort=soort,
        gemeentecode="0363",
        jeugdige_id="een",
        verzoeker=verzoeker,
        kenmerk="Z-2026-0417",
        ontvangen_op=ONTVANGEN,
        uiterste_dag=date(2026, 12, 9),
        geregistreerd_op=NU,
    )


def beslist(soort: VerzoekSoort, besluit: Besluit, verzoeker: Verzoeker = Verzoeker.VERTEGENWOORDIGER) -> Rechtenverzoek:
    """A request that was decided on."""
    return replace(verzoek(soort, verzoeker), beslissing=Beslissing(besluit, "B-2026-0099", date(2026, 11, 24), "ambtenaar"))


def verlengd() -> Rechtenverzoek:
    """A request whose term was extended."""
    verlenging = Beslissing(Besluit.VERLENGD, "V-2026-0012", date(2026, 12, 1), "ambtenaar")
    return replace(verzoek(VerzoekSoort.WISSING), verlenging=verlenging, uiterste_dag=date(2027, 2, 9))


def hoofd(toelichting: str | None = None) -> Briefhoofd:
    """What the college adds."""
    return Briefhoofd(date(2026, 11, 24), "Veldwijk", toelichting, "C. de Groot, juridisch medewerker")


def melding(nummer: int, melder: Professional, **anders: object) -> IngezienMelding:
    """An ACTIEF melding that nobody heard of."""
    begin = IngezienMelding(
        melding_id=f"melding-{nummer}",
        toestand=Toestand.ACTIEF,
        melder=melder,
        coordinator=None,
        meldmoment=NU - timedelta(days=40 * nummer),
        verwijderdatum=date(2028, 10, 14),
        archief_tot=None,
        verstrekt=(),
    )
    return replace(begin, **anders)


def volle_inzage() -> Inzage:
    """Three meldingen in three states, everyone who can be told, and everyone who can look."""
    dag = timedelta(days=1)
    return Inzage(
        verzoek_id="5f0c8a52-3d7e-4a21-9c39-9a3a0a3a7c11",
        kenmerk="Z-2026-0417",
        gemeentecode="0363",
        op=NU,
        meldingen=(
            melding(
                1,
                ARTS,
                coordinator=COORDINATOR,
                verstrekt=(
                    Verstrekt(SignaalSoort.ZELFDE_JEUGDIGE, AGENT, NU - 30 * dag, NU - 29 * dag),
                    Verstrekt(SignaalSoort.ZELFDE_JEUGDIGE, REGIE, NU - 30 * dag, NU - 28 * dag),
                    Verstrekt(SignaalSoort.ZELFDE_JEUGDIGE, HUISARTS, NU - 12 * dag),
                    Verstrekt(SignaalSoort.VERHUIZING, replace(REGIE, gemeentecode="0599"), NU - 5 * dag),
                    Verstrekt(SignaalSoort.GEZIN),
                ),
            ),
            melding(
                2,
                SCHOOL,
                toestand=Toestand.GEARCHIVEERD,
                archief_tot=date(2031, 3, 1),
                verstrekt=(Verstrekt(None, AGENT, NU - 30 * dag, NU - 30 * dag), Verstrekt(None, None, NU - 9 * dag, NU - 9 * dag)),
            ),
            melding(3, HUISARTS, toestand=Toestand.BEPERKT),
        ),
        ingezien=(
            Ingezien(NU - 100 * dag, "COLLEGE", "INZAGE_GEGEVEN", AMBTENAAR),
            Ingezien(NU - 50 * dag, "TOEZICHT", "TOEZICHT_INGEZIEN", None, "IGJ-2026-00812"),
            Ingezien(NU - 2 * dag, "BEHEER", "LOGBOEK_GELEZEN"),
        ),
    )


def lege_inzage() -> Inzage:
    """Nothing is kept."""
    return replace(volle_inzage(), meldingen=(), ingezien=())
