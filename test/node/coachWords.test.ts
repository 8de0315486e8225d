import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openService } from '../../src/node/localService';
import { writeSampleMonth } from '../../src/node/sampleMonth';
import { workerConfig } from '../support/workerConfig';

suite('words of the coach', () => {
  test('all that it says of the sample month is there for translators', async () => {
    const home = fs.mkdtempSync(path.join(os.tmpdir(), 'tokenmin-words-'));
    await writeSampleMonth(home, { seed: 1, endDay: new Date().toISOString().slice(0, 10) });
    const service = openService(workerConfig({ home }), () => undefined, path.resolve('dist'));
    try {
      await service.run('refresh', {});
      const { advice } = await service.query('advice', { days: 30, billing: 'api' });
      const { classes } = await service.query('whatIf', { days: 30 });
      const said = [
        ...advice.flatMap(({ title, risk, check, evidence }) => [
          title,
          risk,
          check,
          ...evidence.map(({ why }) => why),
        ]),
        ...classes.flatMap(({ rows }) => rows.flatMap(({ notes }) => notes)),
      ].map(({ text }) => text);
      const bundle = JSON.parse(fs.readFileSync('l10n/bundle.l10n.json', 'utf8')) as Record<string, string>;
      const all = new Set([...said, ...advice.map(({ actionLabel }) => actionLabel)]);
      assert.ok(all.size > 50, `${all.size} texts`);
      assert.deepEqual(
        [...all].filter((text) => !Object.hasOwn(bundle, text)),
        [],
      );
    } finally {
      await service.close();
      fs.rmSync(home, { recursive: true });
    }
  }).timeout(30_000);
});
