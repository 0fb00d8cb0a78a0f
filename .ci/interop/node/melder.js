// A partner system on npm's "soap": sends one signed MeldJeugdige over two-sided TLS. It cannot verify the signed answer; it reads it.
//
// node melder.js WSDL URL SLEUTEL.key CERTIFICAAT.pem KETEN.pem OIN INSTANTIE GEBRUIKER BSN PARTNERMELDINGID BESTAND
//
// Writes what it sent to BESTAND.
const { randomUUID } = require('crypto');
const fs = require('fs');
const https = require('https');
const soap = require('soap');

const [wsdl, url, sleutel, certificaat, keten, oin, instantie, gebruiker, bsn, partnerMeldingId, bestand] = process.argv.slice(2);
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

async function meld() {
  const client = await soap.createClientAsync(wsdl, { endpoint: url });
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
    if (!antwoord.meldingId) throw new Error(`geen meldingId in ${JSON.stringify(antwoord)}`);
    console.log(`npm soap: geaccepteerd als ${antwoord.meldingId}, antwoord gelezen`);
  } finally {
    fs.writeFileSync(bestand, client.lastRequest || '');
  }
}

meld().catch((fout) => { console.error(fout.message); process.exit(1); });
