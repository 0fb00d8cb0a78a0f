// A partner system on npm's "soap": sends one signed MeldJeugdige over two-sided TLS. It cannot verify the signed answer: `verifieer` below
// does, with the xml-crypto that "soap" itself brings.
//
// node melder.js WSDL URL SLEUTEL.key CERTIFICAAT.pem KETEN.pem INDEX.pem OIN INSTANTIE GEBRUIKER BSN PARTNERMELDINGID BESTAND
//
// VIA in the environment is another address to send to; wsa:To stays URL. Writes what it sent to BESTAND. Exit 0: accepted, and the
// signature of the answer holds over its Body and confirms that of the request.
const { randomUUID } = require('crypto');
const fs = require('fs');
const https = require('https');
const soap = require('soap');
const { DOMParser } = require('@xmldom/xmldom');
const { SignedXml } = require('xml-crypto');

const [wsdl, url, sleutel, certificaat, keten, index, oin, instantie, gebruiker, bsn, partnerMeldingId, bestand] = process.argv.slice(2);
const WSA = 'http://www.w3.org/2005/08/addressing';
const EXC_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const koppen = {
  Action: 'urn:verwijsindex:meldingen:v1:MeldJeugdige',
  To: url,
  MessageID: `urn:uuid:${randomUUID()}`,
  ReplyTo: `<wsa:Address>${WSA}/anonymous</wsa:Address>`,
};

function ondertekening() {
  return new soap.WSSecurityCert(fs.readFileSync(sleutel), fs.readFileSync(certificaat), '', {
    hasTimeStamp: true,
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    signatureTransformations: [EXC_C14N],
    additionalReferences: Object.keys(koppen).map((naam) => `wsa:${naam}`),
    signerOptions: { idMode: 'wssecurity' },
  });
}

// Throws unless the index signed exactly this Body, and confirms our signature (WB013, WB014).
function verifieer(antwoord, verzoek) {
  const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
  const DS = 'http://www.w3.org/2000/09/xmldsig#';
  const WSU = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd';
  const envelop = new DOMParser().parseFromString(antwoord).documentElement;
  const handtekeningen = envelop.getElementsByTagNameNS(DS, 'Signature');
  const bodies = envelop.getElementsByTagNameNS(SOAP, 'Body');
  if (handtekeningen.length !== 1 || bodies.length !== 1 || bodies[0].parentNode !== envelop) {
    throw new Error('het antwoord heeft niet precies een handtekening en een Body');
  }
  const controle = new SignedXml({ publicCert: fs.readFileSync(index), idMode: 'wssecurity', getCertFromKeyInfo: () => null });
  controle.loadSignature(handtekeningen[0]);
  if (!controle.checkSignature(antwoord)) throw new Error('de handtekening onder het antwoord klopt niet');
  const id = `"${bodies[0].getAttributeNS(WSU, 'Id')}"`;
  if (!controle.getSignedReferences().some((deel) => /^<[^ >]*Body /.test(deel) && deel.slice(0, deel.indexOf('>')).includes(id))) {
    throw new Error('de handtekening onder het antwoord gaat niet over de Body');
  }
  const waarde = new DOMParser().parseFromString(verzoek).getElementsByTagNameNS(DS, 'SignatureValue')[0].textContent.replace(/\s/g, '');
  const bevestiging = envelop.getElementsByTagNameNS('*', 'SignatureConfirmation')[0];
  if (!bevestiging || bevestiging.getAttribute('Value') !== waarde) throw new Error('het antwoord bevestigt een andere handtekening');
}

async function meld() {
  const client = await soap.createClientAsync(wsdl, { endpoint: process.env.VIA || url });
  client.setSecurity(ondertekening());
  for (const [naam, inhoud] of Object.entries(koppen)) {
    client.addSoapHeader(`<wsa:${naam} xmlns:wsa="${WSA}">${inhoud}</wsa:${naam}>`);
  }
  const agent = new https.Agent({ key: fs.readFileSync(sleutel), cert: fs.readFileSync(certificaat), ca: fs.readFileSync(keten) });
  const verzoek = {
    stuurgegevens: { verzenderOin: oin, instantieId: instantie, gebruikerId: gebruiker, rol: 'MELDER' },
    partnerMeldingId,
    jeugdige: { bsn },
  };
  try {
    const [antwoord] = await client.MeldJeugdigeAsync(verzoek, { httpsAgent: agent });
    verifieer(client.lastResponse, client.lastRequest);
    if (!antwoord.meldingId) throw new Error(`geen meldingId in ${JSON.stringify(antwoord)}`);
    console.log(`npm soap: geaccepteerd als ${antwoord.meldingId}, antwoord geverifieerd`);
  } finally {
    fs.writeFileSync(bestand, client.lastRequest || '');
  }
}

meld().catch((fout) => { console.error(fout.message); process.exit(1); });
