"""The proof that these tests can fail: take one rule out of the verifier, and a message notices."""

from types import ModuleType

import pytest

from . import oordelen
from .aanvallen import alle
from .bewust import BEWUST
from .gevallen import alle_gevallen, oordeel
from .vergelijking import vergelijk
from .verzwakken import MODULES, Verzwakking, heel_gelaten, zonder_regel

GEVALLEN = alle_gevallen()  # judged before anything is weakened
_GEEN_ALGORITME = "None staat op geen lijst, dus de andere helft zegt hetzelfde"
_INGESCHREVEN = (
    "self._inschrijving is not None and (not self._inschrijving(certificaat.oin, certificaat.fingerprint, nu)) -> "
    "OngeldigCertificaat('niet een van de ingeschreven certificaten van deze partner')"
)
_NIET_IN_BERICHT = "wat een partner inschreef staat in geen bericht; test_a_connection_does_not_outlive_its_certificate bewijst deze regel"
_METHODEN = "len(signed_info) < 2 or signed_info[0].tag != CANONICALIZATION or signed_info[1].tag != SIGNATURE_METHOD"
_VOLGORDE = "namen.index(TOKEN) > namen.index(SIGNATURE)"
_SIGNATURE_METHOD = "algoritme is None or algoritme not in policy.handtekeningen -> NietToegestaanAlgoritme('SignatureMethod')"
_DIGEST_METHOD = "algoritme is None or algoritme not in policy.digests or len(methode) -> NietToegestaanAlgoritme('DigestMethod')"
ONMERKBAAR = {
    f"structure: grens 0 anders in: {_VOLGORDE} -> OngeldigeBeveiliging('token staat achter de handtekening')": (
        "twee delen staan nooit op dezelfde plaats"
    ),
    f"structure: grens 0 anders in: {_METHODEN} -> OngeldigeBeveiliging('SignedInfo begint niet met de methoden')": (
        "een SignedInfo met alleen de methoden heeft geen verwijzingen, en wordt daarom met dezelfde code geweigerd"
    ),
    f"structure: zonder deel algoritme is None van: {_SIGNATURE_METHOD}": _GEEN_ALGORITME,
    f"structure: zonder deel algoritme is None van: {_DIGEST_METHOD}": _GEEN_ALGORITME,
    f"trust: niet meer: {_INGESCHREVEN}": _NIET_IN_BERICHT,
    f"trust: zonder deel not self._inschrijving(certificaat.oin, certificaat.fingerprint, nu) van: {_INGESCHREVEN}": _NIET_IN_BERICHT,
    "trust: niet meer: not ankers -> ValueError('het bestand bevat geen stamcertificaat')": (
        "geen regel voor berichten: bij het starten weigert ook de bibliotheek een lege lijst"
    ),
    "trust: niet meer: not beperking.ca -> ValueError('uitgever is geen CA')": "cryptography weigert zo'n uitgever zelf al",
}

_ZONDER_REGEL = {verzwakking.naam: verzwakking for verzwakking in zonder_regel()}
GEZIEN_DOOR_ANDEREN = {
    **{naam: BEWUST[naam] for naam in BEWUST if naam.startswith(("dekking", "de Body uit", "Timestamp", "SignatureC", "certificaat"))},
    **{
        naam: [weg]
        for naam, weg in _ZONDER_REGEL.items()
        if naam.startswith(("verify: niet meer: verw", "verify: niet meer: except Inv", "freshness: niet meer: cre"))
    },
    **{
        naam: [weg]
        for naam, weg in _ZONDER_REGEL.items()
        if naam.endswith(("dan eens voor')", "zijn ondertekend')")) and "niet meer" in naam
    },
}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_a_copy_with_every_rule_changes_nothing(module: ModuleType, monkeypatch: pytest.MonkeyPatch):
    """It is the missing rule that is noticed, not the copying."""
    heel_gelaten(module).plaats(monkeypatch)
    assert [(geval.naam, goed) for geval, goed in GEVALLEN] == [(geval.naam, oordeel(geval)) for geval, _ in GEVALLEN]


@pytest.mark.parametrize("verzwakking", _ZONDER_REGEL.values(), ids=_ZONDER_REGEL.keys())
def test_a_rule_less_is_noticed(verzwakking: Verzwakking, monkeypatch: pytest.MonkeyPatch):
    """Every rule, every part of it and every boundary has a message that gets another verdict without it, but for a list with reasons."""
    verzwakking.plaats(monkeypatch)
    gevallen = sorted(GEVALLEN, key=lambda paar: paar[1].reden not in verzwakking.naam or not paar[1].reden)
    merkbaar = any(oordeel(geval) != goed for geval, goed in gevallen)
    assert merkbaar is (verzwakking.naam not in ONMERKBAAR)


@pytest.mark.eis("WB004", "WB013", "WB010", "PKI001")
@pytest.mark.parametrize("naam", BEWUST)
def test_a_plausible_mistake_is_noticed(naam: str, monkeypatch: pytest.MonkeyPatch):
    """A verifier that looks right and is not lets a message through, or names other bytes, or refuses a good one."""
    for verzwakking in BEWUST[naam]:
        verzwakking.plaats(monkeypatch)
    assert any(oordeel(geval) != goed for geval, goed in GEVALLEN)


def test_the_list_of_what_is_not_noticed_is_no_longer_than_it_must_be():
    """Every exception names a weakening that exists."""
    assert set(ONMERKBAAR) <= set(_ZONDER_REGEL)


@pytest.mark.parametrize("naam", GEZIEN_DOOR_ANDEREN, ids=str)
def test_the_comparison_itself_sees_a_weak_verifier(naam: str, monkeypatch: pytest.MonkeyPatch):
    """Nobody need know our verdict beforehand: the two libraries and the table of rules contradict a weak copy."""
    for verzwakking in GEZIEN_DOOR_ANDEREN[naam]:
        verzwakking.plaats(monkeypatch)
    aanvaard = [aanval for aanval in alle() if oordelen.ons(aanval.raw, antwoord=aanval.antwoord).goed]
    assert any(vergelijk(aanval.raw, antwoord=aanval.antwoord).onverklaard for aanval in aanvaard)
