"""Names of invented people; none of them stands for anyone."""

from typing import Final

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
