"""Types of ``xsd/beleidsinformatie-v1.xsd``: requests and responses of BeleidsinformatieService_v1."""

from spyne import Unicode
from spyne.model.primitive import Int

from verwijsindex.contract import namespaces as ns
from verwijsindex.soap.types import typen as t
from verwijsindex.soap.types import waarden as w
from verwijsindex.soap.types.elementen import ONBEPERKT, Groep, herhaald, optioneel, verplicht, waarde

RapportageSoort = waarde(Unicode, "RapportageSoort", ns.BELEIDSINFORMATIE, values=("MELDINGEN", "MATCHES", "OPVOLGING", "ARCHIEF"))
Maat = waarde(
    Unicode,
    "Maat",
    ns.BELEIDSINFORMATIE,
    values=(
        "NIEUW",
        "ACTIEF",
        "VERWIJDERD_NIET_TERECHT",
        "VERWIJDERD_RISICO_NIET_MEER_AANWEZIG",
        "VERWIJDERD_TERMIJN",
        "VERWIJDERD_ANDERS",
        "MATCH_ZELFDE_JEUGDIGE",
        "MATCH_GEZIN",
        "MATCH_BINNEN_REGIO",
        "MATCH_BUITEN_REGIO",
        "MET_CONTACT",
        "ZONDER_CONTACT",
        "GEARCHIVEERD",
    ),
)
Domein = waarde(
    Unicode,
    "Domein",
    ns.BELEIDSINFORMATIE,
    values=(
        "JEUGDHULP",
        "JEUGDGEZONDHEIDSZORG",
        "GEZONDHEIDSZORG",
        "ONDERWIJS",
        "MAATSCHAPPELIJKE_ONDERSTEUNING",
        "WERK_EN_INKOMEN",
        "POLITIE_EN_JUSTITIE",
    ),
)
Maand = waarde(Unicode, "Maand", ns.BELEIDSINFORMATIE, pattern="[1-9][0-9]{3}-(0[1-9]|1[0-2])")
Categoriecode = waarde(Unicode, "Categoriecode", ns.BELEIDSINFORMATIE, pattern="[A-Z]{2}[0-9]{1,2}[A-Z]{0,1}")
Ondergrens = waarde(Int, "Ondergrens", ns.BELEIDSINFORMATIE, ge=1, le=1000, pattern="[1-9][0-9]{0,3}")
Aantal = waarde(Int, "Aantal", ns.BELEIDSINFORMATIE, ge=0, le=999999999, pattern="0|[1-9][0-9]{0,8}")


class BeleidsinformatieGroep(Groep):
    """Base of the types in the namespace of this service."""

    __namespace__ = ns.BELEIDSINFORMATIE


class Cel(BeleidsinformatieGroep):
    """A number and what of."""

    maat = verplicht(Maat)
    maand = optioneel(Maand)
    gemeentecode = optioneel(w.Gemeentecode)
    domein = optioneel(Domein)
    categorie = optioneel(Categoriecode)
    aantal = optioneel(Aantal)


class HaalRapportageOpVerzoek(BeleidsinformatieGroep):
    """Request of HaalRapportageOp."""

    stuurgegevens = verplicht(t.Stuurgegevens)
    rapportage = verplicht(RapportageSoort)
    vanafMaand = verplicht(Maand)
    totEnMetMaand = verplicht(Maand)
    gemeentecode = optioneel(w.Gemeentecode)


class HaalRapportageOpAntwoord(BeleidsinformatieGroep):
    """Response of HaalRapportageOp."""

    stuurgegevens = verplicht(t.StuurgegevensAntwoord)
    rapportage = verplicht(RapportageSoort)
    vanafMaand = verplicht(Maand)
    totEnMetMaand = verplicht(Maand)
    ondergrens = verplicht(Ondergrens)
    cel = herhaald(Cel, 0, ONBEPERKT)
