import assert from 'node:assert/strict';
import fc from 'fast-check';
import { commandFacts } from '../../../src/core/insights/shell/commandFacts';
import { claudeCode } from '../../../src/core/sources/claudeCode';
import { codex } from '../../../src/core/sources/codex';
import { isSimpleCommand } from '../../../src/core/sources/simpleCommand';
import { BlockKind } from '../../../src/core/usage/blockKind';
import { readBytes, type Reading } from '../../support/readFixture';

const read = (source: typeof claudeCode, path: string, ...rows: object[]): Reading =>
  readBytes(source, path, new TextEncoder().encode(rows.map((row) => `${JSON.stringify(row)}\n`).join('')));
const isSimpleIn = ({ blocks }: Reading): boolean | undefined =>
  blocks.find(({ kind }) => kind === BlockKind.ToolCall)?.isSimple;

/** As each assistant writes it down. */
const inClaude = (command: string): boolean | undefined =>
  isSimpleIn(
    read(claudeCode, '/logs/s-1.jsonl', {
      type: 'assistant',
      sessionId: 's-1',
      timestamp: '2026-08-01T09:00:00Z',
      requestId: 'r',
      message: {
        id: 'm',
        model: 'claude-sonnet-5',
        content: [{ type: 'tool_use', id: 't', name: 'Bash', input: { description: 'a; b', command } }],
        usage: { input_tokens: 10, output_tokens: 1 },
      },
    }),
  );
const inCodex = (args: object): boolean | undefined =>
  isSimpleIn(
    read(codex, '/logs/rollout-2026-08-01T09-00-00-0199a213-81c0-7800-8aa1-bbab2a035a53.jsonl', {
      timestamp: '2026-08-01T09:00:00Z',
      type: 'response_item',
      payload: { type: 'function_call', name: 'shell', call_id: 'c', arguments: JSON.stringify(args) },
    }),
  );

suite('simpleCommand', () => {
  for (const [command, expected] of [
    ['npm test', true],
    ['npm test -- --grep "x y"', true],
    ["CI=1 npm test 'a b' \\\\", true],
    ['npm test 2>&1', true],
    ['npm test 1>&2 --all', true],
    ['npm test &> out.txt', false],
    ['npm test >& out.txt', false],
    ['npm test > out.txt', false],
    ['npm test 2>&-', false],
    ['npm test >', false],
    ['npm test >&', false],
    ['npm\ttest', true],
    ['npm test | tail', false],
    ['npm test || true', false],
    ['cd app && npm test', false],
    ['npm test; ls', false],
    ['npm test &', false],
    ['& npm test', false],
    ['npm test\nls', false],
    ['echo $(npm test)', false],
    ['echo `npm test`', false],
    ['(npm test)', false],
    ['diff a <(npm test)', false],
    ['npm test -- --grep "a|b"', false],
    ['', false],
  ] as const) {
    test(`${JSON.stringify(command)}: ${expected ? 'one command' : 'not known to be one'}`, () => {
      assert.equal(isSimpleCommand(command), expected);
      assert.equal(inClaude(command), expected);
      assert.equal(inCodex({ cmd: command }), expected);
      assert.equal(inCodex({ command: ['bash', '-lc', command] }), expected);
    });
  }

  test('a list of words without a shell is one command, and no arguments are none', () => {
    assert.equal(inCodex({ command: ['npm', 'test'] }), true);
    assert.equal(inCodex({ path: 'a.ts' }), false);
  });

  test('what is one command hides no failure, and what Claude Code’s reader takes for one is one', () => {
    const piece = fc.constantFrom(...'npm| |test|;|&|>|&&|"|\'|\\|\n|\t|`|$(|)|(|1|é'.split('|'), '|');
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
        (command) => {
          if (isSimpleCommand(command)) assert.equal(commandFacts(command).hidesFailure, false);
          assert.equal(inClaude(command), isSimpleCommand(command));
        },
      ),
      { numRuns: 500 },
    );
  });
});
