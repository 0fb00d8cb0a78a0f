"""Reading a file of organisations: all that is wrong at once, by line, and what it changes (R-001..R-008, R-180, R-181)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from verwijsindex.cli.organisatievorm import als_bestand
from verwijsindex.domain.boom import BestandOnjuist
from verwijsindex.domain.instantie import MandaatSoort, Rol
from verwijsindex.domain.organisatie import Inschrijvingen, PartnerToestand
from verwijsindex.domain.organisatiebestand import Bekend, lees_organisaties
from verwijsindex.domain.regels.organisatieverschil import Soort, met_einden, verschil
from verwijsindex.domain.tijd import Geldigheid
from verwijsindex.yamlbestand import lees_yaml

from ...beleid import CATEGORIEEN

VOORBEELD = Path(__file__).parents[3] / "docs" / "voorbeelden" / "organisaties.yaml"
TEKST = VOORBEELD.read_text(encoding="utf-8")
DAG = date(2026, 3, 2)
LEEG = Inschrijvingen({}, {}, {}, {}, {}, {}, {}, {}, {})


def lees(tekst: str, nu: Inschrijvingen = LEEG, **anders: object) -> Inschrijvingen:
    return lees_organisaties(lees_yaml(tekst.encode()), Bekend(DAG, nu, **{"categorieen": CATEGORIEEN, "maanden": 24, **anders}))  # type: ignore[arg-type]


def fouten(tekst: str, nu: Inschrijvingen = LEEG, **anders: object) -> list[tuple[int, str]]:
    with pytest.raises(BestandOnjuist) as onjuist:
        lees(tekst, nu, **anders)
    return [(fout.regel, fout.reden) for fout in onjuist.value.fouten]


def regel(wat: str, tekst: str = TEKST) -> int:
    """The line on which these words stand first."""
    return next(nummer for nummer, inhoud in enumerate(tekst.splitlines(), 1) if wat in inhoud)


@pytest.mark.eis("R-001", "R-180", "R-181")
def test_the_example_in_the_docs_is_accepted_and_comes_back() -> None:
    """The example reads without error; written and read again it is the same, and nothing differs."""
    gelezen = lees(TEKST)
    assert set(gelezen.instanties) == {"ggd-voorbeeld", "school-voorbeeld"}
    opnieuw = lees(als_bestand(gelezen, []), gelezen)
    assert (opnieuw, verschil(gelezen, opnieuw)) == (gelezen, ())


ERGENS = [
    ("toestand: ACTIEF", "toestand: SLAPEND", "toestand is ACTIEF, OPGESCHORT of GEBLOKKEERD"),
    ("oin: '00000099000000001000'", "oin: '12345678901234567890'", "geen OIN"),
    ("categorie: JG1", "categorie: ZZ9", "geen aangewezen categorie"),
    ("levensduur: 12", "levensduur: 25", "1 tot en met 24 maanden"),
    ("levensduur: 12", "levensduur: jaar", "levensduur is een getal"),
    ("rollen: [MELDER]", "rollen: [BAAS]", "rollen is"),
    ("rollen: [REGIEVOERDER]", "rollen: [MELDER]", "kan de rol MELDER niet hebben"),
    ("telefoon: 030-5550102", "telefoon: bel mij", "geen telefoonnummer"),
    ("emailadres: arts@ggd.example.nl", "emailadres: arts", "geen e-mailadres"),
    ("coordinator: ggd-coordinator", "coordinator: ggd-arts", "met de rol COORDINATOR"),
    ("coordinator: ggd-coordinator", "coordinator: niemand", "een gebruiker van deze instantie"),
    ("bsn_grond: WEC artikel 164", "bsn_grond:", "wettelijke grond"),
    ("vanaf: 2026-01-01  # van de school", "vanaf: 2026-13-01", "bestaat niet als datum"),
    ("vanaf: 2026-01-01  # van de school", "vanaf: 2026-01-01\n    tot: 2025-12-31", "tot ligt voor vanaf"),
    ("doelgroep: Alle", "doelgroepje: Alle", "het veld doelgroepje is hier niet bekend"),
    ("beperking_bevestigd: true", "beperking_bevestigd: misschien", "is ja of nee"),
    ("instantie: ggd-voorbeeld", "instantie: onbekend", "instantie onbekend staat niet in dit bestand"),
    ("convenant_met: '0344'  # ggd", "convenant_met: '0999'", "gemeente 0999 is niet ingeschreven"),
    ("live_vanaf: 2026-01-01", "live_vanaf: 2026-04-01", "pas live vanaf 2026-04-01"),
]


@pytest.mark.eis("R-001", "R-002", "R-004", "R-007", "R-008", "R-023", "R-053", "R-060", "R-180", "R-181")
@pytest.mark.parametrize(("was", "wordt", "reden"), ERGENS)
def test_every_mistake_is_told_with_its_line(was: str, wordt: str, reden: str) -> None:
    """One wrong value: its reason, on its line or that of what it belongs to; the value of contact data is never repeated."""
    assert was in TEKST
    gevonden = fouten(TEKST.replace(was, wordt, 1))
    assert any(reden in tekst for _, tekst in gevonden), gevonden
    assert all(nummer >= 1 for nummer, _ in gevonden)
    assert "bel mij" not in str(gevonden)


@pytest.mark.eis("R-001")
def test_all_mistakes_are_told_at_once() -> None:
    """Three mistakes in three places: three lines, in order; nothing is read."""
    stuk = TEKST
    for was, wordt, _ in (ERGENS[0], ERGENS[3], ERGENS[7]):
        stuk = stuk.replace(was, wordt, 1)
    regels = [nummer for nummer, _ in fouten(stuk)]
    assert regels == sorted(regels)
    assert {regel("levensduur: 25", stuk), regel("SLAPEND", stuk)} & set(regels)
    assert len(regels) >= 3


@pytest.mark.eis("R-053")
def test_a_reporter_without_contact() -> None:
    """Without telefoon and emailadres a reporter is refused; with one of them he is not (its twin)."""
    zonder = TEKST.replace("          telefoon: 030-5550102\n          emailadres: arts@ggd.example.nl\n", "")
    assert [tekst for _, tekst in fouten(zonder)] == ["een melder of coordinator heeft een telefoonnummer of een e-mailadres nodig"]
    lees(TEKST.replace("          telefoon: 030-5550102\n", ""))


@pytest.mark.parametrize(
    ("tekst", "nummer", "reden"),
    [
        ("", 1, "leeg"),
        ("a: [", 1, "geen geldige YAML"),
        ("partners: []\npartners: []\n", 2, "partners staat er twee keer"),
        ("partners: &x []\ngemeenten: *x\n", 1, "verwijzingen"),
        ("partners: !!python/object/apply:os.system [ls]\n", 1, "typen met !"),
        ("? [a]\n: b\n", 1, "links van een dubbele punt"),
        ("- a\n", 1, "hier horen velden"),
        ("partners: []\n", 1, "gemeenten ontbreekt"),
        ("partners: iets\ngemeenten: []\ninstanties: []\nfunctionarissen: []\nmandaten: []\n", 1, "partners is een lijst"),
        ("[" * 200, 1, ""),
    ],
)
def test_what_is_no_file_of_organisations(tekst: str, nummer: int, reden: str) -> None:
    """Broken or hostile YAML is refused by line; nothing is executed or expanded, and a part that is left out is a mistake."""
    assert any(gevonden[0] == nummer and reden in gevonden[1] for gevonden in fouten(tekst))


def test_bytes_that_are_no_text() -> None:
    """A file in another encoding is refused."""
    with pytest.raises(BestandOnjuist, match="geen UTF-8"):
        lees_yaml(b"naam: \xff\xfe")


@pytest.mark.eis("R-002")
def test_a_category_that_lapsed() -> None:
    """Who is registered under it may stay in the file; nobody new comes in (the day before it lapsed he would)."""
    for dagen, mag in ((1, True), (0, False), (-1, False)):
        oud = replace(CATEGORIEEN["JG1"], geldigheid=Geldigheid(date(2015, 1, 1), DAG + timedelta(days=dagen)))
        kent = {**CATEGORIEEN, "JG1": oud}
        if mag:
            lees(TEKST, categorieen=kent)
        else:
            assert any("niet van kracht" in tekst for _, tekst in fouten(TEKST, categorieen=kent))
    lees(TEKST, lees(TEKST), categorieen=kent)
    huisarts = replace(CATEGORIEEN["GZ6"], geldigheid=Geldigheid(date(2015, 1, 1), DAG))
    kent, nu = {**CATEGORIEEN, "GZ6": huisarts}, lees(TEKST)
    ophouden = "categorie: GZ6\n  vanaf: 2026-01-01\n  tot: "
    lees(TEKST.replace("categorie: GZ6\n  vanaf: 2026-01-01", f"{ophouden}{DAG}"), nu, categorieen=kent)
    assert fouten(TEKST.replace("categorie: GZ6\n  vanaf: 2026-01-01", f"{ophouden}2027-01-01"), nu, categorieen=kent)


@pytest.mark.eis("R-161")
def test_in_production_no_test_oin() -> None:
    """The example uses test numbers, which production refuses."""
    assert any("geen OIN" in tekst for _, tekst in fouten(TEKST, productie=True))


@pytest.mark.eis("R-181")
def test_a_regievoerder_whom_no_mail_reaches() -> None:
    """Whose mail is known to be undeliverable does not let a gemeente go live, unless his contact data are new."""
    nu = lees(TEKST)
    nog_niet = replace(nu, gemeenten={})
    assert any("werkend e-mailadres" in tekst for _, tekst in fouten(TEKST, nog_niet, onbereikbaar={"regie-0344"}))
    lees(TEKST.replace("regie@utrecht.example.nl", "nieuw@utrecht.example.nl"), nog_niet, onbereikbaar={"regie-0344"})
    lees(TEKST, nu, onbereikbaar={"regie-0344"})


@pytest.mark.eis("R-184")
def test_nobody_changes_places_by_a_file() -> None:
    """A user who is of another instantie in the index is refused: his meldingen would go with him unnoticed."""
    nu = lees(TEKST)
    anders = {**nu.gebruikers, "ggd-arts": replace(nu.gebruikers["ggd-arts"], instantie=nu.instanties["school-voorbeeld"])}
    [(_, tekst)] = fouten(TEKST, replace(nu, gebruikers=anders))
    assert "hoort bij instantie school-voorbeeld" in tekst


WEG: list[tuple[str, Callable[[Inschrijvingen], Inschrijvingen]]] = [
    ("gebruiker", lambda i: replace(i, gebruikers={k: v for k, v in i.gebruikers.items() if k != "ggd-arts"})),
    ("convenant", lambda i: replace(i, convenanten=dict(list(i.convenanten.items())[1:]))),
    ("mandaat", lambda i: replace(i, mandaten=dict(list(i.mandaten.items())[1:]))),
    ("partner", lambda i: replace(i, partners={})),
]


@pytest.mark.eis("R-004", "R-005")
@pytest.mark.parametrize(("wat", "zonder"), WEG)
def test_what_is_left_out_ends_and_never_vanishes(wat: str, zonder: Callable[[Inschrijvingen], Inschrijvingen]) -> None:
    """It ends on the day that was named; the same file once more changes nothing."""
    nu = lees(TEKST)
    bestand = zonder(nu)
    straks = met_einden(nu, bestand, DAG)
    [regel] = verschil(nu, straks)
    assert (regel.soort, regel.wat) == (Soort.EINDIGT, wat)
    assert (DAG.isoformat() in regel.hoe) is (wat != "partner")
    assert verschil(straks, met_einden(straks, bestand, DAG + timedelta(days=9))) == ()
    if wat == "partner":
        assert {p.toestand for p in straks.partners.values()} == {PartnerToestand.GEBLOKKEERD}


@pytest.mark.eis("R-004")
def test_what_had_still_to_begin_never_does() -> None:
    """An appointment of next month that is left out ends on its first day, and covers no day at all."""
    nu = lees(TEKST)
    straks_pas = replace(nu.gebruikers["ggd-arts"], aanwijzing=Geldigheid(DAG + timedelta(days=30)))
    nu = replace(nu, gebruikers={**nu.gebruikers, "ggd-arts": straks_pas})
    straks = met_einden(nu, replace(nu, gebruikers={k: v for k, v in nu.gebruikers.items() if k != "ggd-arts"}), DAG)
    periode = straks.gebruikers["ggd-arts"].aanwijzing
    assert not any(periode.omvat(DAG + timedelta(days=n)) for n in range(40))


@pytest.mark.eis("R-143")
def test_toezichthouders_are_read_kept_and_ended() -> None:
    """Read as such and written back; a file without the part leaves them as they are, an empty part ends them; no other role or place."""
    deel = "toezichthouders:\n- id: inspecteur-1\n  vanaf: 2026-01-01\n  contact:\n    naam: Een inspecteur\n"
    gelezen = lees(f"{TEKST}\n{deel}")
    wie = gelezen.gebruikers["inspecteur-1"]
    assert (wie.soort, wie.rollen, wie.instantie, wie.gemeentecode) == (MandaatSoort.TOEZICHT, {Rol.TOEZICHT}, None, None)
    assert lees(als_bestand(gelezen, []), gelezen) == gelezen
    assert lees(TEKST, gelezen).gebruikers["inspecteur-1"] == wie
    assert "inspecteur-1" not in lees(f"{TEKST}\ntoezichthouders: []\n", gelezen).gebruikers
    assert [tekst for _, tekst in fouten(f"{TEKST}\n{deel}  rollen: [MELDER]\n")] == ["het veld rollen is hier niet bekend"]


ECHT = "00000001000000001000"
"""No test number, so that production takes it."""


def in_productie(toestand: PartnerToestand) -> str:
    return TEKST.replace("00000099000000001000", ECHT).replace("toestand: ACTIEF", f"toestand: {toestand}")


@pytest.mark.eis("R-182")
def test_in_production_who_becomes_active_was_tested() -> None:
    """Refused by line until the run for the contract of today is recorded, also for who was blocked; outside production nobody is asked."""
    actief, geblokkeerd = in_productie(PartnerToestand.ACTIEF), in_productie(PartnerToestand.GEBLOKKEERD)
    ingeschreven = lees(geblokkeerd, productie=True)
    for nu in (LEEG, ingeschreven):
        [(nummer, reden)] = fouten(actief, nu, productie=True)
        assert (nummer, "conformiteitstoets voor koppelvlak v1" in reden) == (regel(ECHT, actief), True)
    assert lees(actief, ingeschreven, productie=True, getoetst=[ECHT]).partners[ECHT].toestand is PartnerToestand.ACTIEF
    assert lees(actief).partners[ECHT].toestand is PartnerToestand.ACTIEF


@pytest.mark.eis("R-182")
@pytest.mark.parametrize("toestand", PartnerToestand)
def test_who_is_active_in_production_stays_what_he_is(toestand: PartnerToestand) -> None:
    """A partner from before the test was there changes his name, and may be suspended or blocked, without one."""
    nu = lees(in_productie(PartnerToestand.ACTIEF))
    assert lees(in_productie(toestand), nu, productie=True).partners[ECHT].toestand is toestand
