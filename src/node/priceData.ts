import fs from 'node:fs';
import path from 'node:path';
import type { PriceBook } from '../core/pricing/priceBook';
import { createPriceBook } from '../core/pricing/createPriceBook';
import type { PriceSettings } from '../core/pricing/priceSettings';

/** The price list that ships beside the bundle this code runs in. Throws where it is missing or damaged. */
export function openPriceBook(settings: PriceSettings, file = path.join(__dirname, 'prices.json')): PriceBook {
  return createPriceBook(JSON.parse(fs.readFileSync(file, 'utf8')), settings);
}
