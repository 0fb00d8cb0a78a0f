/* A partner system on gSOAP: sends one signed MeldJeugdige over two-sided TLS and verifies the signed answer.

   melder URL SLEUTEL_EN_CERTIFICAAT.pem KETEN.pem OIN INSTANTIE GEBRUIKER BSN PARTNERMELDINGID BESTAND [PREFIXLIST]

   VIA in the environment is another address to send to; wsa:To stays URL. Writes what it sent to BESTAND, HTTP headers included. Exit 0: accepted, and the answer's signature holds over its Body. */
#include "soapH.h"
#include "MeldingenBinding_USCOREv1.nsmap"
#include "wsaapi.h"
#include "wsseapi.h"

#define ACTION "urn:verwijsindex:meldingen:v1:MeldJeugdige"
#define ADRESSERING "wsa5:To wsa5:Action wsa5:MessageID wsa5:ReplyTo"

static FILE *opname;
static int (*verstuur)(struct soap *, const char *, size_t);

static int verstuur_en_bewaar(struct soap *soap, const char *bytes, size_t aantal)
{
    fwrite(bytes, 1, aantal, opname);
    return verstuur(soap, bytes, aantal);
}

static EVP_PKEY *lees_sleutel(const char *bestand)
{
    FILE *pem = fopen(bestand, "r");
    EVP_PKEY *sleutel = pem ? PEM_read_PrivateKey(pem, NULL, NULL, NULL) : NULL;
    if (pem)
        fclose(pem);
    return sleutel;
}

static X509 *lees_certificaat(const char *bestand)
{
    FILE *pem = fopen(bestand, "r");
    X509 *certificaat = pem ? PEM_read_X509(pem, NULL, NULL, NULL) : NULL;
    if (pem)
        fclose(pem);
    return certificaat;
}

/* Token, Timestamp, addressing, and the parts that the profile wants signed. */
static int beveilig(struct soap *soap, const char *url, EVP_PKEY *sleutel, X509 *certificaat, const char *prefixlijst)
{
    if (soap_wsa_request(soap, soap_wsa_rand_uuid(soap), url, ACTION)
        || soap_wsa_add_ReplyTo(soap, "http://www.w3.org/2005/08/addressing/anonymous")
        || soap_wsse_add_Timestamp(soap, "Tijd", 300)
        || soap_wsse_add_BinarySecurityTokenX509(soap, "Token", certificaat)
        || soap_wsse_add_KeyInfo_SecurityTokenReferenceX509(soap, "#Token"))
        return soap->error;
    soap_wsse_set_wsu_id(soap, ADRESSERING);
    if (prefixlijst)
        soap_wsse_set_InclusiveNamespaces(soap, prefixlijst);
    return soap_wsse_sign_body(soap, SOAP_SMD_SIGN_RSA_SHA256, sleutel, 0)
        || soap_wsse_sign_only(soap, "Tijd Token Body " ADRESSERING);
}

static int meld(struct soap *soap, char **argv)
{
    struct ns2__Stuurgegevens stuur = {0};
    struct ns2__Jeugdige jeugdige = {0};
    struct ns1__MeldJeugdigeVerzoek verzoek = {0};
    struct ns1__MeldJeugdigeAntwoord antwoord;

    stuur.verzenderOin = argv[4];
    stuur.instantieId = argv[5];
    stuur.gebruikerId = argv[6];
    stuur.rol = ns2__Rol__MELDER;
    jeugdige.__union_Jeugdige = SOAP_UNION__ns2__union_Jeugdige_bsn;
    jeugdige.union_Jeugdige.bsn = argv[7];
    verzoek.stuurgegevens = &stuur;
    verzoek.partnerMeldingId = argv[8];
    verzoek.jeugdige = &jeugdige;
    if (soap_call___ns1__MeldJeugdige(soap, getenv("VIA") ? getenv("VIA") : argv[1], ACTION, &verzoek, &antwoord)) {
        soap_print_fault(soap, stderr);
        return 1;
    }
    /* soap_wsse_verify_body wants exactly one, and 2.8.124 counts the Body a second time when the last header before it is signed. */
    if (!soap_wsse_verify_element(soap, namespaces[0].ns, "Body")) {
        fprintf(stderr, "melder: de Body van het antwoord is niet getekend\n");
        return 1;
    }
    printf("gSOAP: geaccepteerd als %s, antwoord geverifieerd\n", antwoord.meldingId);
    return 0;
}

int main(int argc, char **argv)
{
    struct soap *soap = soap_new1(SOAP_XML_CANONICAL | SOAP_XML_STRICT);
    EVP_PKEY *sleutel;
    X509 *certificaat;
    int fout;

    if (argc < 10 || !(sleutel = lees_sleutel(argv[2])) || !(certificaat = lees_certificaat(argv[2])) || !(opname = fopen(argv[9], "wb"))) {
        fprintf(stderr, "melder: argumenten of bestanden kloppen niet\n");
        return 2;
    }
    soap_ssl_init();
    soap_register_plugin(soap, soap_wsse);
    soap_register_plugin(soap, soap_wsa);
    if (soap_ssl_client_context(soap, SOAP_SSL_DEFAULT | SOAP_TLSv1_2, argv[2], NULL, argv[3], NULL, NULL)
        || soap_wsse_verify_auto(soap, SOAP_SMD_NONE, NULL, 0)
        || beveilig(soap, argv[1], sleutel, certificaat, argc > 10 ? argv[10] : NULL)) {
        soap_print_fault(soap, stderr);
        return 2;
    }
    verstuur = soap->fsend;
    soap->fsend = verstuur_en_bewaar;
    fout = meld(soap, argv);
    fclose(opname);
    return fout;
}
