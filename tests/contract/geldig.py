"""Samples with something unusual that is right, and what the two validators disagree about."""

from .tweeling import BESLUIT, BSN, CONTACT, LIJST, POSTBUS, REGISTRATIE, SIGNALEN, UIT_ARCHIEF, XSI, Tweeling, waarde

GELDIG = [
    *waarde(
        BSN, "bsn", ("dat met een nul begint", "012345672"), ("in CDATA", "<![CDATA[999990019]]>"), ("met een verwijzing", "99999001&#57;")
    ),
    *waarde(BSN, "verzenderOin", ("met letters in het nummer", "00000007ABcd12340000")),
    *waarde(BSN, "partnerMeldingId", ("van 64 tekens", "a" * 64), ("met een spatie erin", "a  b"), ("met haken", "&lt;a&gt;&amp;'\"")),
    *waarde(
        LIJST,
        "geslachtsnaam",
        ("van 200 tekens", "\u00e9" * 200),
        ("met losse accenten", "Jose\u0301"),
        ("Turks", "\u0130\u015f\u0131k"),
        ("Pools", "\u0141\u0119cki"),
        ("Grieks", "\u03a0\u03b1\u03c0\u03b1\u03b4\u03cc\u03c0\u03bf\u03c5\u03bb\u03bf\u03c2"),
        ("met een krul-apostrof", "d\u2019Hont"),
        ("met een streepje", "Jansen-de Vries"),
    ),
    *waarde(LIJST, "voorvoegsel", ("leeg", ""), ("van tien tekens", "voor in 't")),
    *waarde(
        LIJST,
        "geboortedatum",
        ("op een schrikkeldag", "2012-02-29"),
        ("met een spatie eromheen", " 2012-02-29\n"),
        ("lang geleden", "1899-12-31"),
    ),
    *waarde(LIJST, "huisnummer", ("het grootste", "99999"), ("met een spatie eromheen", " 12 ")),
    *waarde(POSTBUS, "maxAantal", ("een", "1"), ("500", "500")),
    *waarde(POSTBUS, "vanafVolgnummer", ("het grootste", "999999999999")),
    *waarde(CONTACT, "functie", ("leeg", ""), ("van 100 tekens", "a" * 100)),
    *waarde(CONTACT, "locatie", ("leeg", "")),
    *waarde(
        CONTACT,
        "telefoon",
        ("kort", "112"),
        ("van 20 cijfers", "0" * 20),
        ("met haakjes", "(020) 123 45 67"),
        ("met punten", "020.123.45.67"),
    ),
    *waarde(CONTACT, "emailadres", ("met een plus", "m+j@ggd.example"), ("van 254 tekens", "a" * 242 + "@ggd.example")),
    *waarde(
        "ControleerVerbinding-antwoord",
        "tijdstip",
        ("in UTC", "2026-11-24T09:15:30Z"),
        ("met zes cijfers achter de seconde", "2026-11-24T09:15:30.123456Z"),
        ("met een verschil naar het westen", "2026-11-24T04:15:30-05:00"),
    ),
    *waarde(
        "MeldJeugdige-fout", "element", ("vanaf de wortel", "/MeldJeugdigen/melding[100]/jeugdige/bsn"), ("een attribuut", "jeugdige/@type")
    ),
    Tweeling("andere prefixen", BSN, r"<typ:bsn>999990019</typ:bsn>", '<bsn xmlns="urn:verwijsindex:typen:v1">999990019</bsn>'),
    Tweeling("commentaar tussen de elementen", BSN, r"<mld:jeugdige>", "<!-- commentaar --><mld:jeugdige>"),
    Tweeling("xsi:type van het type zelf", BSN, r"<typ:bsn>", f'<typ:bsn {XSI} xsi:type="typ:Bsn">'),
    Tweeling("zonder kenmerk", BSN, r"<typ:kenmerk>.*</typ:kenmerk>", ""),
    Tweeling(
        "een jeugdige zonder nummer",
        REGISTRATIE,
        r"<rec:bsn>.*</rec:bsn>",
        "<rec:zonderBsn><typ:geslachtsnaam>A</typ:geslachtsnaam><typ:geboortedatum>2012-02-29</typ:geboortedatum>"
        "<typ:geslacht>V</typ:geslacht></rec:zonderBsn>",
    ),
    Tweeling("een besluit over alle meldingen", BESLUIT, r"<rec:meldingId>.*</rec:meldingId>", ""),
    Tweeling("een jeugdige uit het archief", UIT_ARCHIEF, r"<rec:meldingId>.*</rec:meldingId>", "<rec:bsn>999990019</rec:bsn>"),
    Tweeling("geen enkel signaal", SIGNALEN, r"<sig:signaal>.*</sig:signaal>", ""),
    Tweeling("geen telefoon en geen e-mailadres, wat een regel weigert", CONTACT, r"<typ:telefoon>.*</typ:emailadres>", ""),
    Tweeling(
        "100 meldingen",
        LIJST,
        r"<mld:melding>.*</mld:melding>",
        "<mld:melding><mld:partnerMeldingId>a</mld:partnerMeldingId><mld:jeugdige><typ:bsn>999990019</typ:bsn></mld:jeugdige></mld:melding>"
        * 100,
    ),
]

# xmlschema takes any space of Unicode for white space around a date, number or boolean; XML knows four. The server uses lxml.
ALLEEN_VOOR_LXML_ONGELDIG = [
    tweeling
    for spatie in ("\u0085", "\u00a0", "\u2003", "\u3000")
    for voorbeeld, element, gewoon in (
        (LIJST, "geboortedatum", "2012-02-29"),
        (POSTBUS, "maxAantal", "100"),
        ("MeldJeugdige-antwoord", "meldmoment", "2026-11-24T09:15:30Z"),
        ("MeldJeugdige-antwoord", "reedsGemeld", "false"),
    )
    for tweeling in waarde(voorbeeld, element, (f"met U+{ord(spatie):04X} ervoor", spatie + gewoon))
]
