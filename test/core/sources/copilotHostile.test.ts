import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { readCase, readSessionText } from './copilotReading';

const CASES = 'test/fixtures/copilot-chat';

/** Every session among the fixtures that is one document. */
const SESSIONS = readdirSync(CASES, { recursive: true, encoding: 'utf8' })
  .filter((path) => /chatSessions\/[^/]+\.json$/.test(path) && !path.includes('corrupt'))
  .map((path) => readFileSync(join(CASES, path), 'utf8'));

/** Replaces the n-th value met on a walk through a document. */
function replaceAt(document: unknown, n: number, value: unknown): unknown {
  let left = n;
  const walk = (node: unknown): unknown => {
    if (left-- === 0) return value;
    if (Array.isArray(node)) return node.map(walk);
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([key, inner]) => [key, walk(inner)]));
  };
  return walk(document);
}

suite('Copilot sessions, damaged', () => {
  test('whatever stands where, nothing throws and every figure is a whole number', () => {
    const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(-1, 1e300, 1.5, '1000', null, [], {}, [[]]));
    fc.assert(
      fc.property(
        fc.constantFrom(...SESSIONS),
        fc.array(fc.tuple(fc.nat(120), value), { maxLength: 4 }),
        (json, damage) => {
          let document = JSON.parse(json) as unknown;
          for (const [n, what] of damage) document = replaceAt(document, n, what);
          for (const [extension, text] of [
            ['json', JSON.stringify(document)],
            ['jsonl', `${JSON.stringify({ kind: 0, v: document })}\n`],
          ] as const) {
            const { records, blocks } = readSessionText(text, extension);
            for (const b of blocks) {
              const figures = [b.bytes, b.hash, b.added, b.removed, b.timestamp];
              assert.ok(
                figures.every((n) => Number.isSafeInteger(n) && n >= 0),
                `${b.kind}: ${figures.join()}`,
              );
            }
            for (const r of records) {
              const figures = [r.inputTokens, r.outputTokens, r.cacheReadInputTokens, r.timestamp, r.at.offset];
              assert.ok(
                figures.every((n) => Number.isSafeInteger(n) && n >= 0),
                `${r.dedupKey}: ${figures.join()}`,
              );
            }
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('a session cut off anywhere does not throw', () => {
    const text = SESSIONS[0]!;
    for (let end = 0; end < text.length; end += 7) readSessionText(text.slice(0, end), 'json');
  });

  test('a tree nested a hundred thousand deep is no matter', () => {
    const deep = `${'['.repeat(100_000)}1${']'.repeat(100_000)}`;
    const text = `{"requests":[{"requestId":"r","message":{"text":"x"},"response":[{"value":"y"}],"result":{"metadata":{"renderedUserMessage":${deep},"toolCallResults":{"c":${deep}},"toolCallRounds":[{"response":${deep}}]}}}]}`;
    const { records } = readSessionText(text, 'json');
    assert.equal(records.length, 1);
  });

  test('keys of the fixtures leave prototypes alone', () => {
    readCase('prototype-keys');
    assert.equal(({} as Record<string, unknown>).polluted, undefined);
  });
});
