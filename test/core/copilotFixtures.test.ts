import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { figures, readFixture } from '../support/readFixture';

const CASES = 'test/fixtures/copilot-chat';

suite('Copilot Chat fixtures', () => {
  for (const name of readdirSync(CASES)) {
    test(name, () => {
      const expected: unknown = JSON.parse(readFileSync(`${CASES}/${name}/expected.json`, 'utf8'));
      assert.deepEqual(figures(readFixture(`${CASES}/${name}`)), expected);
    });
  }
});
