// Prints the operations that npm's "soap" finds in the WSDL given, one a line.
const soap = require('soap');

soap.createClientAsync(process.argv[2]).then((client) => {
  for (const service of Object.values(client.describe())) {
    for (const port of Object.values(service)) {
      for (const [naam, { input, output }] of Object.entries(port)) {
        if (!input.stuurgegevens || !output.stuurgegevens) throw new Error(`${naam}: stuurgegevens ontbreekt`);
        console.log(naam);
      }
    }
  }
}).catch((fout) => { console.error(fout); process.exit(1); });
