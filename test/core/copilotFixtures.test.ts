import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CASES, counted, readCase } from './copilotFixture';

suite('Copilot Chat fixtures', () => {
  for (const name of readdirSync(CASES)) {
    test(name, () => {
      const { records, problems } = readCase(name);
      const calls = counted(records);
      const sum = (key: 'inputTokens' | 'cacheReadInputTokens' | 'outputTokens'): number =>
        calls.reduce((n, call) => n + call[key], 0);
      assert.deepEqual(
        {
          requests: calls.length,
          inputTokens: sum('inputTokens'),
          cacheReadInputTokens: sum('cacheReadInputTokens'),
          outputTokens: sum('outputTokens'),
          estimatedRequests: calls.filter((call) => call.basis === 'estimated').length,
          problems,
        },
        JSON.parse(readFileSync(join(CASES, name, 'expected.json'), 'utf8')),
      );
    });
  }
});
