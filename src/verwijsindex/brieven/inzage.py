"""The letter that gives inzage: who reported, who was told, who looked, and what one can do (AVG 15; R-134)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from verwijsindex.brieven.bouwstenen import Briefhoofd, bezwaar, maak, vragen
from verwijsindex.brieven.brief import Alinea, Brief, Deel, Feiten, Kop, Lijst, Tabel
from verwijsindex.brieven.woorden import NIET_BEKEND, STAND, dag, gemeente, met_hoofdletter, moment, organisatie, over_wie, van_wie
from verwijsindex.domain.inzage import Ingezien, IngezienMelding, Inzage, Professional, Verstrekt
from verwijsindex.domain.logboek import Gebeurtenis
from verwijsindex.domain.signaal import SignaalSoort
from verwijsindex.domain.tijd import AMSTERDAM
from verwijsindex.domain.verzoek import Rechtenverzoek, Verzoeker

_WAAROM: Final = {
    SignaalSoort.ZELFDE_JEUGDIGE: "deed ook een melding over {wie}",
    SignaalSoort.VERHUIZING: "verhuizing naar deze gemeente",
    None: "deed later een melding over {wie} en vroeg wie dat eerder deed",
}
"""Why somebody was told (Jeugdwet 7.1.2.3(1)(c), (g), 7.1.4.6(2))."""

_GEKEKEN: Final = {
    Gebeurtenis.INZAGE_GEGEVEN.value: "inzage gegeven na een verzoek",
    Gebeurtenis.TOEZICHT_INGEZIEN.value: "toezicht op de wet",
    Gebeurtenis.LOGBOEK_GELEZEN.value: "nagegaan wie de gegevens gebruikte",
}
_ROLLEN: Final = {
    "COLLEGE": "medewerker van de gemeente",
    "TOEZICHT": "toezichthouder",
    "BEHEER": "beheerder van de verwijsindex",
}


def inzagebrief(verzoek: Rechtenverzoek, inzage: Inzage, hoofd: Briefhoofd) -> Brief:
    """AVG 15, R-134: everything of the Inzage in words."""
    wie = over_wie(verzoek.verzoeker)
    lokaal = inzage.op.astimezone(AMSTERDAM)
    delen = (
        Alinea(
            f"Op {dag(verzoek.ontvangen_op)} kregen wij uw verzoek om te zien wat er in de verwijsindex over {wie} staat. In deze brief "
            f"leest u dat. Zo stond het in de verwijsindex op {dag(lokaal.date())} om {lokaal:%H.%M} uur."
        ),
        *_uitleg(),
        *_meldingen(inzage, verzoek.verzoeker),
        *_gekeken(inzage, verzoek.verzoeker),
        *_rechten(verzoek.verzoeker),
        *bezwaar(),
        *vragen(),
    )
    return maak(verzoek, hoofd, f"Wat er in de verwijsindex over {wie} staat", delen)


def _uitleg() -> Iterator[Deel]:
    """AVG 15(1)(a), (b), (g), (h): purpose, categories, source, and that no machine decides."""
    yield Kop("Wat is de verwijsindex?")
    yield Alinea(
        "De verwijsindex is een landelijk systeem. Maakt een professional zich zorgen over iemand die jonger is dan 23 jaar? Dan kan hij "
        "dat melden. Melden twee professionals dezelfde persoon, dan horen zij dat van elkaar. Zij kunnen dan samen hulp bieden. Dit staat "
        "in paragraaf 7.1 van de Jeugdwet."
    )
    yield Alinea(
        "In de verwijsindex staat alleen dát iemand heeft gemeld, en niet waarom. Van een melding bewaart zij: het burgerservicenummer of "
        "een nummer dat het vervangt, wie meldde, wanneer, en wanneer de melding verdwijnt. Deze gegevens komen van de professional en uit "
        "de Basisregistratie Personen. De verwijsindex neemt zelf geen besluiten."
    )


def _meldingen(inzage: Inzage, verzoeker: Verzoeker) -> Iterator[Deel]:
    wie = over_wie(verzoeker)
    yield Kop("Wie heeft gemeld?")
    if not inzage.meldingen:
        yield Alinea(f"Er staat geen melding over {wie} in de verwijsindex waarvoor onze gemeente verantwoordelijk is.")
    else:
        yield Alinea(f"{_er_staan(len(inzage.meldingen))} over {wie} in de verwijsindex waarvoor onze gemeente verantwoordelijk is.")
    for nummer, melding in enumerate(inzage.meldingen, start=1):
        yield Kop(f"Melding {nummer}: {_van(melding.melder)}", 3)
        yield Feiten(tuple(_feiten(melding)))
        yield from _verstrekt(nummer, melding, wie)
    yield Alinea(
        "Een gemeente is verantwoordelijk als zij afspraken heeft met de organisatie van de professional. Vielen er meldingen onder een "
        "andere gemeente, dan staan die niet in deze brief. U kunt die gemeente ook om inzage vragen."
    )


def _van(melder: Professional) -> str:
    return melder.instantie or melder.contact.functie or melder.contact.naam


def _er_staan(aantal: int) -> str:
    return "Er staat één melding" if aantal == 1 else f"Er staan {aantal} meldingen"


def _feiten(melding: IngezienMelding) -> Iterator[tuple[str, str]]:
    contact = melding.melder.contact
    yield "Gemeld door", contact.naam
    yield "Organisatie", met_hoofdletter(organisatie(melding.melder))
    for naam, waarde in (
        ("Functie", contact.functie),
        ("Locatie", contact.locatie),
        ("Telefoon", contact.telefoon),
        ("E-mail", contact.emailadres),
    ):
        if waarde is not None:
            yield naam, waarde
    if melding.coordinator is not None:
        yield "Coördinator van de organisatie", _bereikbaar(melding.coordinator)
    yield "Gemeld op", moment(melding.meldmoment)
    yield "Stand", STAND[melding.toestand]
    if melding.archief_tot is None:
        yield "Actief tot uiterlijk", f"{dag(melding.verwijderdatum)}; daarna in het archief"
    else:
        yield "In het archief tot uiterlijk", f"{dag(melding.archief_tot)}; daarna vernietigd"


def _bereikbaar(wie: Professional) -> str:
    return ", ".join(deel for deel in (wie.contact.naam, wie.contact.telefoon, wie.contact.emailadres) if deel is not None)


def _verstrekt(nummer: int, melding: IngezienMelding, wie: str) -> Iterator[Deel]:
    """AVG 15(1)(c): the recipients; of the family only that somebody was told."""
    bij_naam = [v for v in melding.verstrekt if v.soort is not SignaalSoort.GEZIN]
    if bij_naam:
        yield Tabel(
            f"Wie bericht kreeg van melding {nummer}",
            ("Wie", "Organisatie", "Waarom", "Bericht klaar", "Bericht gelezen"),
            tuple(_ontvanger(v, wie) for v in bij_naam),
        )
    if len(bij_naam) < len(melding.verstrekt):
        yield Alinea(
            "Er is ook bericht gegaan naar een professional die betrokken is bij iemand anders in het gezin. Dat bericht zegt wie melding "
            f"{nummer} deed, en dat het om een ander lid van het gezin gaat. Wie het kreeg mogen wij niet vertellen, want dat zegt iets "
            "over die ander."
        )
    elif not bij_naam:
        yield Alinea("Niemand heeft van deze melding bericht gekregen.")


def _ontvanger(verstrekt: Verstrekt, wie: str) -> tuple[str, ...]:
    naam = NIET_BEKEND if verstrekt.aan is None else verstrekt.aan.contact.naam
    waar = NIET_BEKEND if verstrekt.aan is None else met_hoofdletter(organisatie(verstrekt.aan))
    return naam, waar, _waarom(verstrekt, wie), _of(verstrekt.op, "onbekend"), _of(verstrekt.opgehaald_op, "nog niet")


def _waarom(verstrekt: Verstrekt, wie: str) -> str:
    aan_gemeente = verstrekt.aan is not None and verstrekt.aan.instantie is None and verstrekt.aan.gemeentecode is not None
    if aan_gemeente and verstrekt.soort is SignaalSoort.ZELFDE_JEUGDIGE:
        return "let erop dat professionals contact hebben"
    return _WAAROM.get(verstrekt.soort, "kreeg bericht").format(wie=wie)


def _of(op: datetime | None, anders: str) -> str:
    return anders if op is None else moment(op)


def _gekeken(inzage: Inzage, verzoeker: Verzoeker) -> Iterator[Deel]:
    yield Kop(f"Wie heeft de gegevens {van_wie(verzoeker)} bekeken?")
    yield Alinea(
        "Professionals kunnen niet zoeken in de verwijsindex. Zij zien alleen hun eigen meldingen en de berichten die hierboven staan. "
        "Een gemeente of toezichthouder mag gegevens bekijken als de wet dat toestaat. Elke keer wordt vastgelegd."
    )
    if inzage.ingezien:
        rijen = tuple(_kijker(i) for i in inzage.ingezien)
        yield Tabel("Wie de gegevens bekeek", ("Wanneer", "Wie", "Waarvoor", "Zaaknummer"), rijen)
    else:
        yield Alinea("Er heeft niemand gekeken.")


def _kijker(ingezien: Ingezien) -> tuple[str, ...]:
    """Role and organisation; of an official no name: he acts for his organisation (HvJ EU C-579/21)."""
    rol = met_hoofdletter(_ROLLEN.get(ingezien.rol, ingezien.rol.lower()))
    waar = ""
    if ingezien.wie is not None:
        waar = ingezien.wie.instantie or (gemeente(ingezien.wie.gemeentecode) if ingezien.wie.gemeentecode is not None else "")
    return (
        moment(ingezien.op),
        f"{rol}, {waar}" if waar else rol,
        _GEKEKEN.get(ingezien.gebeurtenis, "gegevens bekeken"),
        ingezien.zaak or "geen",
    )


def _rechten(verzoeker: Verzoeker) -> Iterator[Deel]:
    """AVG 15(1)(d), (e): how long, and what else can be asked."""
    wie = over_wie(verzoeker)
    yield Kop("Hoe lang blijven de gegevens bewaard?")
    yield Alinea(
        "Een melding is ten hoogste twee jaar actief. Daarna staat zij ten hoogste vijf jaar in een archief. Wie later meldt, kan één keer "
        "zien wie in het archief staat. Vindt een professional zijn melding bij nader inzien onterecht, dan wordt zij meteen vernietigd. "
        f"Op de dag dat {wie} 23 wordt, worden alle gegevens vernietigd."
    )
    yield Kop("Wat kunt u nog meer vragen?")
    yield Alinea("U kunt onze gemeente vragen om:")
    yield Lijst(
        (
            "gegevens te verbeteren die niet kloppen;",
            "een melding te verwijderen, ook uit het archief;",
            "te stoppen met het gebruik van de gegevens, omdat dat in deze situatie niet terecht is;",
            "een melding te blokkeren zolang wij een ander verzoek behandelen.",
        )
    )
    yield Alinea("Wij vragen de professional dan om advies. Daarna beslist onze gemeente.")
