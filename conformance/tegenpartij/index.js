// A small verwijsindex on npm's "soap", to try the conformance suite on something that shares nothing with our server. Deliberately partial:
// what it does not offer stands in doel.yaml, what it does wrong in tekortkomingen.csv. It keeps everything in memory and is for tests alone.
//
// node index.js DOEL.yaml PKI CONTRACT POORT
//
// DOEL.yaml is the description that the suite reads as well: its partners are registered here and its persons stand in the register. PKI holds
// index.pem, index.key and ca.pem, CONTRACT the flat WSDL files. Says `gereed POORT` on loopback when it listens; POORT 0 takes a free one.
const { randomUUID, X509Certificate } = require('crypto');
const fs = require('fs');
const https = require('https');
const path = require('path');
const { DOMParser } = require('@xmldom/xmldom');
const soap = require('soap');
const { SignedXml } = require('xml-crypto');
const YAML = require('yaml');

const [doelbestand, pki, contract, poort] = process.argv.slice(2);
const doel = YAML.parse(fs.readFileSync(doelbestand, 'utf-8'));
const pem = (naam) => fs.readFileSync(path.join(pki, naam));
const VERSIE = require('./package.json').version;
const DIENSTEN = ['meldingen', 'signalen'];

const NS = {
  soap: 'http://schemas.xmlsoap.org/soap/envelope/',
  wsa: 'http://www.w3.org/2005/08/addressing',
  wsse: 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd',
  wsu: 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd',
  wsse11: 'http://docs.oasis-open.org/wss/oasis-wss-wssecurity-secext-1.1.xsd',
  ds: 'http://www.w3.org/2000/09/xmldsig#',
};
const EXC_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const X509 = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3';
const BASE64 = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary';
const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
const HANDTEKENING = [RSA_SHA256, 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512']; // xml-crypto has no SHA-384
const DIGEST = [SHA256, 'http://www.w3.org/2001/04/xmlenc#sha512'];

// ---------------------------------------------------------------- faults

const SOAPFOUT = `${NS.wsa}/soap/fault`;
const ADRESFOUT = `${NS.wsa}/fault`;
const TECHNIEK = {
  DK0002: ['wsse:FailedAuthentication', SOAPFOUT, 'De verzender is niet bevoegd voor dit bericht.'],
  DK0003: ['wsa:InvalidAddressingHeader', ADRESFOUT, 'SOAPAction, wsa:Action en inhoud horen niet bij elkaar.'],
  DK0005: ['wsa:MessageAddressingHeaderRequired', ADRESFOUT, 'De header wsa:To ontbreekt.'],
  DK0006: ['wsa:MessageAddressingHeaderRequired', ADRESFOUT, 'De header wsa:Action ontbreekt.'],
  DK0007: ['wsa:MessageAddressingHeaderRequired', ADRESFOUT, 'De header wsa:MessageID ontbreekt.'],
  DK0011: ['wsa:DestinationUnreachable', ADRESFOUT, 'De header wsa:To noemt een ander adres.'],
  'VIR-S01': ['wsse:InvalidSecurity', SOAPFOUT, 'De Security-header ontbreekt of is onvolledig.'],
  'VIR-S02': ['wsse:UnsupportedAlgorithm', SOAPFOUT, 'De handtekening gebruikt een algoritme dat niet is toegestaan.'],
  'VIR-S04': ['wsse:InvalidSecurityToken', SOAPFOUT, 'Het certificaat wordt niet vertrouwd.'],
  'VIR-S05': ['wsse:FailedCheck', SOAPFOUT, 'De handtekening klopt niet.'],
  'VIR-S06': ['wsse:MessageExpired', SOAPFOUT, 'Het tijdstip van het bericht is te oud of ligt in de toekomst.'],
};
const INHOUD = {
  DK0002: 'De verzender in het bericht is niet de organisatie die het bericht heeft getekend.',
  'VIR-101': 'Het burgerservicenummer is ongeldig.',
  'VIR-102': 'Het burgerservicenummer is niet bekend in het personenregister.',
  'VIR-105': 'Deze wijze van identificeren is voor deze meldingsbevoegde niet toegestaan.',
  'VIR-110': 'De persoon is 23 jaar of ouder en kan niet meer worden gemeld.',
  'VIR-111': 'De geboortedatum is onbruikbaar.',
  'VIR-112': 'De persoon is overleden en kan niet worden gemeld.',
  'VIR-120': 'De gebruiker is niet bekend bij deze instantie.',
  'VIR-122': 'Het partnersysteem heeft geen mandaat om hiervoor op te treden.',
  'VIR-123': 'De gebruikte rol geeft dit recht niet.',
  'VIR-130': 'De melding is niet bekend of is niet van deze meldingsbevoegde.',
  'VIR-131': 'De melding is al verwijderd.',
  'VIR-140': 'Dit kenmerk van de partner is al gebruikt voor een verzoek met andere inhoud.',
  'VIR-160': 'Dit onderdeel wordt hier niet aangeboden.',
};

class Weigering extends Error {
  constructor(code, techniek = false) {
    super(code);
    this.code = code;
    this.techniek = techniek;
  }
}
const techniek = (code) => new Weigering(code, true);

function alsFault({ code, techniek: isTechniek }) {
  const incident = randomUUID();
  const [faultcode, , tekst] = isTechniek ? TECHNIEK[code] : ['soap:Client', null, INHOUD[code]];
  const fault = { faultcode, faultstring: `${code} ${tekst} [incident ${incident}]`, statusCode: 500 };
  if (!isTechniek) {
    const velden = { code, omschrijving: tekst, omschrijvingEn: `Refused: ${code}.`, incidentId: incident, herhaalbaar: 'false' };
    const binnen = Object.entries(velden).map(([naam, waarde]) => `<typ:${naam}>${waarde}</typ:${naam}>`).join('');
    fault.detail = { $xml: `<typ:Fout xmlns:typ="urn:verwijsindex:typen:v1">${binnen}</typ:Fout>` };
  }
  return { Fault: fault };
}

// ---------------------------------------------------------------- message security

const kinderen = (element) => Array.from(element.childNodes).filter((knoop) => knoop.nodeType === 1);
const een = (element, ns, naam) => kinderen(element).find((kind) => kind.namespaceURI === NS[ns] && kind.localName === naam);
const tekst = (element) => (element ? element.textContent.trim() : null);
const oinVan = (certificaat) => (/^serialNumber=(.*)$/m.exec(certificaat.subject) || [])[1];

// Reads and verifies a request: who signed it, and what it must be answered with. Throws Weigering.
function verifieer(xml, soapAction, dienst, tlsOin) {
  const envelop = new DOMParser().parseFromString(xml, 'text/xml').documentElement;
  const header = een(envelop, 'soap', 'Header');
  const body = een(envelop, 'soap', 'Body');
  const security = header && een(header, 'wsse', 'Security');
  const adressering = header ? kinderen(header).filter((kind) => kind.namespaceURI === NS.wsa) : [];
  const adres = (naam) => tekst(adressering.find((kind) => kind.localName === naam));
  const verzoek = { messageId: adres('MessageID'), actie: adres('Action'), signatureValue: null, oin: null };
  try {
    if (!security) throw techniek('VIR-S01');
    verzoek.oin = verifieerHandtekening(xml, security, body, adressering, verzoek);
    controleerAdressering(verzoek, adres, soapAction, dienst, body);
    if (verzoek.oin !== tlsOin || !doel.partners.some((partner) => partner.oin === verzoek.oin)) throw techniek('DK0002');
  } catch (fout) {
    verzoek.fout = fout instanceof Weigering ? fout : techniek('VIR-S01');
  }
  return verzoek;
}

function verifieerHandtekening(xml, security, body, adressering, verzoek) {
  const delen = ['BinarySecurityToken', 'Signature', 'Timestamp'].map((naam) => kinderen(security).filter((kind) => kind.localName === naam));
  if (delen.some((gevonden) => gevonden.length !== 1)) throw techniek('VIR-S01');
  const [token, handtekening, tijd] = delen.map(([deel]) => deel);
  const info = een(handtekening, 'ds', 'SignedInfo');
  const algoritmen = (naam) => Array.from(info.getElementsByTagNameNS(NS.ds, naam)).map((element) => element.getAttribute('Algorithm'));
  const goed = algoritmen('SignatureMethod').every((naam) => HANDTEKENING.includes(naam))
    && algoritmen('DigestMethod').every((naam) => DIGEST.includes(naam))
    && [...algoritmen('CanonicalizationMethod'), ...algoritmen('Transform')].every((naam) => naam === EXC_C14N);
  const genoemd = Array.from(info.getElementsByTagNameNS(NS.ds, 'Reference')).map((verwijzing) => verwijzing.getAttribute('URI'));
  if (!goed || algoritmen('Transform').length > genoemd.length) throw techniek('VIR-S02');
  const moet = [body, tijd, ...adressering].map((deel) => `#${deel.getAttributeNS(NS.wsu, 'Id')}`);
  const mag = [...moet, `#${token.getAttributeNS(NS.wsu, 'Id')}`];
  const vreemd = genoemd.length > mag.length || !genoemd.every((id) => mag.includes(id));
  if (vreemd || !moet.every((id) => genoemd.includes(id))) throw techniek('VIR-S01');
  const certificaat = vertrouwd(token);
  const controle = new SignedXml({ publicCert: certificaat.toString(), idMode: 'wssecurity', getCertFromKeyInfo: () => null });
  let klopt = false;
  try {
    controle.loadSignature(handtekening);
    klopt = controle.checkSignature(xml);
  } catch { /* xml-crypto throws for a digest that is wrong */ }
  if (!klopt) throw techniek('VIR-S05');
  verzoek.signatureValue = tekst(een(handtekening, 'ds', 'SignatureValue')).replace(/\s/g, '');
  controleerTijd(tijd);
  return oinVan(certificaat);
}

function vertrouwd(token) {
  const ca = new X509Certificate(pem('ca.pem'));
  try {
    const certificaat = new X509Certificate(Buffer.from(token.textContent, 'base64'));
    const nu = Date.now();
    const geldig = Date.parse(certificaat.validFrom) <= nu && nu <= Date.parse(certificaat.validTo);
    if (geldig && certificaat.checkIssued(ca) && certificaat.verify(ca.publicKey)) return certificaat;
  } catch { /* no certificate */ }
  throw techniek('VIR-S04');
}

function controleerTijd(tijd) {
  const [gemaakt, eindigt] = ['Created', 'Expires'].map((naam) => tekst(een(tijd, 'wsu', naam)));
  const ouderdom = Date.now() - Date.parse(gemaakt);
  if (!(ouderdom > -60_000 && ouderdom < 300_000)) throw techniek('VIR-S06');
  if (eindigt !== null && !(Date.parse(eindigt) > Date.now() - 60_000)) throw techniek('VIR-S06');
}

function controleerAdressering(verzoek, adres, soapAction, dienst, body) {
  for (const [naam, code] of [['To', 'DK0005'], ['Action', 'DK0006'], ['MessageID', 'DK0007']]) if (!adres(naam)) throw techniek(code);
  const [kind] = kinderen(body);
  const hoort = `${kind.namespaceURI}:${kind.localName}`;
  if (verzoek.actie !== hoort || !['""', `"${hoort}"`].includes(soapAction)) throw techniek('DK0003');
  if (![doel.adressen[dienst], `${doel.adressen[dienst]}?OIN=${doel.index.oin}`, `${NS.wsa}/anonymous`].includes(adres('To'))) {
    throw techniek('DK0011');
  }
}

// The envelope that "soap" made, with our headers instead of its own, signed.
function onderteken(gemaakt, verzoek, fout) {
  const nu = Date.now();
  const tijd = (moment) => new Date(moment).toISOString();
  const isFault = /<soap:Fault>/.test(gemaakt);
  const actie = !isFault ? `${verzoek.actie}Response` : fout && fout.techniek ? TECHNIEK[fout.code][1] : `${verzoek.actie}Fout`;
  const bevestigd = verzoek.signatureValue ? ` Value="${verzoek.signatureValue}"` : '';
  const adressen = { Action: actie, MessageID: `urn:uuid:${randomUUID()}`, RelatesTo: verzoek.messageId || `${NS.wsa}/unspecified`, To: `${NS.wsa}/anonymous` };
  const header = `<soap:Header><wsse:Security soap:mustUnderstand="1">`
    + `<wsse:BinarySecurityToken wsu:Id="token" EncodingType="${BASE64}" ValueType="${X509}">`
    + `${new X509Certificate(pem('index.pem')).raw.toString('base64')}</wsse:BinarySecurityToken>`
    + `<wsu:Timestamp wsu:Id="tijd"><wsu:Created>${tijd(nu)}</wsu:Created><wsu:Expires>${tijd(nu + 300_000)}</wsu:Expires></wsu:Timestamp>`
    + `<wsse11:SignatureConfirmation wsu:Id="bevestiging"${bevestigd}/></wsse:Security>`
    + Object.entries(adressen).map(([naam, waarde]) => `<wsa:${naam} wsu:Id="${naam}">${ontsnapt(waarde)}</wsa:${naam}>`).join('')
    + '</soap:Header>';
  const namespaces = Object.entries(NS).filter(([naam]) => !['soap', 'ds'].includes(naam) && !gemaakt.includes(`xmlns:${naam}=`));
  const xml = gemaakt
    .replace(/<soap:Header>.*?<\/soap:Header>/s, '')
    .replace('<soap:Envelope ', `<soap:Envelope ${namespaces.map(([naam, ns]) => `xmlns:${naam}="${ns}"`).join(' ')} `)
    .replace('<soap:Body>', `${header}<soap:Body wsu:Id="body">`);
  const handtekening = new SignedXml({
    privateKey: pem('index.key'), signatureAlgorithm: RSA_SHA256, canonicalizationAlgorithm: EXC_C14N, idMode: 'wssecurity',
    getKeyInfoContent: () => `<wsse:SecurityTokenReference><wsse:Reference URI="#token" ValueType="${X509}"/></wsse:SecurityTokenReference>`,
  });
  for (const id of ['body', 'tijd', 'bevestiging', 'token', ...Object.keys(adressen)]) {
    handtekening.addReference({ xpath: `//*[@*[local-name()='Id']='${id}']`, transforms: [EXC_C14N], digestAlgorithm: SHA256 });
  }
  const plek = { reference: "//*[local-name()='SignatureConfirmation']", action: 'after' };
  handtekening.computeSignature(xml, { prefix: 'ds', location: plek, existingPrefixes: { wsse: NS.wsse } });
  return handtekening.getSignedXml();
}

const ontsnapt = (waarde) => waarde.replace(/&/g, '&amp;').replace(/</g, '&lt;');

// ---------------------------------------------------------------- what it registers

const register = new Map();
for (const [kenmerk, personen] of Object.entries(doel.personen)) {
  if (kenmerk !== 'onbekend') for (const persoon of personen) register.set(persoon.bsn, kenmerk);
}
const WEIGERT = { opgeschort: 'VIR-102', overleden: 'VIR-112', '23-of-ouder': 'VIR-110', 'geboortedatum-onbekend': 'VIR-111' };
const meldingen = [];
const postbussen = new Map();
const antwoorden = new Map();
const weg = new Map();

const stuurgegevens = (verzoek) => getypeerd({
  berichtId: randomUUID(), tijdstip: new Date().toISOString(), ...(verzoek.kenmerk ? { kenmerk: verzoek.kenmerk } : {}), versie: VERSIE,
});
// "soap" gives what stands in a type of another namespace the prefix of the message; this gives it that of the shared types.
function getypeerd(velden) {
  return Object.fromEntries(Object.entries(velden).map(([naam, waarde]) => [`typ:${naam}`, Array.isArray(waarde) ? waarde.map(getypeerd) : waarde]));
}
const postbus = (wie) => postbussen.get(wie) || postbussen.set(wie, { volgende: 1, signalen: [] }).get(wie);

// Who asks: the user of a mandate of the partner that signed. Throws Weigering.
function beller(stuur, oin) {
  if (stuur.verzenderOin !== oin) throw new Weigering('DK0002');
  const partner = doel.partners.find((een_) => een_.oin === oin);
  const mandaten = partner.mandaten.filter((mandaat) => (mandaat.instantie || null) === (stuur.instantieId || null));
  if (!mandaten.length) throw new Weigering('VIR-122');
  const mandaat = mandaten.find((een_) => Object.values(een_.gebruikers).flat().includes(stuur.gebruikerId));
  if (!mandaat) throw new Weigering('VIR-120');
  if (!(mandaat.gebruikers[stuur.rol] || []).includes(stuur.gebruikerId)) throw new Weigering('VIR-123');
  return { wie: `${oin} ${stuur.gebruikerId}`, oin, stuur, mandaat };
}

function alleenMelder({ stuur }) {
  if (stuur.rol !== 'MELDER') throw new Weigering('VIR-123');
}

function elfproef(bsn) {
  const som = [...bsn].reduce((tot, cijfer, plek) => tot + Number(cijfer) * (plek === 8 ? -1 : 9 - plek), 0);
  return /[1-9]/.test(bsn) && som % 11 === 0;
}

// The same key with the same content: the first answer again. Throws VIR-140 for other content.
function eenmalig(bel, sleutel, inhoud, doe) {
  const plek = `${bel.oin} ${sleutel}`;
  const gedaan = JSON.stringify([bel.stuur.instantieId, bel.stuur.gebruikerId, inhoud]);
  const eerder = antwoorden.get(plek);
  if (eerder && eerder.gedaan !== gedaan) throw new Weigering('VIR-140');
  const antwoord = eerder ? eerder.antwoord : doe();
  antwoorden.set(plek, { gedaan, antwoord });
  return antwoord;
}

function overTweeJaar(dag) {
  const later = new Date(dag);
  later.setUTCFullYear(dag.getUTCFullYear() + 2);
  if (later.getUTCMonth() !== dag.getUTCMonth()) later.setUTCDate(0);
  return later.toISOString().slice(0, 10);
}

const actief = (bsn) => meldingen.filter((melding) => melding.bsn === bsn);
const alsAntwoord = (melding, reeds) => ({
  meldingId: melding.id, meldmoment: melding.moment, verwijderdatum: melding.verwijderdatum, reedsGemeld: reeds,
  matchAanwezig: actief(melding.bsn).length > 1, historieBeschikbaar: false,
});

function meldJeugdige(args, bel) {
  alleenMelder(bel);
  const { bsn } = args.jeugdige;
  if (!bsn) throw new Weigering('VIR-160');
  if (!bel.mandaat.bsnGerechtigd) throw new Weigering('VIR-105');
  return eenmalig(bel, args.partnerMeldingId, bsn, () => {
    if (!elfproef(bsn)) throw new Weigering('VIR-101');
    if (!register.has(bsn)) throw new Weigering('VIR-102');
    if (WEIGERT[register.get(bsn)]) throw new Weigering(WEIGERT[register.get(bsn)]);
    const bestaand = actief(bsn).find((melding) => melding.wie === bel.wie);
    if (bestaand) return alsAntwoord(bestaand, true);
    const nu = new Date();
    const melding = {
      id: randomUUID(), bsn, wie: bel.wie, sleutel: args.partnerMeldingId, moment: nu.toISOString(), verwijderdatum: overTweeJaar(nu),
      instantie: bel.stuur.instantieId, naam: bel.stuur.gebruikerId,
    };
    meldingen.push(melding);
    for (const ander of actief(bsn).filter((een_) => een_ !== melding)) {
      signaleer(ander, actief(bsn).filter((een_) => een_ !== ander));
    }
    signaleer(melding, actief(bsn).filter((een_) => een_ !== melding));
    return alsAntwoord(melding, false);
  });
}

function signaleer(melding, anderen) {
  if (!anderen.length) return;
  const bus = postbus(melding.wie);
  bus.signalen.push({
    signaalId: randomUUID(), volgnummer: bus.volgende++, soort: 'ZELFDE_JEUGDIGE', tijdstip: new Date().toISOString(),
    eigenMeldingId: melding.id, betreftAndereJeugdige: false,
    contact: anderen.map((ander) => ({
      ...(ander.instantie ? { instantie: ander.instantie } : {}), naam: ander.naam, telefoon: '020 0000000', emailadres: 'melder@example.org',
    })),
  });
}

function verwijderMelding(args, bel) {
  alleenMelder(bel);
  return eenmalig(bel, args.partnerVerzoekId, [args.meldingId, args.reden], () => {
    const plek = meldingen.findIndex((melding) => melding.id === args.meldingId && melding.wie === bel.wie);
    if (plek < 0) throw new Weigering(weg.get(args.meldingId) === bel.wie ? 'VIR-131' : 'VIR-130');
    meldingen.splice(plek, 1);
    const nu = new Date();
    if (args.reden === 'NIET_TERECHT') return { meldingId: args.meldingId, verwijderdOp: nu.toISOString().slice(0, 10) };
    weg.set(args.meldingId, bel.wie);
    const tot = new Date(nu);
    tot.setUTCFullYear(nu.getUTCFullYear() + 5);
    return { meldingId: args.meldingId, verwijderdOp: nu.toISOString().slice(0, 10), gearchiveerdTot: tot.toISOString().slice(0, 10) };
  });
}

function raadpleegEigenMeldingen(args, bel) {
  alleenMelder(bel);
  const eigen = meldingen.filter((melding) => melding.wie === bel.wie);
  const vanaf = Number(args.vanafCursor || 0);
  const bladzijde = eigen.slice(vanaf, vanaf + Number(args.maxAantal));
  const volgende = vanaf + bladzijde.length;
  return {
    melding: bladzijde.map((melding) => ({
      meldingId: melding.id, partnerMeldingId: melding.sleutel, meldmoment: melding.moment, verwijderdatum: melding.verwijderdatum, status: 'ACTIEF',
    })),
    ...(volgende < eigen.length ? { volgendeCursor: String(volgende) } : {}),
  };
}

function haalSignalenOp(args, bel) {
  alleenMelder(bel);
  if (args.ontvangerId) throw new Weigering('VIR-123');
  const open = postbus(bel.wie).signalen.filter((signaal) => !signaal.bevestigd && signaal.volgnummer >= Number(args.vanafVolgnummer || 1));
  const nu = open.slice(0, Number(args.maxAantal));
  return { signaal: nu.map(({ bevestigd, ...velden }) => getypeerd(velden)), nogBeschikbaar: nu.length < open.length };
}

function bevestigSignalen(args, bel) {
  alleenMelder(bel);
  if (args.ontvangerId) throw new Weigering('VIR-123');
  return {
    resultaat: [args.signaalId].flat().map((signaalId) => {
      const signaal = postbus(bel.wie).signalen.find((een_) => een_.signaalId === signaalId);
      const uitkomst = !signaal ? 'ONBEKEND' : signaal.bevestigd ? 'REEDS_BEVESTIGD' : 'BEVESTIGD';
      if (signaal) signaal.bevestigd = true;
      return { signaalId, uitkomst };
    }),
  };
}

const controleerVerbinding = (args, bel) => ({ versie: VERSIE, tijd: new Date().toISOString(), oin: bel.oin });
const nietAangeboden = () => { throw new Weigering('VIR-160'); };

// ---------------------------------------------------------------- the services

const OPERATIES = {
  meldingen: {
    MeldJeugdige: meldJeugdige, MeldJeugdigen: nietAangeboden, VerwijderMelding: verwijderMelding,
    RaadpleegEigenMeldingen: raadpleegEigenMeldingen, WijzigContactgegevens: nietAangeboden, KoppelBsn: nietAangeboden,
    ControleerVerbinding: controleerVerbinding,
  },
  signalen: { HaalSignalenOp: haalSignalenOp, BevestigSignalen: bevestigSignalen, HaalHistorieOp: nietAangeboden },
};

function bied(server, dienst) {
  let huidig = null; // "soap" handles one request at a time, from what was received to its response
  const operatie = (doe) => (args) => {
    try {
      if (huidig.fout) throw huidig.fout;
      return { stuurgegevens: stuurgegevens(args.stuurgegevens), ...doe(args, beller(args.stuurgegevens, huidig.oin)) };
    } catch (fout) {
      if (!(fout instanceof Weigering)) throw fout;
      huidig.fout = fout;
      throw alsFault(fout);
    }
  };
  const hoofdletter = dienst[0].toUpperCase() + dienst.slice(1);
  const poorten = { [`${hoofdletter}Port_v1`]: Object.fromEntries(Object.entries(OPERATIES[dienst]).map(([naam, doe]) => [naam, operatie(doe)])) };
  const wsdl = fs.readFileSync(path.join(contract, `${dienst}-v1.wsdl`), 'utf-8');
  const luistert = soap.listen(server, {
    path: new URL(doel.adressen[dienst]).pathname, services: { [`${hoofdletter}Service_v1`]: poorten },
    xml: wsdl.replace(/(<soap:address location=")[^"]*/, `$1${doel.adressen[dienst]}`), enableChunkedEncoding: false, suppressStack: true,
  });
  luistert.log = (soort, xml, req) => {
    if (soort !== 'received') return;
    huidig = verifieer(xml, req.headers.soapaction, dienst, oinVan(req.socket.getPeerX509Certificate()));
  };
  luistert.on('response', (antwoord) => { antwoord.result = onderteken(antwoord.result, huidig, huidig.fout); });
}

const server = https.createServer(
  {
    key: pem('index.key'), cert: pem('index.pem'), ca: pem('ca.pem'), requestCert: true, rejectUnauthorized: true, minVersion: 'TLSv1.2',
    headersTimeout: 5_000, requestTimeout: 8_000, connectionsCheckingInterval: 500,
  },
  (verzoek, antwoord) => { antwoord.statusCode = 404; antwoord.end(); },
);
DIENSTEN.forEach((dienst) => bied(server, dienst));
server.listen(Number(poort), '127.0.0.1', () => console.log(`gereed ${server.address().port}`));
process.on('SIGTERM', () => process.exit(0));
