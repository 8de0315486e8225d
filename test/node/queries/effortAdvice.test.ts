import assert from 'node:assert/strict';
import { BlockKind } from '../../../src/core/usage/blockKind';
import { advice } from '../../../src/node/queries/advice';
import { TestLedger } from './queriesLedger';

/** What is said of 24 small questions that took much reasoning, over three days, when the log names this effort. */
function saidOf(effort: string): string | undefined {
  const ledger = new TestLedger('2026-06-15T12:00:00Z');
  for (let i = 0; i < 24; i++) {
    const day = `2026-06-0${1 + (i % 3)}T`;
    const hour = String(i).padStart(2, '0');
    const conversationId = `question-${i}`;
    const tokens = { outputTokens: 3100, reasoningOutputTokens: 3000 };
    ledger.read(
      `/logs/${i}.jsonl`,
      [ledger.call(`${day}${hour}:00:05Z`, { source: 'codex', conversationId, effort, ...tokens })],
      [ledger.block(BlockKind.Typed, `${day}${hour}:00:00Z`, 40, { source: 'codex', conversationId })],
    );
  }
  const view = advice(ledger.context(), { days: 30, billing: 'api' });
  return view.advice.find(({ ruleId }) => ruleId === 'effort-down')?.title.text;
}

suite('advice on effort', () => {
  const logged: [string, RegExp | undefined][] = [
    ['high', /at \{effort\} effort .* Start small tasks at medium/],
    ['', /If effort is set above medium/],
    ['medium', undefined],
  ];
  for (const [effort, says] of logged) {
    test(`where the log says ‘${effort}’: ${says?.source ?? 'nothing'}`, () => {
      const said = saidOf(effort);
      if (says) assert.match(said ?? '', says);
      else assert.equal(said, undefined);
    });
  }
});
