import assert from 'node:assert/strict';
import fc from 'fast-check';
import { segment } from '../../src/core/prompts/segment';

const piece = fc.oneof(
  fc.string(),
  fc.constantFrom(
    '\n',
    '\r\n',
    '\n```\n',
    '~~~~\n',
    '<system-reminder>',
    '</system-reminder>',
    '<task-notification></task-notification>',
    '\nFull transcript available at: /tmp/a\n',
    '<command-args>',
    '</command-args>',
    '\n# AGENTS.md instructions\n',
    '</INSTRUCTIONS>',
    'Caveat: The messages below were generated',
    '\n## My request for Codex:\n',
    '2026-01-01 10:00:00 INFO x\n'.repeat(8),
    '    at f (a.ts:1:1)\n'.repeat(5),
    '\nme@laptop:~/shop$ ls\n',
    '  File "a.py", line 7, in f\n    g()\n    ~^^\n'.repeat(4),
    'jobs:\n  test:\n    steps:\n      - run: a\n',
    '\x1b[31m',
    '# Context from my IDE setup:\n',
  ),
);
const message = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));

suite('segment, properties', () => {
  test('spans are adjacent, not empty and cover the text', () => {
    fc.assert(
      fc.property(message, (text) => {
        let at = 0;
        for (const span of segment(text)) {
          assert.equal(span.start, at);
          assert.ok(span.end > span.start);
          at = span.end;
        }
        assert.equal(at, text.length);
      }),
      { numRuns: 1000 },
    );
  });

  test('no two neighbours are of one kind', () => {
    fc.assert(
      fc.property(message, (text) => {
        const spans = segment(text);
        for (let i = 1; i < spans.length; i++) assert.notEqual(spans[i]!.kind, spans[i - 1]!.kind);
      }),
      { numRuns: 1000 },
    );
  });

  test('the same text gives the same spans', () => {
    fc.assert(fc.property(message, (text) => assert.deepEqual(segment(text), segment(text))));
  });

  test('takes a megabyte of what almost fits', () => {
    const lines = [
      '='.repeat(5) + ' ='.repeat(77),
      'a.'.repeat(80),
      `CREATE ${'A '.repeat(76)}`,
      `x.y ${'do '.repeat(52)}`,
      `a@b:${'x'.repeat(150)}`,
      `#1 a ${') at '.repeat(30)}`,
      `    ${'a.b:'.repeat(38)}`,
      'left '.repeat(31),
      '[1;'.repeat(53),
      '~^'.repeat(80),
      'a@b:~$ ls',
    ];
    for (const line of lines) {
      for (const text of [line, `${line}\n`]) segment(text.repeat(Math.ceil(1_000_000 / text.length)));
    }
  });
});
