import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { Service } from '../../../src/node/service';
import type { PromptRow, PromptText, PromptTextView } from '../../../src/protocol/promptViews';
import { LogHome } from '../../support/logHome';

const DAY = Date.now() - 3_600_000;

function row(type: 'user' | 'assistant', minute: number, content: unknown, message: object = {}): string {
  const timestamp = new Date(DAY + minute * 60_000).toISOString();
  const at = { type, sessionId: 'one', cwd: '/home/dev/shop', timestamp, uuid: `u${minute}` };
  return `${JSON.stringify({ ...at, message: { role: type, content, ...message } })}\n`;
}

/** A call that has read `cacheRead` and written `cacheWrite` tokens. */
function call(
  minute: number,
  cacheRead: number,
  cacheWrite: number,
  content: unknown = [{ type: 'text', text: 'ok' }],
): string {
  const usage = {
    input_tokens: 0,
    output_tokens: 10,
    cache_read_input_tokens: cacheRead,
    cache_creation_input_tokens: cacheWrite,
  };
  return row('assistant', minute, content, { id: `msg_${minute}`, model: 'claude-opus-4-8', usage });
}

const LOG = Array.from({ length: 90 }, (_, i) => {
  const seconds = String(i % 60).padStart(2, '0');
  return i === 70
    ? `2026-06-01T09:0${Math.floor(i / 60)}:${seconds}Z ERROR queue reset`
    : `2026-06-01T09:0${Math.floor(i / 60)}:${seconds}Z INFO worker done job=${i} in ${i % 9} ms`;
}).join('\n');
const ASK = 'Could you please look at this in order to find out why the worker stops? Thanks in advance!\n\n';

suite('prompts', () => {
  let home: LogHome;
  let service: Service;
  let file: string;

  suiteSetup(() => {
    // A bundle loads the vocabulary from beside itself.
    fs.copyFileSync(path.resolve('dist/tokenizer.js'), path.join(__dirname, 'tokenizer.js'));
  });
  setup(async () => {
    home = new LogHome();
    file = home.write(
      'one.jsonl',
      row('user', 0, `${ASK}${LOG}\n<system-reminder>Mind the tests.</system-reminder>`) +
        call(1, 0, 12_000) +
        call(2, 12_000, 10) +
        row('user', 3, 'Go on.') +
        call(4, 12_010, 15),
    );
    service = home.open();
    await service.run('refresh', {});
  });
  teardown(() => home.remove());

  const dearest = async (): Promise<PromptRow[]> => (await service.query('prompts', { days: 2 })).dearest;
  const textOf = async (place: PromptRow): Promise<PromptTextView> =>
    service.query('prompt', {
      sessionId: place.sessionId,
      file: place.file,
      offset: place.offset,
      timestamp: place.timestamp,
    });

  test('tokens by how they came about, and what carrying them cost', async () => {
    const { kinds, prompts, billNano } = await service.query('prompts', { days: 2 });
    assert.equal(prompts, 2);
    assert.deepEqual(
      kinds.map(({ kind, blocks }) => [kind, blocks]),
      [
        ['typed', 2],
        ['pasted', 1],
        ['injected', 1],
      ],
    );
    const [typed, pasted, injected] = kinds;
    assert.ok(pasted!.tokens > 20 * injected!.tokens && typed!.tokens > injected!.tokens);
    // What was said first was sent three times, "Go on." once.
    assert.equal(pasted!.carriedTokens, 3 * pasted!.tokens);
    assert.equal(pasted!.costNano, pasted!.tokens * (6_250 + 2 * 500));
    assert.ok(kinds.reduce((sum, { costNano }) => sum + costNano!, 0) < billNano);
  });

  test('the dearest prompt first, with what it consists of', async () => {
    const [first, second, ...none] = await dearest();
    assert.deepEqual(none, []);
    assert.deepEqual(
      [first!.calls, first!.model, first!.project, first!.logGone],
      [3, 'claude-opus-4-8', 'shop', false],
    );
    assert.ok(first!.costNano! > 100 * second!.costNano!);
    assert.deepEqual(second!.tokens.pasted, 0);
  });

  test('a text with its parts, shortened, edit by edit', async () => {
    const view = (await textOf((await dearest())[0]!)) as PromptText;
    assert.deepEqual(
      view.parts.map(({ kind }) => kind),
      ['typed', 'pasted', 'injected'],
    );
    assert.equal(view.text, `${ASK}${LOG}\n`);
    assert.ok(view.shortened.startsWith('Look at this to find out why the worker stops.'), view.shortened.slice(0, 80));
    assert.ok(view.tokensAfter < view.tokensBefore && view.estimate);
    assert.ok(view.savedNano! > 0 && view.savedNano! < view.row.costNano!);
    const fold = view.edits.find((edit) => edit.class === 'log-fold')!;
    assert.deepEqual([fold.applied, fold.tier], [false, 'ask']);
    assert.ok(fold.tokens > 500);
    const applied = view.edits.filter((edit) => edit.applied);
    const saved = applied.reduce((sum, { tokens }) => sum + tokens, 0);
    assert.ok(Math.abs(saved - (view.tokensBefore - view.tokensAfter)) <= applied.length);
    let text = view.text;
    for (const { start, end, replacement } of applied.toReversed())
      text = text.slice(0, start) + replacement + text.slice(end);
    assert.equal(text, view.shortened);
  });

  test('prompts that stand in one line of a log of changes are told apart', async () => {
    const said = (n: number) => ({
      requestId: `r${n}`,
      timestamp: DAY + n * 60_000,
      modelId: 'copilot/gpt-4.1',
      message: { text: `Question number ${n}?`, parts: [] },
      response: [{ value: 'Well.' }],
      result: { metadata: { promptTokens: 900_000 * n, outputTokens: 5 } },
    });
    const folder = `${home.home}/.config/Code/User/workspaceStorage/1f2e/chatSessions`;
    fs.mkdirSync(folder, { recursive: true });
    const state = { version: 3, sessionId: 's1', creationDate: DAY, requests: [said(1), said(2)] };
    fs.writeFileSync(`${folder}/s1.jsonl`, `${JSON.stringify({ kind: 0, v: state })}\n`);
    await service.run('refresh', {});
    const rows = (await dearest()).filter(({ source }) => source === 'copilot-chat');
    assert.equal(new Set(rows.map(({ offset }) => offset)).size, 1);
    const texts = await Promise.all(rows.map(async (one) => ((await textOf(one)) as PromptText).text));
    assert.deepEqual(texts.sort(), ['Question number 1?', 'Question number 2?']);
  });

  test('of a deleted log the figures stay, and the page is told', async () => {
    fs.rmSync(file);
    const [first] = await dearest();
    assert.equal(first!.logGone, true);
    assert.deepEqual(await textOf(first!), { missing: 'log-gone' });
  });

  test('a rewritten log is no text of ours', async () => {
    const [first] = await dearest();
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replaceAll('worker', 'walker'));
    assert.deepEqual(await textOf(first!), { missing: 'log-changed' });
  });

  test('what is not in the ledger is unknown', async () => {
    const [first] = await dearest();
    assert.deepEqual(await textOf({ ...first!, offset: 7 }), { missing: 'unknown' });
    assert.deepEqual(await textOf({ ...first!, sessionId: 99 }), { missing: 'unknown' });
  });

  test('days that are none are refused', async () => {
    await assert.rejects(service.query('prompts', { days: 0 }), /not a number of days/);
  });

  suite('texts of actions', () => {
    const made = async (ruleId: string, changes: object = {}) => {
      const [{ sessionId, file: log, offset }] = (await dearest()) as [PromptRow];
      return service.query('adviceText', { ruleId, sessionId, file: log, offset, ...changes });
    };

    test('a folded log', async () => {
      const view = await made('paste-fold');
      assert.ok('text' in view);
      assert.match(view.text, /^2026-06-01T09:00:00Z INFO worker done job=0/);
      assert.match(view.text, /… ×\d+ INFO worker done[\s\S]*ERROR queue reset/);
      assert.ok(view.tokensAfter < view.tokensBefore / 2);
    });

    test('compact data, a path, and a shortened prompt', async () => {
      const orders = Array.from({ length: 30 }, (_, i) => ({ id: 1000 + i, name: `Pot ${i}`, price: i * 3 }));
      const code = Array.from({ length: 60 }, (_, i) => `  const total${i} = price(cart[${i}]) + ${i};`);
      const numbered = code.map((line, i) => `${i + 1}→${line}`).join('\n');
      const use = { type: 'tool_use', id: 't1', name: 'Read', input: { file_path: '/home/dev/shop/src/cart.ts' } };
      const result = { type: 'tool_result', tool_use_id: 't1', content: numbered };
      home.append(
        'one.jsonl',
        call(5, 12_025, 10, [use]) +
          row('user', 6, [result]) +
          call(7, 12_035, 2_000) +
          row('user', 8, `This part:\n${code.slice(9, 49).join('\n')}\n`) +
          call(9, 14_035, 900) +
          row('user', 10, `These rows are wrong.\n\`\`\`json\n${JSON.stringify(orders, null, 2)}\n\`\`\`\n`) +
          call(11, 14_935, 900),
      );
      await service.run('refresh', {});
      const rows = await dearest();
      const at = (minute: number): PromptRow => rows.find(({ timestamp }) => timestamp === DAY + minute * 60_000)!;
      const texts = [
        await made('paste-known', at(8)),
        await made('data-format', at(10)),
        await made('lexical-trim', at(0)),
      ].map((view) => ('text' in view ? view.text : view.missing));
      assert.equal(texts[0], '@src/cart.ts:10-49');
      assert.match(texts[1]!, /^```csv\nid,name,price\n1000,Pot 0,0\n/);
      assert.match(texts[2]!, /^Look at this/);
    });

    test('nothing where the rule finds nothing there', async () => {
      assert.deepEqual(await made('data-format'), { missing: 'nothing-found' });
      assert.deepEqual(await made('paste-known'), { missing: 'nothing-found' });
    });

    test('a hand-off note of what was done before a call', async () => {
      const edit = { type: 'tool_use', id: 't1', name: 'Edit', input: { file_path: '/home/dev/shop/cart.ts' } };
      const structuredPatch = [{ lines: ['-a', '+b', '+c'] }];
      home.append(
        'one.jsonl',
        call(5, 12_025, 10, [edit]) +
          row('user', 6, [{ type: 'tool_result', tool_use_id: 't1', content: 'Updated.' }]).replace(
            '}\n',
            `,"toolUseResult":${JSON.stringify({ structuredPatch })}}\n`,
          ) +
          call(7, 12_035, 20),
      );
      await service.run('refresh', {});
      const calls = (await service.query('session', { id: (await dearest())[0]!.sessionId }))!.requests;
      const note = await made('fresh-task', calls.at(-1)!.at);
      assert.ok('text' in note);
      assert.deepEqual([note.what, note.tokensBefore], ['hand-off-note', 0]);
      assert.match(note.text, /cart\.ts \(\+2 −1\)/);
      assert.deepEqual(await made('fresh-task', calls[0]!.at), { missing: 'nothing-found' });
    });

    test('unknown places, rules, and rules that copy nothing', async () => {
      for (const changes of [
        { offset: 7 },
        { sessionId: 99 },
        { ruleId: 'no-such-rule' },
        { ruleId: 'whole-file-out' },
      ]) {
        assert.deepEqual(await made('paste-fold', changes), { missing: 'unknown' });
      }
    });

    test('a deleted log, and a rewritten one', async () => {
      const content = fs.readFileSync(file, 'utf8');
      const before = await dearest();
      fs.writeFileSync(file, content.replaceAll('worker', 'walker'));
      assert.deepEqual(await made('paste-fold', before[0]!), { missing: 'log-changed' });
      fs.rmSync(file);
      assert.deepEqual(await made('paste-fold', before[0]!), { missing: 'log-gone' });
    });
  });
});
