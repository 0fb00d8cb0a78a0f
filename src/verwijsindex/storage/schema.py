"""The whole schema: METADATA with every table in it, whoever declares them."""

from verwijsindex.storage import (
    tabellen_beleid,
    tabellen_certificaten,
    tabellen_logboek,
    tabellen_omgeving,
    tabellen_organisaties,
    tabellen_rechten,
    tabellen_sleutels,
)
from verwijsindex.storage.tabellen import METADATA

__all__ = [
    "METADATA",
    "tabellen_beleid",
    "tabellen_certificaten",
    "tabellen_logboek",
    "tabellen_omgeving",
    "tabellen_organisaties",
    "tabellen_rechten",
    "tabellen_sleutels",
]
