"""The door: HTTP, the front, and the only home of Spyne, which ``spyne_import`` makes importable for every module here."""

from verwijsindex.soap import spyne_import as spyne_import
