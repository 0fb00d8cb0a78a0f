// Looks at the built site as a reader does: over HTTP, in a browser, at three widths, in light and in dark.
// node kijk.js SITE [FOTOMAP]: fails on what axe finds against WCAG 2.1 AA, on a page that moves sideways, on an error of a
// script, and on anything asked of another host. With FOTOMAP it leaves pictures there.
const fs = require('fs');
const http = require('http');
const path = require('path');
const puppeteer = require('puppeteer-core');

const site = path.resolve(process.argv[2]);
const fotomap = process.argv[3];
const bladzijden = JSON.parse(fs.readFileSync(path.join(__dirname, 'bladzijden.json'), 'utf8'));
const breedtes = [360, 768, 1280];
const soorten = { '.css': 'text/css', '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.json': 'application/json' };
const browsers = ['chromium-headless-shell', 'chromium', 'google-chrome'];
const axe = fs.readFileSync(require.resolve('axe-core'), 'utf8');
const regels = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: ['violations'] };

function browser() {
  const mappen = process.env.PATH.split(':');
  return browsers.flatMap((naam) => mappen.map((map) => path.join(map, naam))).find((pad) => fs.existsSync(pad));
}

function antwoord(verzoek, uit) {
  const pad = path.join(site, decodeURIComponent(new URL(verzoek.url, 'http://localhost').pathname));
  if (!pad.startsWith(site) || !fs.existsSync(pad) || fs.statSync(pad).isDirectory()) {
    uit.writeHead(404).end();
    return;
  }
  uit.writeHead(200, { 'Content-Type': soorten[path.extname(pad)] || 'application/octet-stream' }).end(fs.readFileSync(pad));
}

// One page in one colour scheme: loaded once, looked at in every width.
async function bekijk(tab, adres, naam, kleuren) {
  const gevonden = [];
  const fout = (wat) => gevonden.push(`${naam}: script: ${wat.message}`);
  const verzoek = (wat) => { if (!wat.url().startsWith(adres) && !wat.url().startsWith('data:')) gevonden.push(`${naam}: vraagt ${wat.url()}`); };
  tab.on('pageerror', fout).on('request', verzoek);
  await tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: kleuren }]);
  const kwam = await tab.goto(`${adres}/${naam}`, { waitUntil: 'load' });
  if (!kwam.ok()) return [`${naam} is er niet`];
  await tab.evaluate(axe);
  for (const breedte of kleuren === 'light' ? breedtes : breedtes.slice(-1)) {
    await tab.setViewport({ width: breedte, height: 1000 });
    if (fotomap) await tab.screenshot({ path: path.join(fotomap, `${naam.replaceAll('/', '-')}-${breedte}-${kleuren}.png`) });
    gevonden.push(...(await oordeel(tab, breedte)).map((wat) => `${naam} op ${breedte} (${kleuren}): ${wat}`));
  }
  tab.off('pageerror', fout).off('request', verzoek);
  return gevonden;
}

async function oordeel(tab, breedte) {
  // What slides away after a change of width gets two seconds for it.
  const past = () => document.documentElement.scrollWidth <= document.documentElement.clientWidth;
  const gevonden = await tab.waitForFunction(past, { timeout: 2000 }).then(() => [], () => ['schuift opzij']);
  if (breedte === 768) return gevonden; // the layout of a phone with more room: axe sees nothing there that it does not see at 360
  const uitslag = await tab.evaluate((r) => axe.run(document, r), regels);
  return [...gevonden, ...uitslag.violations.map((regel) => {
    const waar = regel.nodes.slice(0, 3).map((knoop) => knoop.html.slice(0, 200)).join(' ');
    return `${regel.id}: ${regel.help}: ${waar} (${regel.nodes.length})`;
  })];
}

async function main() {
  const server = http.createServer(antwoord).listen(0, '127.0.0.1');
  await new Promise((klaar) => server.once('listening', klaar));
  const adres = `http://127.0.0.1:${server.address().port}`;
  const chromium = await puppeteer.launch({ executablePath: browser(), args: ['--no-sandbox'] });
  const gevonden = [];
  for (const kleuren of ['light', 'dark']) {
    const tab = await (await chromium.createBrowserContext()).newPage(); // the theme remembers the colours of the first visit
    for (const naam of bladzijden) gevonden.push(...await bekijk(tab, adres, naam, kleuren));
  }
  await chromium.close();
  server.close();
  gevonden.forEach((regel) => console.error(regel));
  console.log(`${bladzijden.length} bladzijden bekeken op ${breedtes.join(', ')}: ${gevonden.length} keer iets mis`);
  process.exitCode = gevonden.length || !bladzijden.length ? 1 : 0;
}

main();
