"""An OpenAPI file as a judge: whether a request and an answer are what it describes.

JSON Schema knows no ``discriminator`` and no ``nullable``. Both are rewritten here: an object with a discriminator must be one of the
mapped types, by its own word, and what may be null gets null among its types.
"""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from jsonschema import Draft202012Validator, FormatChecker

SCHEMAS = "#/components/schemas/"
BASIS = "__basis"
DIEPST = 5
"""Levels of a path; only gezag goes deeper."""


class NietVolgensBeschrijving(AssertionError):
    """What was sent is not what the OpenAPI file says."""


class Beschrijving:
    """One OpenAPI file."""

    def __init__(self, bestand: Path) -> None:
        self._ruw = json.loads(bestand.read_text(encoding="utf-8"))
        self._vast = _zonder_openapi(json.loads(json.dumps(self._ruw)))
        self._keuringen: dict[str, Draft202012Validator] = {}
        self._bekende_paden: dict[str, frozenset[str]] = {}

    @property
    def schemas(self) -> dict[str, Any]:
        return self._ruw["components"]["schemas"]

    def keur(self, schema: dict[str, Any], waarde: Any) -> None:
        """Hold a value against a schema of the file."""
        sleutel = json.dumps(schema, sort_keys=True)
        if sleutel not in self._keuringen:
            volledig = {"components": self._vast["components"], **_zonder_openapi(json.loads(sleutel))}
            self._keuringen[sleutel] = Draft202012Validator(volledig, format_checker=FormatChecker())
        fouten = sorted(self._keuringen[sleutel].iter_errors(waarde), key=str)
        if fouten:
            raise NietVolgensBeschrijving("; ".join(f"{fout.json_path}: {fout.message}" for fout in fouten))

    def operatie(self, methode: str, adres: str) -> dict[str, Any]:
        """The operation of this address; path parameters and query are held against it."""
        pad = urlsplit(adres).path
        for sjabloon, methoden in self._ruw["paths"].items():
            delen, gegeven = sjabloon.split("/"), pad.split("/")
            if len(delen) == len(gegeven) and all(d == g or d.startswith("{") for d, g in zip(delen, gegeven, strict=True)):
                operatie = methoden.get(methode.lower())
                if operatie is None:
                    break
                in_pad = {d[1:-1]: g for d, g in zip(delen, gegeven, strict=True) if d.startswith("{")}
                self._keur_parameters(operatie, in_pad | dict(parse_qsl(urlsplit(adres).query, keep_blank_values=True)))
                return operatie
        raise NietVolgensBeschrijving(f"{methode} {pad} staat niet in de beschrijving")

    def keur_verzoek(self, operatie: dict[str, Any], soort: str, inhoud: bytes) -> Any:
        """The body of a request, which must be one of the described; None when there is none and none is described."""
        beschreven = operatie.get("requestBody", {}).get("content", {})
        if not beschreven:
            if inhoud:
                raise NietVolgensBeschrijving("deze operatie heeft geen body")
            return None
        media = {naam.replace(" ", "").lower(): wat for naam, wat in beschreven.items()}
        if soort.replace(" ", "").lower() not in media:
            raise NietVolgensBeschrijving(f"content-type {soort}")
        waarde = json.loads(inhoud)
        self.keur(media[soort.replace(" ", "").lower()]["schema"], waarde)
        return waarde

    def keur_antwoord(self, operatie: dict[str, Any], status: int, soort: str, waarde: Any) -> None:
        """Status, media type and body of an answer."""
        antwoord = operatie["responses"].get(str(status))
        if antwoord is None:
            raise NietVolgensBeschrijving(f"status {status} staat niet in de beschrijving")
        if "$ref" in antwoord:
            antwoord = self._ruw["components"]["responses"][antwoord["$ref"].rpartition("/")[2]]
        media = {naam.partition(";")[0]: wat for naam, wat in antwoord["content"].items()}
        if soort.partition(";")[0] not in media:
            raise NietVolgensBeschrijving(f"content-type {soort} bij {status}")
        self.keur(media[soort.partition(";")[0]]["schema"], waarde)

    def paden(self, naam: str) -> frozenset[str]:
        """Every path to a field of the schema, dots between: what ``fields`` may name, and what an answer may hold."""
        if naam not in self._bekende_paden:
            self._bekende_paden[naam] = frozenset(self._paden({"$ref": SCHEMAS + naam}, ()))
        return self._bekende_paden[naam]

    def eigenschappen(self, naam: str) -> frozenset[str]:
        """The properties of a schema itself."""
        return frozenset(self._eigenschappen({"$ref": SCHEMAS + naam}))

    def _keur_parameters(self, operatie: dict[str, Any], waarden: dict[str, str]) -> None:
        beschreven = {p["name"]: p for p in operatie.get("parameters", ())}
        if onbekend := sorted(set(waarden) - set(beschreven)):
            raise NietVolgensBeschrijving(f"onbekende parameter {onbekend}")
        for naam, parameter in beschreven.items():
            if naam in waarden:
                self.keur(parameter["schema"], waarden[naam])
            elif parameter.get("required"):
                raise NietVolgensBeschrijving(f"parameter {naam} ontbreekt")

    def _eigenschappen(self, schema: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
        """Those of everything it is made of, and of every type that it can be; types may differ in what a property is."""
        gevonden = self._eigen(schema)
        for doel in self._opgelost(schema).get("discriminator", {}).get("mapping", {}).values():
            gevonden = _samen(gevonden, self._eigen({"$ref": doel}))
        return gevonden

    def _eigen(self, schema: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
        """The same without the types: a type refers to its base, and the base to its types."""
        schema = self._opgelost(schema)
        gevonden = {naam: [onder] for naam, onder in schema.get("properties", {}).items()}
        for stuk in schema.get("allOf", ()):
            gevonden = _samen(gevonden, self._eigen(stuk))
        return gevonden

    def _opgelost(self, schema: dict[str, Any]) -> dict[str, Any]:
        """What a reference refers to, and what a list is a list of."""
        while "$ref" in schema or "items" in schema:
            schema = self.schemas[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema["items"]
        return schema

    def _paden(self, schema: dict[str, Any], voor: tuple[str, ...]) -> Iterator[str]:
        for naam, mogelijk in self._eigenschappen(schema).items():
            yield ".".join((*voor, naam))
            for onder in mogelijk if len(voor) < DIEPST else ():
                yield from self._paden(onder, (*voor, naam))


def _samen(een: dict[str, list[dict[str, Any]]], ander: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    return {naam: een.get(naam, []) + ander.get(naam, []) for naam in (*een, *ander)}


def _zonder_openapi(ruw: Any) -> Any:
    """The same file as JSON Schema."""
    schemas = ruw.get("components", {}).get("schemas", {}) if isinstance(ruw, dict) else {}
    for naam, schema in list(schemas.items()):
        mapping = schema.get("discriminator", {}).get("mapping")
        if mapping is None:
            continue
        kenmerk = schema.pop("discriminator")["propertyName"]
        schemas[naam + BASIS] = schema
        schemas[naam] = {
            "type": "object",
            "required": [kenmerk],
            "properties": {kenmerk: {"enum": sorted(mapping)}},
            "allOf": [
                {"if": {"properties": {kenmerk: {"const": woord}}}, "then": {"$ref": doel}} for woord, doel in sorted(mapping.items())
            ],
        }
        for doel in mapping.values():
            for stuk in schemas[doel.rpartition("/")[2]].get("allOf", ()):
                if stuk.get("$ref") == SCHEMAS + naam:
                    stuk["$ref"] += BASIS
    return _met_null(ruw)


def _met_null(ruw: Any) -> Any:
    if isinstance(ruw, list):
        return [_met_null(stuk) for stuk in ruw]
    if not isinstance(ruw, dict):
        return ruw
    nieuw = {sleutel: _met_null(waarde) for sleutel, waarde in ruw.items() if sleutel != "nullable"}
    if ruw.get("nullable") is True and "type" in nieuw:
        nieuw["type"] = [nieuw["type"], "null"]
    return nieuw


@cache
def beschrijving(bestand: Path) -> Beschrijving:
    """A file, read once."""
    return Beschrijving(bestand)
