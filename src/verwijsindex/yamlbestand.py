"""Reading and writing YAML files of an operator: a plain tree in which every value knows its line; no tags, no references."""

from collections.abc import Mapping
from typing import Any, Final

import yaml

from verwijsindex.domain.boom import BestandOnjuist, Bestandsfout, Knoop

HOOGSTENS: Final = 32 * 1024 * 1024
"""Bytes; a file of a whole country is smaller."""
_DIEPTE: Final = 20
_VAN_ZELF: Final = "tag:yaml.org,2002:"


def lees_yaml(ruw: bytes) -> Knoop:
    """The tree in a YAML file. Raises BestandOnjuist with a line and a Dutch reason; nothing in the file is ever executed or expanded."""
    if len(ruw) > HOOGSTENS:
        raise BestandOnjuist([Bestandsfout(1, "het bestand is te groot")])
    try:
        tekst = ruw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BestandOnjuist([Bestandsfout(1, "het bestand is geen UTF-8")]) from None
    try:
        return _lees(tekst)
    except yaml.MarkedYAMLError as fout:
        plek = fout.problem_mark or fout.context_mark
        raise BestandOnjuist([Bestandsfout(1 if plek is None else plek.line + 1, "dit is geen geldige YAML")]) from None
    except (yaml.YAMLError, RecursionError):
        raise BestandOnjuist([Bestandsfout(1, "dit is geen geldige YAML")]) from None


def schrijf_yaml(waarde: object) -> str:
    """Lists, dicts in their order, and plain values as YAML that a person can read and change."""
    tekst: str = yaml.safe_dump(waarde, sort_keys=False, allow_unicode=True, width=110, default_flow_style=False)
    return tekst


def _lees(tekst: str) -> Knoop:
    for gebeurtenis in yaml.parse(tekst, Loader=yaml.SafeLoader):
        if isinstance(gebeurtenis, yaml.AliasEvent) or getattr(gebeurtenis, "anchor", None) is not None:
            raise _fout(gebeurtenis.start_mark, "verwijzingen met & en * mogen niet")
        if isinstance(gebeurtenis, yaml.NodeEvent) and getattr(gebeurtenis, "tag", None) is not None:
            raise _fout(gebeurtenis.start_mark, "typen met ! mogen niet")
    wortel = yaml.compose(tekst, Loader=yaml.SafeLoader)
    if wortel is None:
        raise BestandOnjuist([Bestandsfout(1, "het bestand is leeg")])
    return _knoop(wortel, 0)


def _knoop(node: yaml.Node, diepte: int) -> Knoop:
    if diepte > _DIEPTE:
        raise _fout(node.start_mark, "hier staat te veel in elkaar")
    regel = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return Knoop(regel, _velden(node, diepte))
    if isinstance(node, yaml.SequenceNode):
        return Knoop(regel, tuple(_knoop(deel, diepte + 1) for deel in node.value))
    return Knoop(regel, None if node.tag == f"{_VAN_ZELF}null" else str(node.value))


def _velden(node: yaml.MappingNode, diepte: int) -> Mapping[str, Knoop]:
    gelezen: dict[str, Knoop] = {}
    for sleutel, waarde in node.value:
        if not isinstance(sleutel, yaml.ScalarNode):
            raise _fout(sleutel.start_mark, "links van een dubbele punt hoort een woord")
        if sleutel.value in gelezen:
            raise _fout(sleutel.start_mark, f"{sleutel.value} staat er twee keer")
        gelezen[sleutel.value] = _knoop(waarde, diepte + 1)
    return gelezen


def _fout(plek: Any, reden: str) -> BestandOnjuist:
    return BestandOnjuist([Bestandsfout(plek.line + 1, reden)])
