"""The other letters of a request: that it came in, that it takes longer, and what was decided (AVG 12(3), 12(4); R-135, R-136)."""

from collections.abc import Iterator
from typing import Final

from verwijsindex.brieven.bouwstenen import Briefhoofd, bezwaar, klacht, maak, vragen
from verwijsindex.brieven.brief import Alinea, Brief, Deel, Feiten, Kop
from verwijsindex.brieven.woorden import VRAAG, alineas, dag, met_hoofdletter
from verwijsindex.domain.verzoek import Beslissing, Besluit, Rechtenverzoek, VerzoekSoort

VERNIETIGT: Final = frozenset({VerzoekSoort.CORRECTIE, VerzoekSoort.WISSING, VerzoekSoort.BEZWAAR})
"""What is destroyed when it is granted (R-137)."""


class ToelichtingOntbreekt(ValueError):
    """This letter needs a reason in the college's own words."""


class NogGeenBesluit(ValueError):
    """There is nothing yet that this letter could tell."""


def ontvangstbrief(verzoek: Rechtenverzoek, hoofd: Briefhoofd) -> Brief:
    """AVG 12(3), R-136: that the request came in, and until when the college may take."""
    delen = (
        Alinea(f"Op {dag(verzoek.ontvangen_op)} kregen wij uw verzoek om {VRAAG[verzoek.soort]}."),
        Kop("Wanneer hoort u meer?"),
        Alinea(
            f"U krijgt uiterlijk op {dag(verzoek.uiterste_dag)} ons besluit. Hebben wij meer tijd nodig, dan hoort u dat vóór die dag. Wij "
            "schrijven dan ook waarom. Langer dan drie maanden mag het niet duren."
        ),
        Kop("Wat gaan wij doen?"),
        *_wat_wij_doen(verzoek.soort),
        *klacht("Hoort u niet op tijd van ons?"),
        *vragen(),
    )
    return maak(verzoek, hoofd, "Wij hebben uw verzoek ontvangen", delen)


def _wat_wij_doen(soort: VerzoekSoort) -> Iterator[Deel]:
    if soort is VerzoekSoort.INZAGE:
        yield Alinea("Wij zoeken op welke gegevens onze gemeente in de verwijsindex heeft staan. Die krijgt u op papier of digitaal.")
        return
    yield Alinea("Wij vragen de professional die de melding deed om advies. Daarna beslist onze gemeente.")
    if soort is not VerzoekSoort.BEPERKING:
        yield Alinea(
            "Wilt u dat de melding niet wordt gebruikt zolang wij uw verzoek behandelen? Vraag ons dan om haar te blokkeren. Er gaan dan "
            "geen berichten over de melding uit."
        )


def verlengingsbrief(verzoek: Rechtenverzoek, hoofd: Briefhoofd) -> Brief:
    """AVG 12(3), R-136: two months more, and why. Raises NogGeenBesluit when it was not extended, ToelichtingOntbreekt without a reason."""
    if verzoek.verlenging is None:
        raise NogGeenBesluit("dit verzoek is niet verlengd")
    delen = (
        Alinea(
            f"Op {dag(verzoek.ontvangen_op)} kregen wij uw verzoek om {VRAAG[verzoek.soort]}. Wij hebben meer tijd nodig om daarover te "
            "beslissen."
        ),
        Kop("Wanneer hoort u meer?"),
        Alinea(f"U krijgt uiterlijk op {dag(verzoek.uiterste_dag)} ons besluit. Dat is ten hoogste twee maanden later."),
        Kop("Waarom duurt het langer?"),
        *_toelichting(hoofd),
        *klacht("Vindt u dat het te lang duurt?"),
        *vragen(),
    )
    return maak(verzoek, hoofd, "Wij hebben meer tijd nodig voor uw verzoek", delen)


def besluitbrief(verzoek: Rechtenverzoek, hoofd: Briefhoofd) -> Brief:
    """R-135, AVG 12(4): what was decided, and where to disagree.

    Raises NogGeenBesluit, or ToelichtingOntbreekt for a refusal, whole or in part, without a reason.
    """
    beslissing = verzoek.beslissing
    if beslissing is None:
        raise NogGeenBesluit("over dit verzoek is nog niet beslist")
    if verzoek.opheffing is not None:
        return _opgeheven(verzoek, verzoek.opheffing, hoofd)
    toegewezen = beslissing.besluit is Besluit.TOEGEWEZEN
    gevraagd = f"Op {dag(verzoek.ontvangen_op)} vroeg u ons om {VRAAG[verzoek.soort]}."
    waarom = _toelichting(hoofd) if hoofd.toelichting is not None or not toegewezen or _gebleven(verzoek) else ()
    delen = (
        Alinea(f"{gevraagd} {'Wij doen wat u vroeg.' if toegewezen else 'Wij doen niet wat u vroeg.'} In deze brief leest u meer."),
        Kop("Ons besluit"),
        _feiten(beslissing),
        *(_toegewezen(verzoek) if toegewezen else _afgewezen(verzoek.soort)),
        *((Kop("Waarom hebben wij dit besloten?"), *waarom) if waarom else ()),
        *bezwaar(),
        *vragen(),
    )
    return maak(verzoek, hoofd, "Ons besluit over uw verzoek", delen)


def _feiten(beslissing: Beslissing) -> Feiten:
    return Feiten(
        (
            ("Besluit", met_hoofdletter(beslissing.besluit.value.lower())),
            ("Datum van het besluit", dag(beslissing.dag)),
            ("Kenmerk van het besluit", beslissing.kenmerk),
        )
    )


def _gebleven(verzoek: Rechtenverzoek) -> int:
    """How many meldingen of a granted request were not destroyed: the college may grant a part (R-135)."""
    return len(verzoek.adviezen) if verzoek.soort in VERNIETIGT else 0


def _toegewezen(verzoek: Rechtenverzoek) -> Iterator[Deel]:
    match verzoek.soort:
        case VerzoekSoort.INZAGE:
            yield Alinea("U krijgt inzage. In een aparte brief leest u wat er in de verwijsindex staat.")
        case VerzoekSoort.BEPERKING:
            yield Alinea(
                "De melding is geblokkeerd. Er gaan geen berichten over uit, en zij telt niet mee als iemand anders meldt. De melding "
                "verdwijnt op de dag waarop zij anders ook zou verdwijnen. U krijgt bericht voordat wij de blokkade opheffen."
            )
        case VerzoekSoort.CORRECTIE | VerzoekSoort.WISSING | VerzoekSoort.BEZWAAR:
            gebleven = _gebleven(verzoek)
            deel = "Een deel van de meldingen waarover uw verzoek ging is" if gebleven else "De meldingen waarover uw verzoek ging zijn"
            yield Alinea(
                f"{deel} vernietigd, ook als zij in het archief stonden. Zij komen niet terug. Wie er bericht van had gekregen, heeft "
                "gehoord dat de melding niet meer bestaat."
            )
            if gebleven:
                yield Alinea("Eén melding blijft staan." if gebleven == 1 else f"{gebleven} meldingen blijven staan.")


def _afgewezen(soort: VerzoekSoort) -> Iterator[Deel]:
    if soort is VerzoekSoort.INZAGE:
        yield Alinea("U krijgt geen inzage.")
    else:
        yield Alinea("De meldingen waarover uw verzoek ging veranderen niet. Waren zij geblokkeerd, dan zijn zij dat niet meer.")


def _opgeheven(verzoek: Rechtenverzoek, opheffing: Beslissing, hoofd: Briefhoofd) -> Brief:
    """AVG 18(3): whoever obtained a restriction is told that it ends."""
    delen = (
        Alinea(
            f"Op {dag(verzoek.ontvangen_op)} vroeg u ons om {VRAAG[verzoek.soort]}. Dat hebben wij toen gedaan. De blokkade eindigt nu: de "
            "melding telt weer mee, en professionals kunnen er bericht van krijgen."
        ),
        Kop("Ons besluit"),
        _feiten(opheffing),
        *((Kop("Waarom hebben wij dit besloten?"), *_toelichting(hoofd)) if hoofd.toelichting is not None else ()),
        *bezwaar(),
        *vragen(),
    )
    return maak(verzoek, hoofd, "Uw melding is niet meer geblokkeerd", delen)


def _toelichting(hoofd: Briefhoofd) -> tuple[Deel, ...]:
    stukken = alineas(hoofd.toelichting or "")
    if not stukken:
        raise ToelichtingOntbreekt("voor deze brief is een toelichting nodig: waarom beslist het college zo?")
    return tuple(Alinea(stuk) for stuk in stukken)
