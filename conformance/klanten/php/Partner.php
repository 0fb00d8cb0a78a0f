<?php
// SoapClient with what it does not do by itself: WS-Addressing, signing and verifying, on xmlseclibs.
declare(strict_types=1);

use RobRichards\XMLSecLibs\XMLSecurityDSig;
use RobRichards\XMLSecLibs\XMLSecurityKey;

require getenv('XMLSECLIBS') . '/xmlseclibs.php';

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const WSA = 'http://www.w3.org/2005/08/addressing';
const OASIS = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss';
const WSSE = OASIS . '-wssecurity-secext-1.0.xsd';
const WSU = OASIS . '-wssecurity-utility-1.0.xsd';
const X509V3 = OASIS . '-x509-token-profile-1.0#X509v3';
const BASE64 = OASIS . '-soap-message-security-1.0#Base64Binary';

/** What SoapClient does not do by itself: addressing, Timestamp, token, signature; and the judgement of the answer. */
final class Partner extends SoapClient
{
    private string $waarde = '';
    private readonly bool $anders;
    private readonly string $url;

    /** The client of one service: MELDINGEN or SIGNALEN. */
    public function __construct(string $dienst)
    {
        $this->anders = getenv('VORM') === 'anders';
        $this->url = getenv("ADRES_$dienst");
        $tls = ['local_cert' => getenv('CERTIFICAAT'), 'local_pk' => getenv('SLEUTEL'), 'cafile' => getenv('CA'), 'verify_peer' => true];
        parent::__construct(getenv("WSDL_$dienst"), [
            'cache_wsdl' => WSDL_CACHE_NONE,
            'location' => getenv("NAAR_$dienst"),
            'stream_context' => stream_context_create(['ssl' => $tls]),
        ]);
    }

    public function __doRequest(string $request, string $location, string $action, int $version, bool $oneWay = false): ?string
    {
        $bericht = $this->onderteken($request, $action);
        $antwoord = parent::__doRequest($bericht, $location, $this->anders ? '' : $action, $version, $oneWay);
        if ($antwoord !== null) {
            $this->verifieer($antwoord);
        }
        return $antwoord;
    }

    private function onderteken(string $request, string $action): string
    {
        $doc = new DOMDocument();
        $doc->loadXML($request);
        $envelop = $doc->documentElement;
        $body = $doc->getElementsByTagNameNS(SOAP, 'Body')->item(0);
        $header = $envelop->insertBefore($doc->createElementNS(SOAP, $envelop->prefix . ':Header'), $body);
        $security = $header->appendChild($doc->createElementNS(WSSE, 'wsse:Security'));
        $security->setAttributeNS(SOAP, $envelop->prefix . ':mustUnderstand', '1');
        $token = $this->voegToe($security, WSSE, 'wsse:BinarySecurityToken', $this->certificaatInBase64());
        $token->setAttribute('EncodingType', BASE64);
        $token->setAttribute('ValueType', X509V3);
        $token->setAttributeNS(WSU, 'wsu:Id', 'token');
        $timestamp = $this->voegToe($security, WSU, 'wsu:Timestamp');
        $this->voegToe($timestamp, WSU, 'wsu:Created', gmdate('Y-m-d\TH:i:s\Z'));
        if (!$this->anders) {
            $this->voegToe($timestamp, WSU, 'wsu:Expires', gmdate('Y-m-d\TH:i:s\Z', time() + 300));
        }
        $delen = [$timestamp, $body];
        foreach (['To' => $this->url, 'Action' => $action, 'MessageID' => 'urn:uuid:' . $this->uuid(), 'ReplyTo' => null] as $naam => $waarde) {
            $delen[] = $kop = $this->voegToe($header, WSA, 'wsa:' . $naam, $waarde);
            if ($waarde === null) {
                $this->voegToe($kop, WSA, 'wsa:Address', WSA . '/anonymous');
            }
        }
        if ($this->anders) {
            $header->appendChild($security);
        }
        $this->teken($security, $delen);
        return $doc->saveXML();
    }

    /** @param list<DOMElement> $delen */
    private function teken(DOMElement $security, array $delen): void
    {
        $handtekening = new XMLSecurityDSig('ds');
        $handtekening->setCanonicalMethod(XMLSecurityDSig::EXC_C14N);
        $handtekening->addReferenceList(
            $delen,
            XMLSecurityDSig::SHA256,
            [XMLSecurityDSig::EXC_C14N],
            ['prefix' => 'wsu', 'prefix_ns' => WSU, 'overwrite' => false],
        );
        $sleutel = new XMLSecurityKey(XMLSecurityKey::RSA_SHA256, ['type' => 'private']);
        $sleutel->loadKey(getenv('SLEUTEL'), true);
        $handtekening->sign($sleutel);
        $handtekening->appendSignature($security);
        $knoop = $security->lastChild;
        $info = $this->voegToe($knoop, XMLSecurityDSig::XMLDSIGNS, 'ds:KeyInfo');
        $verwijzing = $this->voegToe($this->voegToe($info, WSSE, 'wsse:SecurityTokenReference'), WSSE, 'wsse:Reference');
        $verwijzing->setAttribute('URI', '#token');
        $verwijzing->setAttribute('ValueType', X509V3);
        $this->waarde = preg_replace('/\s/', '', $knoop->getElementsByTagName('SignatureValue')->item(0)->textContent);
    }

    /** Raises Exception unless the index signed exactly this Body, and confirms our signature (WB013, WB014). */
    private function verifieer(string $antwoord): void
    {
        $doc = new DOMDocument();
        $doc->loadXML($antwoord, LIBXML_NONET);
        $handtekening = new XMLSecurityDSig();
        if ($handtekening->locateSignature($doc) === null) {
            throw new Exception('het antwoord heeft geen handtekening');
        }
        $handtekening->idKeys = ['wsu:Id'];
        $handtekening->idNS = ['wsu' => WSU];
        $handtekening->canonicalizeSignedInfo();
        $handtekening->validateReference();
        $sleutel = $handtekening->locateKey();
        $sleutel->loadKey(getenv('INDEX_CERTIFICAAT'), true, true);
        if ($handtekening->verify($sleutel) !== 1) {
            throw new Exception('de handtekening onder het antwoord klopt niet');
        }
        $body = $doc->getElementsByTagNameNS(SOAP, 'Body')->item(0);
        $bevestiging = $doc->getElementsByTagName('SignatureConfirmation')->item(0);
        foreach ([$body, $bevestiging] as $deel) {
            if ($deel === null || !in_array($deel, $handtekening->getValidatedNodes(), true)) {
                throw new Exception('de handtekening onder het antwoord gaat niet over Body en SignatureConfirmation');
            }
        }
        if ($body->parentNode !== $doc->documentElement) {
            throw new Exception('de Body staat niet op zijn plaats');
        }
        $zonderWaarde = !$bevestiging->hasAttribute('Value') && $doc->getElementsByTagNameNS(SOAP, 'Fault')->length === 1;
        if ($bevestiging->getAttribute('Value') !== $this->waarde && !$zonderWaarde) {
            throw new Exception('het antwoord bevestigt een andere handtekening');
        }
    }

    private function voegToe(DOMElement $ouder, string $ns, string $naam, ?string $tekst = null): DOMElement
    {
        $kind = $ouder->appendChild($ouder->ownerDocument->createElementNS($ns, $naam));
        if ($tekst !== null) {
            $kind->appendChild($ouder->ownerDocument->createTextNode($tekst));
        }
        return $kind;
    }

    private function certificaatInBase64(): string
    {
        preg_match('/-----BEGIN CERTIFICATE-----(.+?)-----END/s', file_get_contents(getenv('CERTIFICAAT')), $gevonden);
        return preg_replace('/\s/', '', $gevonden[1]);
    }

    private function uuid(): string
    {
        $hex = bin2hex(random_bytes(16));
        return preg_replace('/^(.{8})(.{4})(.{4})(.{4})(.{12})$/', '$1-$2-$3-$4-$5', $hex);
    }
}
