import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { codex } from '../../src/core/sources/codex';
import { figures, readBytes } from '../support/readFixture';

const THREAD = '01980000-0000-7000-8000-00000000000a';
const PATH = `/logs/rollout-2026-08-01T09-00-00-${THREAD}.jsonl`;
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

const START = Date.UTC(2026, 7, 1, 9);
const line = (seconds: number, type: string, payload: unknown): string =>
  JSON.stringify({ timestamp: new Date(START + seconds * 1000).toISOString(), type, payload });
const usage = (n: readonly number[]): object => ({
  input_tokens: n[0],
  cached_input_tokens: n[1],
  output_tokens: n[2],
  reasoning_output_tokens: n[3],
});

interface Call {
  input: number;
  cached: number;
  output: number;
  reasoning: number;
}
const call: fc.Arbitrary<Call> = fc
  .record({ input: fc.nat(100_000), cached: fc.nat(100), output: fc.nat(9000), reasoning: fc.nat(100) })
  .map((c) => ({
    input: c.input + 1,
    cached: Math.floor((c.input * c.cached) / 100),
    output: c.output,
    reasoning: Math.floor((c.output * c.reasoning) / 100),
  }));
/** What happens in a thread besides a call: a repeated event, an overflow of the context window, text, a tool. */
const step = fc.oneof(
  { weight: 3, arbitrary: call },
  fc.constantFrom('repeat' as const, 'overflow' as const, 'text' as const, 'tool' as const, 'model' as const),
);

/** The lines of a thread, and what its calls add up to. */
const rollout = fc.array(step, { maxLength: 15 }).map((steps) => {
  const lines = [line(0, 'session_meta', { id: THREAD, cwd: '/w', model_provider: 'openai' })];
  const sum = { requests: 0, inputTokens: 0, cacheReadInputTokens: 0, outputTokens: 0, reasoningOutputTokens: 0 };
  let totals = [0, 0, 0, 0];
  let last = totals;
  const event = (s: number): string =>
    line(s, 'event_msg', {
      type: 'token_count',
      info: { total_token_usage: usage(totals), last_token_usage: usage(last) },
    });
  steps.forEach((one, i) => {
    if (one === 'repeat') lines.push(event(i));
    else if (one === 'overflow') {
      totals = last = [0, 0, 0, 0];
      lines.push(event(i));
    } else if (one === 'text') lines.push(line(i, 'event_msg', { type: 'user_message', message: `say é ${i}` }));
    else if (one === 'tool') {
      lines.push(
        line(i, 'response_item', {
          type: 'function_call',
          name: 'exec_command',
          arguments: '{"cmd":"ls"}',
          call_id: `c${i}`,
        }),
      );
      lines.push(line(i, 'response_item', { type: 'function_call_output', call_id: `c${i}`, output: 'a\nb' }));
    } else if (one === 'model') lines.push(line(i, 'turn_context', { model: `gpt-${i}` }));
    else {
      last = [one.input, one.cached, one.output, one.reasoning];
      totals = totals.map((n, k) => n + last[k]!);
      lines.push(event(i));
      sum.requests++;
      sum.inputTokens += one.input;
      sum.cacheReadInputTokens += one.cached;
      sum.outputTokens += one.output;
      sum.reasoningOutputTokens += one.reasoning;
    }
  });
  // A thread without counts is estimated at a turn's end: not the matter here.
  const isCounted = steps.some((one) => typeof one === 'object' || one === 'repeat' || one === 'overflow');
  if (isCounted) lines.push(line(steps.length, 'event_msg', { type: 'task_complete' }));
  return { lines, sum };
});

const JUNK = [
  '',
  'null',
  '[]',
  '{}',
  '{"type":"event_msg"}',
  '{"type":"event_msg","payload":null}',
  '{"type":"event_msg","payload":{"type":"token_count","info":null}}',
  '{"type":"event_msg","payload":{"type":"token_count","info":{"total_token_usage":{"input_tokens":-1}}}}',
  '{"type":"turn_context","payload":{"model":5}}',
  '{"type":"response_item","payload":{"type":"message","role":"user","content":7}}',
  '{"type":"compacted","payload":{}}',
  '{"type":"unheard_of","payload":{"type":"token_count","info":{"total_token_usage":{"input_tokens":9}}}}',
  '{"__proto__":{"type":"turn.completed"},"usage":{"input_tokens":9}}',
];
const junk = fc.oneof(
  fc.constantFrom(...JUNK),
  fc.string().map((s) => `{${s.replaceAll('\n', ' ').replaceAll('"type"', '')}`),
);

suite('codex, properties', () => {
  test('counts what the calls of a thread used', () => {
    fc.assert(
      fc.property(rollout, ({ lines, sum }) => {
        const { problems: _, ...counted } = figures(readBytes(codex, PATH, encode(lines.join('\n') + '\n')));
        assert.deepEqual(counted, sum);
      }),
      { numRuns: 500 },
    );
  });

  test('reads the same calls and texts however a file grew', () => {
    fc.assert(
      fc.property(rollout, fc.array(fc.nat(), { maxLength: 8 }), ({ lines }, places) => {
        const bytes = encode(lines.join('\n') + '\n');
        const whole = readBytes(codex, PATH, bytes);
        const grown = readBytes(
          codex,
          PATH,
          bytes,
          places.map((place) => place % bytes.length),
        );
        assert.deepEqual(grown.records, whole.records);
        assert.deepEqual(grown.problems, whole.problems);
        const texts = ({ blocks }: typeof whole): string[] =>
          blocks.map((b) => `${b.at.offset} ${b.kind} ${b.hash} ${b.name}`).sort();
        assert.deepEqual(texts(grown), texts(whole));
      }),
      { numRuns: 300 },
    );
  });

  test('reads the same from a file cut anywhere', () => {
    const bytes = readFileSync(
      `test/fixtures/codex/text/home/.codex/sessions/2026/08/01/rollout-2026-08-01T09-00-00-${THREAD}.jsonl`,
    );
    const whole = readBytes(codex, PATH, bytes);
    for (let cut = 0; cut <= bytes.length; cut += 11) {
      assert.deepEqual(readBytes(codex, PATH, bytes, [cut]).records, whole.records);
    }
  });

  test('is not misled by lines of junk in between', () => {
    fc.assert(
      fc.property(rollout, fc.array(fc.tuple(fc.nat(), junk), { maxLength: 10 }), ({ lines, sum }, extra) => {
        const mixed = [...lines];
        // Not before the first line: what precedes it may rightly be taken for the thread's beginning.
        for (const [place, text] of extra) mixed.splice(1 + (place % mixed.length), 0, text);
        const { problems: _, ...counted } = figures(readBytes(codex, PATH, encode(mixed.join('\n') + '\n')));
        assert.deepEqual(counted, sum);
      }),
      { numRuns: 500 },
    );
  });

  test('reads any bytes without throwing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        readBytes(codex, PATH, bytes);
      }),
      { numRuns: 500 },
    );
  });

  const type = fc.constantFrom(
    'session_meta',
    'turn_context',
    'event_msg',
    'response_item',
    'compacted',
    'rollout_reference',
    'thread.started',
    'turn.completed',
  );
  const itemType = fc.constantFrom(
    'token_count',
    'message',
    'user_message',
    'reasoning',
    'function_call',
    'custom_tool_call',
    'local_shell_call',
    'function_call_output',
    'patch_apply_end',
    'error',
  );
  const key = fc.constantFrom(
    'id',
    'source',
    'subagent',
    'thread_spawn',
    'info',
    'total_token_usage',
    'last_token_usage',
    'input_tokens',
    'output_tokens',
    'role',
    'content',
    'text',
    'summary',
    'call_id',
    'arguments',
    'input',
    'action',
    'command',
    'output',
    'changes',
    'message',
    'model',
    'cwd',
    '__proto__',
  );
  const value = fc.letrec<{ any: unknown }>((tie) => ({
    any: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(
        'user',
        'assistant',
        '{"command":5}',
        '*** Begin Patch\n*** Update File: x\n+a',
        null,
        true,
        -1,
        1e300,
      ),
      fc.string(),
      fc.integer(),
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(key, tie('any'), { maxKeys: 4 }),
    ),
  })).any;

  test('reads any JSON in the places of a rollout without throwing, and counts nothing negative', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(type, itemType, fc.dictionary(key, value, { maxKeys: 6 }), value), { maxLength: 6 }),
        (rows) => {
          const text = rows.map(([t, i, payload, time]) =>
            JSON.stringify({ timestamp: time, type: t, usage: payload, payload: { type: i, ...payload } }),
          );
          const { records } = readBytes(codex, PATH, encode(text.join('\n') + '\n'));
          for (const r of records) {
            assert.ok(r.inputTokens >= 0 && r.outputTokens >= 0);
            assert.ok(r.cacheReadInputTokens + r.cacheCreationInputTokens <= r.inputTokens);
            assert.ok(r.reasoningOutputTokens <= r.outputTokens);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});
