"""What both APIs do, apart from HTTP: every request and every answer is held against the description before it counts."""

import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

from .beschrijving import SCHEMAS, NietVolgensBeschrijving, beschrijving
from .openbaar import BEVRAGEN, UPDATE
from .persoonsgegevens import als_persoon

HOOGSTENS = 10
VANZELF = ("inOnderzoek", "geheimhoudingPersoonsgegevens", "opschortingBijhouding", "rni", "verificatie")
"""Fields that come unasked and may not be asked for."""
PROBLEEM = "application/problem+json"


@dataclass(frozen=True)
class Antwoord:
    status: int
    inhoud: Any
    soort: str = "application/json; charset=utf-8"


class BrpPersonenNagebootst:
    """BRP API Personen over persons in the form of a persons file."""

    def __init__(self, personen: Iterable[Mapping[str, Any]] = ()) -> None:
        self._boek = beschrijving(BEVRAGEN)
        self.alle: list[dict[str, Any]] = []
        self._op_bsn: dict[str | None, list[dict[str, Any]]] = defaultdict(list)
        self._op_datum: dict[str | None, list[dict[str, Any]]] = defaultdict(list)
        for ruw in personen:
            self.voeg_toe(ruw)

    def voeg_toe(self, ruw: Mapping[str, Any]) -> None:
        persoon = als_persoon(ruw)
        self._laat_onbeschreven_namen_weg(persoon.get("naam", {}))
        self.alle.append(persoon)
        self._op_bsn[persoon.get("burgerservicenummer")].append(persoon)
        self._op_datum[persoon.get("geboorte", {}).get("datum", {}).get("datum")].append(persoon)

    def _laat_onbeschreven_namen_weg(self, naam: dict[str, Any]) -> None:
        """Some test persons are called ``Rente @ 100%``, which the description does not allow and nobody can ask for."""
        for deel in set(naam):
            try:
                self._boek.keur({"$ref": SCHEMAS + deel.capitalize()}, naam[deel])
            except NietVolgensBeschrijving:
                del naam[deel]

    def antwoord(self, methode: str, adres: str, soort: str, inhoud: bytes) -> Antwoord:
        try:
            operatie = self._boek.operatie(methode, adres)
            vraag = self._boek.keur_verzoek(operatie, soort, inhoud)
            self._keur_velden(vraag)
        except (NietVolgensBeschrijving, ValueError) as fout:
            return Antwoord(400, probleem(400, "paramsValidation", str(fout)), PROBLEEM)
        antwoord = self._zoek(vraag)
        self._boek.keur_antwoord(operatie, antwoord.status, antwoord.soort, antwoord.inhoud)
        return antwoord

    def _keur_velden(self, vraag: dict[str, Any]) -> None:
        if onbekend := sorted(set(vraag) - self._boek.eigenschappen(vraag["type"])):
            raise NietVolgensBeschrijving(f"onbekende parameter {onbekend}")
        bestaand = self._boek.paden(_SCHEMA[vraag["type"]])
        for veld in vraag["fields"]:
            if veld not in bestaand or veld.partition(".")[0] in VANZELF:
                raise NietVolgensBeschrijving(f"veld {veld} kan niet worden gevraagd")

    def _zoek(self, vraag: dict[str, Any]) -> Antwoord:
        if vraag["type"] == "RaadpleegMetBurgerservicenummer":
            gevonden = [p for nummer in dict.fromkeys(vraag["burgerservicenummer"]) for p in self._op_bsn[nummer]]
        else:
            gevonden = [p for p in self._op_datum[vraag["geboortedatum"]] if _draagt(p, vraag["geslachtsnaam"])]
            if not vraag.get("inclusiefOverledenPersonen"):
                gevonden = [p for p in gevonden if _reden(p) != "O"]
        gevonden = [p for p in gevonden if _reden(p) not in ("F", "W")]
        if vraag["type"] != "RaadpleegMetBurgerservicenummer" and len(gevonden) > HOOGSTENS:
            return Antwoord(400, probleem(400, "tooManyResults", "Meer dan maximum van 10 zoekresultaten gevonden."), PROBLEEM)
        velden = frozenset(vraag["fields"])
        personen = [_gefilterd(p, velden, ()) | {n: p[n] for n in VANZELF if n in p} for p in gevonden]
        return Antwoord(200, {"type": vraag["type"], "personen": personen})


class BrpUpdateNagebootst:
    """BRP Update API, for one subscriber."""

    def __init__(self, vandaag: date) -> None:
        self._boek = beschrijving(UPDATE)
        self.vandaag = vandaag
        self.gevolgd: dict[str, dict[str, str]] = {}
        self.gewijzigd: dict[str, date] = {}

    def antwoord(self, methode: str, adres: str, soort: str, inhoud: bytes) -> Antwoord:
        try:
            operatie = self._boek.operatie(methode, adres)
            lichaam = self._boek.keur_verzoek(operatie, soort, inhoud)
        except (NietVolgensBeschrijving, ValueError) as fout:
            return Antwoord(400, probleem(400, "paramsValidation", str(fout)), PROBLEEM)
        antwoord = getattr(self, f"_{operatie['operationId']}")(adres, lichaam)
        self._boek.keur_antwoord(operatie, antwoord.status, antwoord.soort, antwoord.inhoud)
        return antwoord

    def actief(self) -> set[str]:
        """A volgindicatie with an end date of today or before is over."""
        return {bsn for bsn, v in self.gevolgd.items() if date.fromisoformat(v.get("einddatum", "9999-12-31")) > self.vandaag}

    def _UpsertVolgindicatie(self, adres: str, lichaam: dict[str, str]) -> Antwoord:
        bsn = urlsplit(adres).path.rpartition("/")[2]
        nieuw = bsn not in self.actief()
        begin = self.vandaag.isoformat() if nieuw else self.gevolgd[bsn]["begindatum"]
        self.gevolgd[bsn] = {"burgerservicenummer": bsn, "begindatum": begin, **lichaam}
        return Antwoord(201 if nieuw else 200, self.gevolgd[bsn], "application/hal+json" if nieuw else "application/json")

    def _GetVolgindicaties(self, adres: str, lichaam: None) -> Antwoord:
        return Antwoord(200, {"volgindicaties": [self.gevolgd[bsn] for bsn in sorted(self.actief())]}, "application/json")

    def _GetGewijzigdePersonen(self, adres: str, lichaam: None) -> Antwoord:
        vanaf = date.fromisoformat(parse_qs(urlsplit(adres).query).get("vanaf", ["0001-01-01"])[0])
        nummers = sorted(bsn for bsn, dag in self.gewijzigd.items() if dag >= vanaf and bsn in self.actief())
        return Antwoord(200, {"_links": {"self": {"href": "/wijzigingen"}}, "burgerservicenummers": nummers}, "application/hal+json")


@dataclass
class Tokenserver:
    """OAuth 2.0 client credentials, as RvIG asks them."""

    client_id: str = "verwijsindex"
    geheim: str = "zeer geheim & met tekens"
    scope: str | None = None
    duur: int = 3600
    uitgegeven: list[str] = field(default_factory=list)
    geldig: set[str] = field(default_factory=set)

    def antwoord(self, inhoud: bytes) -> Antwoord:
        velden = {naam: waarde[0] for naam, waarde in parse_qs(inhoud.decode(), strict_parsing=True).items()}
        goed = {"grant_type": "client_credentials", "client_id": self.client_id, "client_secret": self.geheim}
        if self.scope is not None:
            goed |= {"scope": self.scope, "resourceServer": "ResourceServer01"}
        if velden != goed:
            return Antwoord(401, {"error": "invalid_client"}, "application/json")
        token = f"token-{len(self.uitgegeven)}"
        self.uitgegeven.append(token)
        self.geldig.add(token)
        return Antwoord(200, {"access_token": token, "token_type": "bearer", "expires_in": self.duur}, "application/json")


_SCHEMA = {"RaadpleegMetBurgerservicenummer": "Persoon", "ZoekMetGeslachtsnaamEnGeboortedatum": "PersoonBeperkt"}


def probleem(status: int, code: str, uitleg: str = "") -> dict[str, Any]:
    """``Foutbericht``."""
    return {"type": "https://example.nl/fout", "title": "Fout", "status": status, "detail": uitleg, "code": code}


def als_json(antwoord: Antwoord) -> bytes:
    return json.dumps(antwoord.inhoud).encode()


def _reden(persoon: dict[str, Any]) -> str | None:
    return persoon.get("opschortingBijhouding", {}).get("reden", {}).get("code")


def _draagt(persoon: dict[str, Any], gevraagd: str) -> bool:
    """Found with or without its diacritics, whatever the case; ``*`` at the end stands for the rest."""
    naam = persoon.get("naam", {}).get("geslachtsnaam", "").casefold()
    plat = "".join(teken for teken in unicodedata.normalize("NFKD", naam) if not unicodedata.combining(teken))
    gezocht = gevraagd.casefold()
    if gezocht.endswith("*"):
        return naam.startswith(gezocht[:-1]) or plat.startswith(gezocht[:-1])
    return gezocht in (naam, plat)


def _gefilterd(waarde: dict[str, Any], velden: frozenset[str], voor: tuple[str, ...]) -> dict[str, Any]:
    """What was asked for: a path brings everything under it, and the ``type`` of what it lies in."""
    over: dict[str, Any] = {}
    for naam, stuk in waarde.items():
        pad = ".".join((*voor, naam))
        if pad in velden or (naam == "type" and voor):
            over[naam] = stuk
        elif any(veld.startswith(pad + ".") for veld in velden):
            binnen = (
                [_gefilterd(s, velden, (*voor, naam)) for s in stuk] if isinstance(stuk, list) else _gefilterd(stuk, velden, (*voor, naam))
            )
            if binnen:
                over[naam] = binnen
    return over
