// A client on npm's "soap": the whole story, signed, every answer verified. Values come from the environment (../README.md).
// The toolkit knows no WS-Addressing and verifies no answer: `vraag` and `verifieer` do, with the xml-crypto that "soap" itself brings.
const { randomUUID } = require('crypto');
const fs = require('fs');
const https = require('https');
const soap = require('soap');
const { DOMParser } = require('@xmldom/xmldom');
const { SignedXml } = require('xml-crypto');

const w = process.env;
const WSA = 'http://www.w3.org/2005/08/addressing';
const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const DS = 'http://www.w3.org/2000/09/xmldsig#';
const WSU = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd';
const EXC_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const KOPPEN = ['Action', 'To', 'MessageID', 'ReplyTo'];

function ondertekening() {
  return new soap.WSSecurityCert(fs.readFileSync(w.SLEUTEL), fs.readFileSync(w.CERTIFICAAT), '', {
    hasTimeStamp: true,
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    signatureTransformations: [EXC_C14N],
    additionalReferences: KOPPEN.map((naam) => `wsa:${naam}`),
    signerOptions: { idMode: 'wssecurity' },
  });
}

function adresseer(client, action, to) {
  const waarden = [action, to, `urn:uuid:${randomUUID()}`, `<wsa:Address>${WSA}/anonymous</wsa:Address>`];
  client.clearSoapHeaders();
  KOPPEN.forEach((naam, i) => client.addSoapHeader(`<wsa:${naam} xmlns:wsa="${WSA}">${waarden[i]}</wsa:${naam}>`));
}

function een(ouder, ns, naam) {
  const gevonden = ouder.getElementsByTagNameNS(ns, naam);
  if (gevonden.length !== 1) throw new Error(`het antwoord heeft niet precies een ${naam}`);
  return gevonden[0];
}

// Throws unless the index signed exactly this Body, and confirms our signature (WB013, WB014).
function verifieer(antwoord, verzoek) {
  const envelop = new DOMParser().parseFromString(antwoord).documentElement;
  const body = een(envelop, SOAP, 'Body');
  if (body.parentNode !== envelop) throw new Error('de Body staat niet op zijn plaats');
  const bevestiging = een(envelop, '*', 'SignatureConfirmation');
  const controle = new SignedXml({ publicCert: fs.readFileSync(w.INDEX_CERTIFICAAT), idMode: 'wssecurity', getCertFromKeyInfo: () => null });
  controle.loadSignature(een(envelop, DS, 'Signature'));
  if (!controle.checkSignature(antwoord)) throw new Error('de handtekening onder het antwoord klopt niet');
  for (const deel of [body, bevestiging]) {
    const id = `"${deel.getAttributeNS(WSU, 'Id')}"`;
    const naam = new RegExp(`^<[^ >]*${deel.localName} `);
    if (!controle.getSignedReferences().some((gedekt) => naam.test(gedekt) && gedekt.slice(0, gedekt.indexOf('>')).includes(id))) {
      throw new Error(`de handtekening onder het antwoord gaat niet over ${deel.localName}`);
    }
  }
  const waarde = een(new DOMParser().parseFromString(verzoek), DS, 'SignatureValue').textContent.replace(/\s/g, '');
  const zonderWaarde = !bevestiging.hasAttribute('Value') && body.getElementsByTagNameNS(SOAP, 'Fault').length === 1;
  if (bevestiging.getAttribute('Value') !== waarde && !zonderWaarde) throw new Error('het antwoord bevestigt een andere handtekening');
}

// One question and its verified answer; a verified soap:Fault is thrown as `Weigering`, with the fields of Fout.
class Weigering extends Error {}

async function vraag(client, dienst, naam, velden) {
  const stuurgegevens = { verzenderOin: w.OIN, instantieId: w.INSTANTIE, gebruikerId: w.GEBRUIKER, rol: 'MELDER' };
  adresseer(client, `urn:verwijsindex:${dienst.toLowerCase()}:v1:${naam}`, w[`ADRES_${dienst}`]);
  client.setSecurity(ondertekening());
  const agent = new https.Agent({ key: fs.readFileSync(w.SLEUTEL), cert: fs.readFileSync(w.CERTIFICAAT), ca: fs.readFileSync(w.CA) });
  client.setEndpoint(w[`NAAR_${dienst}`]);
  try {
    const [antwoord] = await client[`${naam}Async`]({ stuurgegevens, ...velden }, { httpsAgent: agent });
    verifieer(client.lastResponse, client.lastRequest);
    return antwoord;
  } catch (fout) {
    const fault = fout.root && fout.root.Envelope && fout.root.Envelope.Body.Fault;
    if (!fault) throw fout;
    verifieer(client.lastResponse, client.lastRequest);
    throw Object.assign(new Weigering(fault.faultstring), fault.detail && fault.detail.Fout);
  }
}

const zeg = (stap, bericht, velden = {}) => console.log(JSON.stringify({ stap, bericht, ...velden }).replace(/^\{"stap":/, '{"stap": '));

async function vertel(meldingen, signalen) {
  const sleutel = w.VOORVOEGSEL;
  const meld = (nummer, bsn) => vraag(meldingen, 'MELDINGEN', 'MeldJeugdige', { partnerMeldingId: `${sleutel}-${nummer}`, jeugdige: { bsn } });

  const verbonden = await vraag(meldingen, 'MELDINGEN', 'ControleerVerbinding', {});
  zeg('verbonden', verbonden.stuurgegevens.berichtId);

  const gemeld = await meld(1, w.BSN);
  zeg('gemeld', gemeld.stuurgegevens.berichtId, { melding: gemeld.meldingId });

  try {
    await meld(2, w.BSN_ONGELDIG);
  } catch (fout) {
    if (!(fout instanceof Weigering)) throw fout;
    zeg('geweigerd', fout.incidentId, { code: fout.code });
  }

  const opgehaald = await vraag(signalen, 'SIGNALEN', 'HaalSignalenOp', { maxAantal: 10 });
  const { signaalId, soort } = opgehaald.signaal[0];
  zeg('opgehaald', opgehaald.stuurgegevens.berichtId, { signaal: signaalId, soort });

  const bevestigd = await vraag(signalen, 'SIGNALEN', 'BevestigSignalen', { signaalId: [signaalId] });
  zeg('bevestigd', bevestigd.stuurgegevens.berichtId);

  const verwijderen = { partnerVerzoekId: `${sleutel}-3`, meldingId: gemeld.meldingId, reden: 'NIET_TERECHT' };
  const verwijderd = await vraag(meldingen, 'MELDINGEN', 'VerwijderMelding', verwijderen);
  zeg('verwijderd', verwijderd.stuurgegevens.berichtId, { melding: verwijderd.meldingId });
}

async function main() {
  const meldingen = await soap.createClientAsync(w.WSDL_MELDINGEN);
  const signalen = await soap.createClientAsync(w.WSDL_SIGNALEN);
  if (process.argv[2] === 'bouw') console.log('{"stap": "laadt"}');
  else await vertel(meldingen, signalen);
}

main().catch((fout) => { console.error(fout.message); process.exit(1); });
