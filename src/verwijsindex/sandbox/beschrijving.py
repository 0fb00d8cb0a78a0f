"""Writes and reads ``sandbox.json``, the description of a running sandbox (``docs/sandbox.schema.json``)."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from verwijsindex.domain.instantie import MandaatSoort, Rol
from verwijsindex.sandbox.beschreven import (
    Adressen,
    BeschrevenGebruiker,
    BeschrevenMandaat,
    BeschrevenPartner,
    BeschrevenPersoon,
    Beschrijving,
)
from verwijsindex.sandbox.sandboxmap import Sandboxmap
from verwijsindex.sandbox.schrijven import schrijf_atomisch


class BeschrijvingOntbreekt(Exception):
    """There is no readable description in the directory; the text is Dutch and says what to do."""


def schrijf_beschrijving(map: Path, beschrijving: Beschrijving) -> Path:
    """Write ``sandbox.json`` in ``map``, whole or not at all; gives its path."""
    pad = Sandboxmap(map).beschrijving
    schrijf_atomisch(pad, json.dumps(_als_json(beschrijving), ensure_ascii=False, indent=2) + "\n")
    return pad


def lees_beschrijving(map: Path) -> Beschrijving:
    """The description in ``map``. Raises BeschrijvingOntbreekt when there is none, or one of another version."""
    pad = Sandboxmap(map).beschrijving
    try:
        return _uit_json(json.loads(pad.read_bytes()))
    except OSError:
        raise BeschrijvingOntbreekt(f"{map} bevat geen sandbox; start er een met: verwijsindex sandbox --map {map}") from None
    except (ValueError, KeyError, TypeError):
        raise BeschrijvingOntbreekt(f"{pad} is geen beschrijving van een sandbox") from None


def _als_json(beschrijving: Beschrijving) -> dict[str, Any]:
    return {
        "url": asdict(beschrijving.url),
        "ca": str(beschrijving.ca.absolute()),
        "clock": str(beschrijving.clock.absolute()),
        "database": beschrijving.database,
        "log": str(beschrijving.log.absolute()),
        "partners": [_partner_als_json(partner) for partner in beschrijving.partners],
        "personen": [{veld: getattr(persoon, veld) for veld in _PERSOONSVELDEN} for persoon in beschrijving.personen],
    }


_PERSOONSVELDEN = tuple(BeschrevenPersoon.__annotations__)
"""The keys of a person are the names of the fields."""


def _partner_als_json(partner: BeschrevenPartner) -> dict[str, Any]:
    return {
        "oin": partner.oin,
        "naam": partner.naam,
        "certificaat": str(partner.certificaat.absolute()),
        "sleutel": str(partner.sleutel.absolute()),
        "mandaten": [_mandaat_als_json(mandaat) for mandaat in partner.mandaten],
    }


def _mandaat_als_json(mandaat: BeschrevenMandaat) -> dict[str, Any]:
    return {
        "soort": mandaat.soort.value,
        **({} if mandaat.instantie_id is None else {"instantieId": mandaat.instantie_id}),
        "naam": mandaat.naam,
        "categorie": mandaat.categorie,
        "gemeentecode": mandaat.gemeentecode,
        "bsnGerechtigd": mandaat.bsn_gerechtigd,
        "gebruikers": [{"gebruikerId": g.gebruiker_id, "rollen": sorted(rol.value for rol in g.rollen)} for g in mandaat.gebruikers],
    }


def _uit_json(ruw: Mapping[str, Any]) -> Beschrijving:
    return Beschrijving(
        url=Adressen(**ruw["url"]),
        ca=Path(ruw["ca"]),
        clock=Path(ruw["clock"]),
        database=ruw["database"],
        log=Path(ruw["log"]),
        partners=tuple(_partner_uit_json(partner) for partner in ruw["partners"]),
        personen=tuple(BeschrevenPersoon(**{**persoon, "kenmerken": tuple(persoon["kenmerken"])}) for persoon in ruw["personen"]),
    )


def _partner_uit_json(ruw: Mapping[str, Any]) -> BeschrevenPartner:
    return BeschrevenPartner(
        oin=ruw["oin"],
        naam=ruw["naam"],
        certificaat=Path(ruw["certificaat"]),
        sleutel=Path(ruw["sleutel"]),
        mandaten=tuple(_mandaat_uit_json(mandaat) for mandaat in ruw["mandaten"]),
    )


def _mandaat_uit_json(ruw: Mapping[str, Any]) -> BeschrevenMandaat:
    return BeschrevenMandaat(
        soort=MandaatSoort(ruw["soort"]),
        instantie_id=ruw.get("instantieId"),
        naam=ruw["naam"],
        categorie=ruw["categorie"],
        gemeentecode=ruw["gemeentecode"],
        bsn_gerechtigd=ruw["bsnGerechtigd"],
        gebruikers=tuple(BeschrevenGebruiker(g["gebruikerId"], frozenset(map(Rol, g["rollen"]))) for g in ruw["gebruikers"]),
    )
