"""Requests at the same moment, through the whole path: repeated, contradicting and crossing ones (R-082, R-094, R-158)."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from . import verzoeken
from .antwoord import Antwoord, Fout
from .index import Index, met_beleid
from .wie import GGD, GGD2, JEUGDHULP, POLITIE, REGIE, Wie, contact

AANTAL = 6


def _tegelijk(*vragen: Callable[[], Antwoord | Fout]) -> list[Antwoord | Fout]:
    """Ask all of them together; the answers in the same order."""
    start = Barrier(len(vragen))

    def vraag(doe: Callable[[], Antwoord | Fout]) -> Antwoord | Fout:
        start.wait()
        return doe()

    with ThreadPoolExecutor(len(vragen)) as draden:
        return list(draden.map(vraag, vragen))


def _code(uitkomst: Antwoord | Fout) -> str:
    return uitkomst.code if isinstance(uitkomst, Fout) else "OK"


def _doe(index: Index, wie: Wie, operatie: str, body: str) -> Callable[[], Antwoord | Fout]:
    return lambda: index.vraag(wie, operatie, body)


@pytest.mark.eis("R-158")
def test_one_key_from_many_connections(index: Index) -> None:
    """The same request with different MessageIDs at once: one melding, and everybody hears of the same one."""
    body = index.melding(GGD, "kind", "zelfde-sleutel")
    uitkomsten = _tegelijk(*[_doe(index, GGD, "MeldJeugdige", body)] * AANTAL)
    assert Counter(map(_code, uitkomsten)) == {"OK": AANTAL}
    assert len({(u.tekst("meldingId"), u.tekst("meldmoment"), u.tekst("reedsGemeld")) for u in uitkomsten if isinstance(u, Antwoord)}) == 1
    assert index.aantallen()["melding"] == 1


@pytest.mark.eis("R-158")
def test_one_key_for_two_jeugdigen(index: Index) -> None:
    """The first to bind the key wins; every other content is VIR-140 and leaves nothing."""
    bodies = [index.melding(GGD, naam, "betwiste-sleutel") for naam in ("enig", "ander", "derde")]
    codes = Counter(map(_code, _tegelijk(*(_doe(index, GGD, "MeldJeugdige", body) for body in bodies))))
    assert codes == {"OK": 1, "VIR-140": 2}
    assert [index.aantallen()[naam] for naam in ("melding", "jeugdige")] == [1, 1]


@pytest.mark.eis("R-071")
def test_one_reporter_with_many_keys(index: Index) -> None:
    """The same jeugdige under different keys at once: one melding, reported anew by nobody but the first."""
    uitkomsten = _tegelijk(*(_doe(index, GGD, "MeldJeugdige", index.melding(GGD, "kind")) for _ in range(AANTAL)))
    assert Counter(map(_code, uitkomsten)) == {"OK": AANTAL}
    assert Counter(u.tekst("reedsGemeld") for u in uitkomsten if isinstance(u, Antwoord)) == {"false": 1, "true": AANTAL - 1}
    assert index.aantallen()["melding"] == 1


@pytest.mark.eis("R-100", "R-158")
def test_one_melding_removed_many_times(index: Index) -> None:
    """Under one key everybody gets the same answer; under several one succeeds and the others find nothing."""
    een, ander = (index.meld(GGD, naam).tekst("meldingId") for naam in ("enig", "ander"))
    zelfde = verzoeken.verwijder_melding(GGD, "een-sleutel", een, "NIET_TERECHT")
    assert Counter(map(_code, _tegelijk(*[_doe(index, GGD, "VerwijderMelding", zelfde)] * AANTAL))) == {"OK": AANTAL}
    bodies = [verzoeken.verwijder_melding(GGD, index.sleutel(), ander, "NIET_TERECHT") for _ in range(AANTAL)]
    codes = Counter(map(_code, _tegelijk(*(_doe(index, GGD, "VerwijderMelding", body) for body in bodies))))
    assert codes == {"OK": 1, "VIR-130": AANTAL - 1}
    assert index.aantallen()["melding"] == 0


def _archief_en(index: Index, *melders: Wie) -> list[str]:
    """The GGD's melding goes to the archive, then these reporters report; gives their meldingen."""
    oud = index.meld(GGD, "enig").tekst("meldingId")
    index.verwijder(GGD, oud, "RISICO_NIET_MEER_AANWEZIG")
    return [index.meld(wie, "enig").tekst("meldingId") for wie in melders]


@pytest.mark.eis("R-104", "R-158")
def test_historie_fetched_many_times_at_once(index: Index) -> None:
    """Under several keys exactly one gets the contacts and the others VIR-132; under one key everybody gets the same answer."""
    [van_politie, van_jeugdhulp] = _archief_en(index, POLITIE, JEUGDHULP)
    bodies = [verzoeken.haal_historie(POLITIE, index.sleutel(), van_politie) for _ in range(AANTAL)]
    uitkomsten = _tegelijk(*(_doe(index, POLITIE, "HaalHistorieOp", body) for body in bodies))
    assert Counter(map(_code, uitkomsten)) == {"OK": 1, "VIR-132": AANTAL - 1}
    body = verzoeken.haal_historie(JEUGDHULP, "een-sleutel", van_jeugdhulp)
    uitkomsten = _tegelijk(*[_doe(index, JEUGDHULP, "HaalHistorieOp", body)] * AANTAL)
    assert Counter(map(_code, uitkomsten)) == {"OK": AANTAL}
    gekregen = {tuple(u.teksten("naam")) for u in uitkomsten if isinstance(u, Antwoord)}
    assert len(gekregen) == 1
    assert gekregen != {()}
    assert Counter(regel["gebeurtenis"] for regel in index.logboek())["HISTORIE_OPGEHAALD"] == 1 + AANTAL


@pytest.mark.eis("R-104")
def test_once_ever_holds_for_reporters_who_fetch_at_once(index: Index) -> None:
    """With `historie_eenmaal_ooit` in the policy one of several new meldingen gets the archived one, whoever that is."""
    melders = (POLITIE, JEUGDHULP, GGD2)
    with met_beleid(index, historie_eenmaal_ooit=True) as streng:
        nieuw = _archief_en(streng, *melders)
        bodies = [verzoeken.haal_historie(wie, streng.sleutel(), melding) for wie, melding in zip(melders, nieuw, strict=True)]
        vragen = (_doe(streng, wie, "HaalHistorieOp", body) for wie, body in zip(melders, bodies, strict=True))
        assert Counter(map(_code, _tegelijk(*vragen))) == {"OK": 1, "VIR-132": len(melders) - 1}


@pytest.mark.eis("R-104", "R-105")
def test_fetching_historie_and_withdrawing_cross(index: Index) -> None:
    """Whoever comes first: the fetch succeeds or its melding is gone, nobody fails, and nothing of the offer is left."""
    for reden, code in (("NIET_TERECHT", "VIR-130"), ("RISICO_NIET_MEER_AANWEZIG", "VIR-131")):
        [melding] = _archief_en(index, POLITIE)
        halen, weg = _tegelijk(
            _doe(index, POLITIE, "HaalHistorieOp", verzoeken.haal_historie(POLITIE, index.sleutel(), melding)),
            _doe(index, POLITIE, "VerwijderMelding", verzoeken.verwijder_melding(POLITIE, index.sleutel(), melding, reden)),
        )
        assert (_code(weg), _code(halen) in {"OK", code}) == ("OK", True)
        assert index.rijen("historie_aanbod") == {"historie_aanbod": []}


@pytest.mark.eis("R-082", "R-094", "R-095")
def test_reporting_fetching_and_withdrawing_cross(index: Index) -> None:
    """A family in turmoil: nobody fails, numbers have no gap, and whoever withdrew is named in no mailbox afterwards."""
    eerste = index.meld(GGD, "kind").tekst("meldingId")
    index.meld(POLITIE, "kind")
    vragen = [
        _doe(index, GGD, "VerwijderMelding", verzoeken.verwijder_melding(GGD, index.sleutel(), eerste, "NIET_TERECHT")),
        _doe(index, JEUGDHULP, "MeldJeugdige", index.melding(JEUGDHULP, "zus")),
        _doe(index, GGD2, "MeldJeugdige", index.melding(GGD2, "half")),
        _doe(index, POLITIE, "HaalSignalenOp", verzoeken.haal_signalen(POLITIE)),
        _doe(index, REGIE, "HaalSignalenOp", verzoeken.haal_signalen(REGIE)),
        _doe(index, POLITIE, "MeldJeugdige", index.melding(POLITIE, "zus")),
    ]
    assert Counter(map(_code, _tegelijk(*vragen))) == {"OK": len(vragen)}
    for wie in (POLITIE, JEUGDHULP, GGD2, REGIE):
        signalen = index.signalen(wie)
        assert [signaal.nummer for signaal in signalen] == list(range(1, len(signalen) + 1))
        assert not any(contact(GGD.gebruiker).contact.naam in signaal.namen for signaal in signalen)
