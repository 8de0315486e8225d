import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { generateLogs, parseSize, type Expected, type Tally } from '../bench/claudeLogs.mjs';

interface Row {
  type: string;
  requestId?: string;
  timestamp: string;
  message: { id: string; model: string; usage: Usage };
}

interface Usage {
  input_tokens: number;
  output_tokens: number;
  cache_read_input_tokens: number;
  cache_creation_input_tokens: number;
  cache_creation: { ephemeral_1h_input_tokens: number };
}

suite('benchmark logs', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tokenmin-bench-test-'));
  let written: Expected;

  suiteSetup(() => {
    written = generateLogs({ out: path.join(folder, 'a'), bytes: 6e6, seed: 5 });
  });
  suiteTeardown(() => fs.rmSync(folder, { recursive: true }));

  function logFiles(home: string): string[] {
    const projects = path.join(folder, home, '.claude/projects');
    const names = fs.readdirSync(projects, { recursive: true, encoding: 'utf8' });
    return names
      .filter((name) => name.endsWith('.jsonl'))
      .toSorted()
      .map((name) => path.join(projects, name));
  }

  function digest(home: string): string {
    const hash = createHash('sha256');
    for (const file of logFiles(home))
      hash.update(path.relative(path.join(folder, home), file)).update(fs.readFileSync(file));
    return hash.digest('hex');
  }

  /** Keeps, of the rows that share both ids, the one with most output. */
  function count(home: string): Tally {
    const best = new Map<string, Usage>();
    for (const file of logFiles(home)) {
      for (const line of fs.readFileSync(file, 'utf8').split('\n')) {
        let row: Row;
        try {
          row = JSON.parse(line) as Row;
        } catch {
          continue;
        }
        if (row.type !== 'assistant' || row.message.model === '<synthetic>') continue;
        const key = `${row.message.id} ${row.requestId}`;
        if (row.message.usage.output_tokens > (best.get(key)?.output_tokens ?? -1)) best.set(key, row.message.usage);
      }
    }
    const sum = (of: (usage: Usage) => number) => [...best.values()].reduce((total, usage) => total + of(usage), 0);
    return {
      requests: best.size,
      inputTokens: sum((u) => u.input_tokens + u.cache_read_input_tokens + u.cache_creation_input_tokens),
      cacheReadInputTokens: sum((u) => u.cache_read_input_tokens),
      cacheCreationInputTokens: sum((u) => u.cache_creation_input_tokens),
      cacheCreation1hInputTokens: sum((u) => u.cache_creation.ephemeral_1h_input_tokens),
      outputTokens: sum((u) => u.output_tokens),
    };
  }

  test('the size asked for is met within a tenth', () => {
    assert.ok(written.bytes >= 6e6 && written.bytes < 6.6e6, `${written.bytes} bytes`);
  });

  test('the same seed gives the same bytes, another one does not', () => {
    generateLogs({ out: path.join(folder, 'b'), bytes: 6e6, seed: 5 });
    generateLogs({ out: path.join(folder, 'c'), bytes: 6e6, seed: 6 });
    assert.equal(digest('b'), digest('a'));
    assert.notEqual(digest('c'), digest('a'));
  });

  test('what the generator expects is what the rows add up to', () => {
    assert.deepEqual(written.totals, count('a'));
  });

  test('models and days add up to the whole', () => {
    for (const parts of [written.byModel, written.byDay]) {
      const sum = Object.values(parts).reduce((total, tally) => total + tally.inputTokens + tally.outputTokens, 0);
      assert.equal(sum, written.totals.inputTokens + written.totals.outputTokens);
    }
  });

  test('responses have several rows, so that counting rows goes wrong', () => {
    assert.ok(written.everyRow.requests > 1.5 * written.totals.requests);
    assert.ok(written.everyRowWithoutRequestId.requests > 0);
  });

  test('only a last line is ever torn', () => {
    for (const file of logFiles('a')) {
      for (const line of fs.readFileSync(file, 'utf8').split('\n').slice(0, -1)) JSON.parse(line);
    }
  });

  test('plain logs have request ids everywhere and no progress rows', () => {
    const plain = generateLogs({ out: path.join(folder, 'plain'), bytes: 2e6, plain: true });
    assert.equal(plain.everyRowWithoutRequestId.requests, 0);
    for (const file of logFiles('plain')) assert.ok(!fs.readFileSync(file, 'utf8').includes('"type":"progress"'));
  });

  test('sizes are read as people write them', () => {
    assert.equal(parseSize('50MB'), 50e6);
    assert.equal(parseSize('1.5gb'), 1.5e9);
    assert.throws(() => parseSize('50'), /not a size/);
  });
});
