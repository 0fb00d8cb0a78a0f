/* A client on gSOAP with its plugins wsse and wsa: the whole story, signed, every answer verified. Values come from the environment
   (../README.md); VORM=prefixlist gives every signed part a PrefixList, which is another form of the same. */
#include "soapH.h"
#include "MeldingenBinding_USCOREv1.nsmap"
#include "wsaapi.h"
#include "wsseapi.h"

#define ADRESSERING "wsa5:To wsa5:Action wsa5:MessageID wsa5:ReplyTo"
#define MELDINGEN "urn:verwijsindex:meldingen:v1:"
#define SIGNALEN "urn:verwijsindex:signalen:v1:"

static EVP_PKEY *sleutel;
static X509 *certificaat;

/* What goes out and what comes in, to compare SignatureConfirmation with our own SignatureValue: the plugin does not. */
static char uit[1 << 20], in[1 << 22];
static size_t uit_lengte, in_lengte;
static int (*verstuur)(struct soap *, const char *, size_t);
static size_t (*ontvang)(struct soap *, char *, size_t);

static int verstuur_en_bewaar(struct soap *soap, const char *bytes, size_t aantal)
{
    if (uit_lengte + aantal < sizeof uit) {
        memcpy(uit + uit_lengte, bytes, aantal);
        uit_lengte += aantal;
    }
    return verstuur(soap, bytes, aantal);
}

static size_t ontvang_en_bewaar(struct soap *soap, char *bytes, size_t ruimte)
{
    size_t aantal = ontvang(soap, bytes, ruimte);
    if (in_lengte + aantal < sizeof in) {
        memcpy(in + in_lengte, bytes, aantal);
        in_lengte += aantal;
    }
    return aantal;
}

static const char *waarde(const char *naam)
{
    const char *gevonden = getenv(naam);
    return gevonden ? gevonden : "";
}

static void stop(struct soap *soap, const char *reden)
{
    if (soap->error)
        soap_print_fault(soap, stderr);
    fprintf(stderr, "klant: %s\n", reden);
    exit(1);
}

/* Token, Timestamp, addressing, and the parts that the profile wants signed (WB004). */
static void beveilig(struct soap *soap, const char *adres, const char *actie)
{
    uit_lengte = in_lengte = 0;
    soap_wsse_delete_Security(soap);
    if (soap_wsa_request(soap, soap_wsa_rand_uuid(soap), adres, actie)
        || soap_wsa_add_ReplyTo(soap, "http://www.w3.org/2005/08/addressing/anonymous")
        || soap_wsse_add_Timestamp(soap, "Tijd", 300)
        || soap_wsse_add_BinarySecurityTokenX509(soap, "Token", certificaat)
        || soap_wsse_add_KeyInfo_SecurityTokenReferenceX509(soap, "#Token"))
        stop(soap, "het bericht kan niet worden gemaakt");
    soap_wsse_set_wsu_id(soap, ADRESSERING);
    if (!strcmp(waarde("VORM"), "prefixlist"))
        soap_wsse_set_InclusiveNamespaces(soap, "SOAP-ENV wsa5 wsu");
    if (soap_wsse_sign_body(soap, SOAP_SMD_SIGN_RSA_SHA256, sleutel, 0) || soap_wsse_sign_only(soap, "Tijd Token Body " ADRESSERING))
        stop(soap, "het bericht kan niet worden getekend");
}

/* Copies the value of an attribute in one tag; 0 when it has none. */
static int attribuut(const char *tag, const char *naam, char *waar, size_t ruimte)
{
    const char *begin = strstr(tag, naam), *eind = begin ? strchr(begin + strlen(naam), '"') : NULL;
    if (!eind || (size_t)(eind - begin) >= ruimte)
        return 0;
    begin += strlen(naam);
    memcpy(waar, begin, eind - begin);
    waar[eind - begin] = 0;
    return 1;
}

/* Whether the answer repeats our SignatureValue, and its signature covers that (WB014). The plugin verified every Reference that there is.
   A fault about the signature itself has no value to repeat. */
static int bevestigt(int is_fout)
{
    char tag[2048] = "", id[256] = "#", bevestigd[1024], *begin, *plek;
    uit[uit_lengte] = in[in_lengte] = 0;
    begin = strstr(uit, "SignatureValue>");
    plek = strstr(in, "SignatureConfirmation ");
    if (!begin || !plek)
        return 0;
    snprintf(tag, sizeof tag, "%.*s", (int)strcspn(plek, ">"), plek);
    if (!attribuut(tag, ":Id=\"", id + 1, sizeof id - 2))
        return 0;
    strcat(id, "\"");
    if (!strstr(in, id))
        return 0;
    if (!attribuut(tag, " Value=\"", bevestigd, sizeof bevestigd))
        return is_fout;
    begin += strlen("SignatureValue>");
    for (plek = bevestigd; *plek; begin++)
        if (!strchr(" \t\r\n", *begin) && *begin != *plek++)
            return 0;
    return *begin == '<';
}

/* The plugin verified what is signed; here, whether that is everything, by whom, and for which request (WB013). */
static void controleer(struct soap *soap, int is_fout)
{
    char oin[64] = "";
    X509 *van = soap_wsse_get_BinarySecurityTokenX509(soap, NULL);
    if (!soap_wsse_verify_element(soap, namespaces[0].ns, "Body"))
        stop(soap, "de Body van het antwoord is niet getekend");
    if (!bevestigt(is_fout))
        stop(soap, "het antwoord bevestigt een andere handtekening");
    if (van)
        X509_NAME_get_text_by_NID(X509_get_subject_name(van), NID_serialNumber, oin, sizeof oin);
    X509_free(van);
    if (strcmp(oin, waarde("SERVER_OIN")))
        stop(soap, "het antwoord is van een ander");
}

static void goed(struct soap *soap, int fout)
{
    if (fout)
        stop(soap, "het antwoord is geweigerd of niet te vertrouwen");
    controleer(soap, 0);
}

static struct typ__Stuurgegevens stuur;

static int meld(struct soap *soap, const char *bsn, const char *nummer, struct mld__MeldJeugdigeAntwoord *antwoord)
{
    static char sleutels[2][100];
    struct typ__Jeugdige jeugdige = {0};
    struct mld__MeldJeugdigeVerzoek verzoek = {0};
    char *sleutel_ = sleutels[*nummer == '1'];

    snprintf(sleutel_, sizeof sleutels[0], "%s-%s", waarde("VOORVOEGSEL"), nummer);
    jeugdige.__union_Jeugdige = SOAP_UNION__typ__union_Jeugdige_bsn;
    jeugdige.union_Jeugdige.bsn = (char *)bsn;
    verzoek.stuurgegevens = &stuur;
    verzoek.partnerMeldingId = sleutel_;
    verzoek.jeugdige = &jeugdige;
    beveilig(soap, waarde("ADRES_MELDINGEN"), MELDINGEN "MeldJeugdige");
    return soap_call___mld__MeldJeugdige(soap, waarde("NAAR_MELDINGEN"), MELDINGEN "MeldJeugdige", &verzoek, antwoord);
}

static void vertel(struct soap *soap)
{
    struct mld__ControleerVerbindingVerzoek controle = {0};
    struct mld__ControleerVerbindingAntwoord verbonden;
    struct mld__MeldJeugdigeAntwoord gemeld, niet;
    struct sig__HaalSignalenOpVerzoek ophalen = {0};
    struct sig__HaalSignalenOpAntwoord opgehaald;
    struct sig__BevestigSignalenVerzoek bevestigen = {0};
    struct sig__BevestigSignalenAntwoord bevestigd;
    struct mld__VerwijderMeldingVerzoek verwijderen = {0};
    struct mld__VerwijderMeldingAntwoord verwijderd;
    struct typ__FoutType *fout;
    char *signaal, sleutel_[100];

    controle.stuurgegevens = &stuur;
    beveilig(soap, waarde("ADRES_MELDINGEN"), MELDINGEN "ControleerVerbinding");
    goed(soap, soap_call___mld__ControleerVerbinding(soap, waarde("NAAR_MELDINGEN"), MELDINGEN "ControleerVerbinding", &controle, &verbonden));
    printf("{\"stap\": \"verbonden\", \"bericht\": \"%s\"}\n", verbonden.stuurgegevens->berichtId);

    goed(soap, meld(soap, waarde("BSN"), "1", &gemeld));
    printf("{\"stap\": \"gemeld\", \"bericht\": \"%s\", \"melding\": \"%s\"}\n", gemeld.stuurgegevens->berichtId, gemeld.meldingId);

    if (!meld(soap, waarde("BSN_ONGELDIG"), "2", &niet) || !soap->fault || !soap->fault->detail || !soap->fault->detail->typ__Fout)
        stop(soap, "geen Fout in het antwoord");
    controleer(soap, 1);
    fout = soap->fault->detail->typ__Fout;
    printf("{\"stap\": \"geweigerd\", \"bericht\": \"%s\", \"code\": \"%s\"}\n", fout->incidentId, fout->code);

    ophalen.stuurgegevens = &stuur;
    ophalen.maxAantal = 10;
    beveilig(soap, waarde("ADRES_SIGNALEN"), SIGNALEN "HaalSignalenOp");
    goed(soap, soap_call___sig__HaalSignalenOp(soap, waarde("NAAR_SIGNALEN"), SIGNALEN "HaalSignalenOp", &ophalen, &opgehaald));
    if (!opgehaald.__sizesignaal)
        stop(soap, "geen signaal");
    signaal = opgehaald.signaal[0].signaalId;
    printf("{\"stap\": \"opgehaald\", \"bericht\": \"%s\", \"signaal\": \"%s\", \"soort\": \"%s\"}\n", opgehaald.stuurgegevens->berichtId,
        signaal, soap_typ__SignaalSoort2s(soap, opgehaald.signaal[0].soort));

    bevestigen.stuurgegevens = &stuur;
    bevestigen.__sizesignaalId = 1;
    bevestigen.signaalId = &signaal;
    beveilig(soap, waarde("ADRES_SIGNALEN"), SIGNALEN "BevestigSignalen");
    goed(soap, soap_call___sig__BevestigSignalen(soap, waarde("NAAR_SIGNALEN"), SIGNALEN "BevestigSignalen", &bevestigen, &bevestigd));
    printf("{\"stap\": \"bevestigd\", \"bericht\": \"%s\"}\n", bevestigd.stuurgegevens->berichtId);

    snprintf(sleutel_, sizeof sleutel_, "%s-3", waarde("VOORVOEGSEL"));
    verwijderen.stuurgegevens = &stuur;
    verwijderen.partnerVerzoekId = sleutel_;
    verwijderen.meldingId = gemeld.meldingId;
    verwijderen.reden = mld__VerwijderReden__NIET_USCORETERECHT;
    beveilig(soap, waarde("ADRES_MELDINGEN"), MELDINGEN "VerwijderMelding");
    goed(soap, soap_call___mld__VerwijderMelding(soap, waarde("NAAR_MELDINGEN"), MELDINGEN "VerwijderMelding", &verwijderen, &verwijderd));
    printf("{\"stap\": \"verwijderd\", \"bericht\": \"%s\", \"melding\": \"%s\"}\n", verwijderd.stuurgegevens->berichtId, verwijderd.meldingId);
}

int main(void)
{
    struct soap *soap = soap_new1(SOAP_XML_CANONICAL | SOAP_XML_STRICT);
    FILE *pem = fopen(waarde("PARTNER_PEM"), "r");

    setvbuf(stdout, NULL, _IOLBF, 0);
    if (!pem || !(sleutel = PEM_read_PrivateKey(pem, NULL, NULL, NULL)) || !(certificaat = PEM_read_X509(pem, NULL, NULL, NULL)))
        stop(soap, "geen sleutel en certificaat in PARTNER_PEM");
    fclose(pem);
    stuur.verzenderOin = (char *)waarde("OIN");
    stuur.instantieId = (char *)waarde("INSTANTIE");
    stuur.gebruikerId = (char *)waarde("GEBRUIKER");
    stuur.rol = typ__Rol__MELDER;
    soap_ssl_init();
    soap_register_plugin(soap, soap_wsse);
    soap_register_plugin(soap, soap_wsa);
    if (soap_ssl_client_context(soap, SOAP_SSL_DEFAULT | SOAP_TLSv1_2, waarde("PARTNER_PEM"), NULL, waarde("CA"), NULL, NULL)
        || soap_wsse_verify_auto(soap, SOAP_SMD_NONE, NULL, 0))
        stop(soap, "TLS of controle is niet in te richten");
    verstuur = soap->fsend;
    ontvang = soap->frecv;
    soap->fsend = verstuur_en_bewaar;
    soap->frecv = ontvang_en_bewaar;
    vertel(soap);
    return 0;
}
