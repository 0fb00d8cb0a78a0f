"""Exclusive C14N without comments, the one canonicalisation of the profile (WB007)."""

from collections.abc import Sequence
from typing import Final

from lxml import etree

from verwijsindex.security.parse import parse_trusted_canonical

DEFAULT_PREFIX: Final = "#default"


def canonicaliseer(element: etree._Element, prefixen: Sequence[str] = ()) -> bytes:
    """Return the canonical bytes of a *parsed* element; `prefixen` is its InclusiveNamespaces PrefixList.

    lxml leaves out a prefix that libxml2 has no entry for in the dictionary of the thread. Every prefix that a parsed document declares
    has one, which is why a tree built in memory will not do; `#default` gets one here. Raises `etree.C14NError` on what cannot be
    canonicalised, such as a relative namespace name.
    """
    if not prefixen:
        return etree.tostring(element, method="c14n", exclusive=True, with_comments=False)
    if DEFAULT_PREFIX in prefixen:
        parse_trusted_canonical(b'<x xmlns:x="#default"/>')  # namespace names are interned
    return etree.tostring(element, method="c14n", exclusive=True, with_comments=False, inclusive_ns_prefixes=list(prefixen))
