"""Names of invented people; none of them stands for anyone."""

from typing import Final

from verwijsindex.sandbox.kans import Kans

VOORNAMEN: Final = {
    "V": (
        *("Sanne", "Fleur", "Noor", "Zoë", "Esmée", "Lotte", "Yara", "Amina", "Roos", "Jip", "Hanneke", "Marit", "Chloé", "Nadia", "Fenna"),
        *("Iris", "Willemijn", "Tess", "Samira", "Anouk", "Liv", "Merel", "Puck", "Dilara", "Janneke"),
    ),
    "M": (
        *(
            "Daniël",
            "Bram",
            "Thijs",
            "Noah",
            "Joris",
            "Mohammed",
            "René",
            "Sem",
            "Ruben",
            "Kees",
            "Milan",
            "Stijn",
            "Youssef",
            "Teun",
            "Gijs",
        ),
        *("Jens", "Floris", "Bilal", "Wouter", "Hugo", "Siem", "Raúl", "Emre", "Pieter", "Koen"),
    ),
}
"""By geslacht."""
GESLACHTSNAMEN: Final = (
    *((None, naam) for naam in ("Veldman", "Rietstap", "Groenewoud", "Zandbergen", "Oosterlaan", "Molenkamp", "Hazelhof", "Brugmans")),
    *((None, naam) for naam in ("Kruisbeek", "Öztürk", "El Haddadi", "Wilgenhof", "Beekhuis", "Santana", "Klaverweide", "Noordzij")),
    *(("van", naam) for naam in ("Duinrand", "Heidestein", "Kanaalzicht", "Lindenhof")),
    *(("van der", naam) for naam in ("Schuur", "Weerd", "Kolk", "Linde")),
    *(("de", naam) for naam in ("Vlieger", "Boomgaard", "Ruiter", "Schipper")),
    *(("van den", naam) for naam in ("Akker", "Horst")),
    *(("ten", naam) for naam in ("Broeke", "Veen")),
    *(("'t", naam) for naam in ("Hoen", "Lam")),
)
"""Voorvoegsel and geslachtsnaam."""

_STAMMEN: Final = (
    *("Veld", "Riet", "Groen", "Zand", "Ooster", "Molen", "Hazel", "Brugge", "Kruis", "Wilgen", "Beek", "Klaver", "Noord", "Duin", "Heide"),
    *(
        "Kanaal",
        "Linde",
        "Akker",
        "Berken",
        "Dijk",
        "Eiken",
        "Haver",
        "Iepen",
        "Koren",
        "Lelie",
        "Mos",
        "Olmen",
        "Polder",
        "Ruig",
        "Wester",
    ),
)
_UITGANGEN: Final = (
    *("man", "stap", "woud", "berg", "laan", "kamp", "hof", "huis", "beek", "zicht", "rand", "steen", "horst", "dam", "veen", "burg"),
    *("hout", "land", "meer", "oord", "put", "sluis", "terp", "vliet", "weide", "zoom", "brink", "donk", "gaard", "hoek"),
)
_VOORVOEGSELS: Final = ((0.70, None), (0.10, "van"), (0.07, "van der"), (0.06, "de"), (0.04, "van den"), (0.03, "ten"))
_BEKEND: Final = 0.2


def loot_geslachtsnaam(kans: Kans) -> tuple[str | None, str]:
    """Voorvoegsel and geslachtsnaam: one of those above, or one of thousands made of two parts, so that names tell families apart."""
    if kans.komt_uit(_BEKEND):
        return kans.kies(GESLACHTSNAMEN)
    return kans.weeg(_VOORVOEGSELS), kans.kies(_STAMMEN) + kans.kies(_UITGANGEN)


def loot_voornamen(kans: Kans, geslacht: str) -> str:
    """One or two of them, not the same one twice."""
    namen = VOORNAMEN[geslacht]
    eerste = kans.getal(0, len(namen))
    if kans.komt_uit(0.5):
        return namen[eerste]
    return f"{namen[eerste]} {namen[(eerste + kans.getal(1, len(namen))) % len(namen)]}"
