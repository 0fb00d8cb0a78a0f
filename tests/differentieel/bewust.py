"""Copies of the verifier as somebody might have written it: mistakes that are not one missing `if`."""

from verwijsindex.security import receive, soapstructure, structure, trust, verify

from .verzwakken import Verzwakking, met_tekst

_ZOEK = "next((e for e in reference.getroottree().iter('*') if '#' + (e.get(WSU_ID) or '') == reference.get('URI')), None)"
_STAP_8 = "        voortgang.stap = 8\n"
_VOORAF = "self._replay, certificaat.oin, gelezen.adressering.message_id, gelezen.beveiliging.signature_value"
_ACHTERAF = "self._replay, oin, message_id, bewezen.bewijs.handtekening"

BEWUST: dict[str, list[Verzwakking]] = {
    "dekking per naam, de plaats doet er niet toe": [
        met_tekst(
            structure,
            [
                ('doel = nog_open.pop(reference.get("URI") or "", None)', f"doel = {_ZOEK}"),
                (
                    "if any(deel is not token for deel in nog_open.values()):",
                    "if not {deel.tag for deel in verplicht} <= {verwijzing.doel.tag for verwijzing in verwijzingen}:",
                ),
                ("if not all(ids[1:]):", "if False:"),
            ],
            "dekking per naam",
        ),
        met_tekst(verify, [("if v.doel is body]", "if v.doel.tag == body.tag]")], "Body op naam"),
    ],
    "de Body uit de boom, niet uit wat getekend is": [
        met_tekst(verify, [("return Bewijs(body_canoniek,", "return Bewijs(etree.tostring(body),")], "Body uit de boom")
    ],
    "PrefixList van SignedInfo vergeten": [
        met_tekst(verify, [("(beveiliging.signed_info, beveiliging.prefixen)", "(beveiliging.signed_info)")], "zonder PrefixList")
    ],
    "PrefixList van een verwijzing vergeten": [
        met_tekst(verify, [("(verwijzing.doel, verwijzing.prefixen)", "(verwijzing.doel)")], "zonder PrefixList")
    ],
    "altijd SHA-256 voor de handtekening": [
        met_tekst(
            verify,
            [("verifieer_waarde(beveiliging.algoritme,", "verifieer_waarde(type(beveiliging.algoritme).RSA_SHA256,")],
            "altijd SHA-256",
        )
    ],
    "Timestamp hoeft niet getekend": [met_tekst(structure, [("[delen.body, timestamp, *", "[delen.body, *")], "zonder Timestamp")],
    "WS-Addressing hoeft niet getekend": [
        met_tekst(structure, [("timestamp, *delen.adressering.values()]", "timestamp]")], "zonder adressering")
    ],
    "Body hoeft niet getekend": [met_tekst(structure, [("[delen.body, timestamp,", "[timestamp,")], "zonder Body")],
    "SignatureConfirmation hoeft niet getekend": [
        met_tekst(structure, [("verplicht.append(delen_security[CONFIRMATION])", "pass")], "zonder bevestiging")
    ],
    "alles wat getekend is mag": [
        met_tekst(structure, [("if doel is None:", "if doel is None and not reference.get('URI'):")], "alles mag")
    ],
    "Header en Body in elke volgorde": [
        met_tekst(
            soapstructure,
            [
                (
                    "if [deel.tag for deel in delen] != [HEADER, BODY]:",
                    "if sorted(deel.tag for deel in delen) != sorted([HEADER, BODY]):",
                )
            ],
            "volgorde vrij",
        )
    ],
    "herhaling onthouden voor de handtekening klopt": [
        met_tekst(
            receive,
            [
                (_STAP_8, f"{_STAP_8}        controleer_herhaling({_VOORAF}, nu=nu, policy=self._policy)\n"),
                (f"        controleer_herhaling({_ACHTERAF}, nu=nu, policy=self._policy)\n", ""),
            ],
            "herhaling vooraf",
        )
    ],
    "certificaat vertrouwd zonder keten": [
        met_tekst(trust, [("ketting = self._loop_pad(certificaat, nu)", "ketting = (certificaat,)")], "zonder keten")
    ],
    "keten uit het geheugen zonder datum": [
        met_tekst(trust, [("keten is not None and keten.vanaf <= nu <= keten.tot", "keten is not None")], "zonder datum")
    ],
    "intrekking alleen bij een nieuwe keten": [
        met_tekst(
            trust,
            [("onthoud(der, keten)\n        self._controleer_intrekking", "onthoud(der, keten)\n            self._controleer_intrekking")],
            "intrekking een keer",
        )
    ],
    "de eerste van twee OINs": [met_tekst(trust, [("if len(waarden) == 1 else", "if waarden else")], "eerste OIN")],
    "OIN met iets erachter": [met_tekst(trust, [("_OIN.fullmatch(oin)", "_OIN.match(oin)")], "OIN-begin")],
    "KeyUsage van de ondertekenaar mag ontbreken": [
        met_tekst(
            trust,
            [(".require_present(x509.KeyUsage, Criticality.AGNOSTIC, _mag_ondertekenen)", "")],
            "KeyUsage ondertekenaar",
        )
    ],
    "KeyUsage van de uitgever mag ontbreken": [
        met_tekst(trust, [(".require_present(x509.KeyUsage, Criticality.AGNOSTIC, _mag_uitgeven)", "")], "KeyUsage uitgever")
    ],
}
