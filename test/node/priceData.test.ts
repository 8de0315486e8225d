import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { NO_PRICE_SETTINGS } from '../../src/core/pricing/priceSettings';
import { openPriceBook } from '../../src/node/priceData';

suite('The shipped price list', () => {
  test('opens', () => {
    const book = openPriceBook(NO_PRICE_SETTINGS, path.resolve('dist/prices.json'));
    assert.match(book.asOf, /^20\d\d-\d\d-\d\d$/);
  });

  test('is small', () => assert.ok(fs.statSync('dist/prices.json').size < 64 * 1024));

  test('says so when it is missing or damaged', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tokenmin-prices-'));
    const file = path.join(folder, 'prices.json');
    assert.throws(() => openPriceBook(NO_PRICE_SETTINGS, file), /ENOENT/);
    fs.writeFileSync(file, '{"schema":1}');
    assert.throws(() => openPriceBook(NO_PRICE_SETTINGS, file), /missing or damaged/);
    fs.rmSync(folder, { recursive: true });
  });

  test('every fact added by hand names its source and day', () => {
    const supplement = JSON.parse(fs.readFileSync('src/core/pricing/supplement.json', 'utf8')) as Record<
      string,
      { source?: string; retrieved?: string }[]
    >;
    for (const fact of Object.values(supplement).flat()) {
      assert.match(fact.source ?? '', /^https:\/\//);
      assert.match(fact.retrieved ?? '', /^20\d\d-\d\d-\d\d$/);
    }
  });
});
