"""Instanties that get another name, become one, or part (R-184); users, meldingen and mailboxes follow, history is kept."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Final

from verwijsindex.domain.instantie import MandaatSoort
from verwijsindex.domain.logboek import Gebeurtenis
from verwijsindex.domain.organisatie import Inschrijvingen, Organisatieprofiel
from verwijsindex.domain.ports_organisaties import Organisatiebeheer
from verwijsindex.domain.regels.fusie import eis_een_categorie, nieuwe_instantie, overgenomen_convenanten, overgenomen_mandaten
from verwijsindex.domain.regels.organisatieverschil import Wijziging, beeindig, eindigend, verschil
from verwijsindex.operations.organisaties import OrganisatieOnmogelijk

HERNOEM: Final = "OrganisatieHernoem"
VOEG_SAMEN: Final = "OrganisatieVoegSamen"
SPLITS: Final = "OrganisatieSplits"


def hernoem(instantie_id: str, naam: str, op: date, beheer: Organisatiebeheer, *, proef: bool = False) -> None:
    """From ``op``, today or later, this instantie bears another name; signalen show it from that day. Raises OrganisatieOnmogelijk."""
    beheer.sluit_af()
    if instantie_id not in beheer.alles().instanties:
        raise OrganisatieOnmogelijk(f"instantie {instantie_id} bestaat niet")
    if op < beheer.dag:
        raise OrganisatieOnmogelijk("een naam geldt vanaf vandaag of later: wat signalen lieten zien, verandert niet meer")
    beheer.noem(instantie_id, naam, op)
    if not proef:
        beheer.noteer(Gebeurtenis.ORGANISATIES_GEWIJZIGD, HERNOEM, (instantie_id,))
        beheer.leg_vast()


def voeg_samen(
    delen: Sequence[str], tot: str, naam: str | None, beheer: Organisatiebeheer, *, proef: bool = False
) -> tuple[Wijziging, ...]:
    """Today these instanties become one, ``tot``: one of them, another one, or a new one with this name.

    Matches between reporters stay what they are: an appointment is a reporter, wherever it is (keuzes.md 7, 17). Raises
    OrganisatieOnmogelijk for another category, for agreements that contradict each other, and for what is not there.
    """
    with _ingreep(beheer, delen) as nu:
        weg = [id for id in delen if id != tot]
        if tot not in nu.instanties and naam is None:
            raise OrganisatieOnmogelijk(f"instantie {tot} bestaat niet; geef met --naam hoe de nieuwe heet")
        if len(set(delen)) != len(delen) or not weg:
            raise OrganisatieOnmogelijk("noem elke instantie een keer")
        _bereid_voor(delen, tot, naam, nu, beheer)
        _verplaats([wie.id for wie in nu.gebruikers.values() if wie.instantie is not None and wie.instantie.id in weg], tot, beheer)
        _neem_rechten_over(weg, tot, nu, beheer)
        _kies_collegas(weg, tot, nu, beheer)
        for id in weg:
            _beeindig_rechten(id, nu, beheer)
            beheer.ga_op(id, tot)
        return _rond_af(nu, beheer, Gebeurtenis.INSTANTIE_SAMENGEVOEGD, VOEG_SAMEN, (tot, *weg), proef=proef)


def splits(
    van: str, tot: str, naam: str, gebruikers: Collection[str], beheer: Organisatiebeheer, *, proef: bool = False
) -> tuple[Wijziging, ...]:
    """Today a part of this instantie goes on by itself, with these users, the same profile, agreements and mandates.

    Raises OrganisatieOnmogelijk when nobody would stay or go, or when the new one is there already.
    """
    with _ingreep(beheer, (van,)) as nu:
        van_haar = {wie.id for wie in nu.gebruikers.values() if wie.instantie is not None and wie.instantie.id == van}
        if tot in nu.instanties:
            raise OrganisatieOnmogelijk(f"instantie {tot} bestaat al; wie bij een bestaande gaat horen, voegt samen")
        if not set(gebruikers) <= van_haar:
            raise OrganisatieOnmogelijk("niet iedereen die meegaat, is een gebruiker van deze instantie")
        if not gebruikers or set(gebruikers) == van_haar:
            raise OrganisatieOnmogelijk("er moet iemand meegaan, en er moet iemand blijven; een andere naam is geen splitsing")
        _bereid_voor((van,), tot, naam, nu, beheer)
        _neem_rechten_over((van,), tot, nu, beheer)
        _verplaats(sorted(gebruikers), tot, beheer)
        for aangewezen, wijs_aan in ((nu.coordinatoren, beheer.coordinator), (nu.invallers, beheer.terugval)):
            if aangewezen.get(van) in gebruikers:
                wijs_aan(van, None)
                wijs_aan(tot, aangewezen[van])
        return _rond_af(nu, beheer, Gebeurtenis.INSTANTIE_GESPLITST, SPLITS, (van, tot), proef=proef)


@contextmanager
def _ingreep(beheer: Organisatiebeheer, delen: Iterable[str]) -> Iterator[Inschrijvingen]:
    """What is registered, held still, and every rule that says no as the refusal of this act."""
    beheer.sluit_af()
    nu = beheer.alles()
    for id in delen:
        if id not in nu.instanties:
            raise OrganisatieOnmogelijk(f"instantie {id} bestaat niet")
    try:
        yield nu
    except ValueError as fout:
        raise OrganisatieOnmogelijk(str(fout)) from None


def _bereid_voor(delen: Sequence[str], tot: str, naam: str | None, nu: Inschrijvingen, beheer: Organisatiebeheer) -> None:
    lijst = [nu.instanties[id] for id in delen]
    if tot in nu.instanties:
        eis_een_categorie((*lijst, nu.instanties[tot]))
        if naam is not None:
            beheer.instantie(replace(nu.instanties[tot], naam=naam))
    else:
        beheer.instantie(nieuwe_instantie(tot, naam or "", lijst, beheer.maanden))
    if nu.profielen.get(tot, Organisatieprofiel()).ontbreekt:
        volledig = [nu.profielen[id] for id in delen if id in nu.profielen and not nu.profielen[id].ontbreekt]
        if volledig:
            beheer.profiel(tot, volledig[0])


def _verplaats(gebruikers: Iterable[str], tot: str, beheer: Organisatiebeheer) -> None:
    for id in gebruikers:
        beheer.verplaats(id, tot)


def _neem_rechten_over(weg: Collection[str], tot: str, nu: Inschrijvingen, beheer: Organisatiebeheer) -> None:
    soort = MandaatSoort.INSTANTIE
    van = {id: [c for (s, houder, *_), c in nu.convenanten.items() if (s, houder) == (soort, id)] for id in (*weg, tot)}
    for afspraak in overgenomen_convenanten(van[tot], [c for id in weg for c in van[id]], beheer.dag):
        beheer.convenant(soort, tot, afspraak)
    mandaten = [m for m in nu.mandaten.values() if m.soort is soort]
    eigen, andere = [m for m in mandaten if m.doel == tot], [m for m in mandaten if m.doel in weg]
    for recht in overgenomen_mandaten(eigen, andere, tot, beheer.dag):
        beheer.mandaat(recht)


def _beeindig_rechten(id: str, nu: Inschrijvingen, beheer: Organisatiebeheer) -> None:
    for (soort, houder, *_), afspraak in nu.convenanten.items():
        if (soort, houder) == (MandaatSoort.INSTANTIE, id):
            beheer.convenant(soort, id, replace(afspraak, geldigheid=beeindig(afspraak.geldigheid, beheer.dag)))
    for recht in nu.mandaten.values():
        if (recht.soort, recht.doel) == (MandaatSoort.INSTANTIE, id):
            beheer.mandaat(eindigend(recht, beheer.dag))


def _kies_collegas(weg: Sequence[str], tot: str, nu: Inschrijvingen, beheer: Organisatiebeheer) -> None:
    """R-008: its own coordinator and invaller, else those of the first part that has one; the others keep their right."""
    for aangewezen, wijs_aan in ((nu.coordinatoren, beheer.coordinator), (nu.invallers, beheer.terugval)):
        for id in weg:
            wijs_aan(id, None)
        kandidaten = [aangewezen[id] for id in weg if id in aangewezen]
        if tot not in aangewezen and kandidaten:
            wijs_aan(tot, kandidaten[0])


def _rond_af(
    nu: Inschrijvingen, beheer: Organisatiebeheer, gebeurtenis: Gebeurtenis, operatie: str, ids: Sequence[str], *, proef: bool
) -> tuple[Wijziging, ...]:
    wijzigingen = verschil(nu, beheer.alles())
    if not proef:
        beheer.noteer(gebeurtenis, operatie, ids)
        beheer.leg_vast()
    return wijzigingen
