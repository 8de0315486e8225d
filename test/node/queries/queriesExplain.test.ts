import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openService } from '../../../src/node/localService';
import type { Service } from '../../../src/node/service';
import type { ExplainView } from '../../../src/protocol/views';
import { workerConfig } from '../../support/workerConfig';

const PRICES = {
  schema: 1,
  asOf: '2026-05-01',
  digest: 'test',
  lists: [{ id: 'anthropic', models: [{ id: 'claude-test-1', prices: [{ rates: { input: 1, output: 2 } }] }] }],
};

interface Row {
  id: string;
  session: string;
  request: string;
  output: number;
  at?: string;
  side?: boolean;
  effort?: unknown;
  /** Input of an advisor that was asked within the call. */
  advice?: number;
}

function line({
  id,
  session,
  request,
  output,
  at = '2026-05-09T08:00:00.000Z',
  side = false,
  effort,
  advice,
}: Row): string {
  const iterations = advice && [{ type: 'advisor_message', model: 'claude-test-1', input_tokens: advice }];
  const usage = { input_tokens: 1000, output_tokens: output, iterations };
  const message = { id, role: 'assistant', model: 'claude-test-1', content: [{ type: 'text', text: 'ok' }], usage };
  return `${JSON.stringify({
    type: 'assistant',
    uuid: `${session}-${request}-${output}`,
    sessionId: session,
    requestId: request,
    cwd: '/home/dev/shop',
    isSidechain: side,
    effort,
    timestamp: at,
    message,
  })}\n`;
}

suite('Query: explain', () => {
  let home = '';
  let service: Service | undefined;

  setup(() => {
    home = fs.mkdtempSync(path.join(os.tmpdir(), 'explain-'));
    fs.writeFileSync(path.join(home, 'prices.json'), JSON.stringify(PRICES));
    fs.copyFileSync('dist/scan.js', path.join(home, 'scan.js'));
  });

  teardown(async () => {
    await service?.close();
    service = undefined;
    fs.rmSync(home, { recursive: true, force: true });
  });

  function log(project: string, name: string, text: string): string {
    const file = path.join(home, '.claude/projects', project, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
    return file;
  }

  async function explain(request: string): Promise<ExplainView | undefined> {
    service ??= openService(workerConfig({ home }), () => undefined, home);
    await service.run('refresh', {});
    return service.query('explain', { request });
  }

  function places(view: ExplainView | undefined): [role: string, file: string, offset: number, output: number][] {
    return view!.lines.map((l) => [l.role, path.basename(l.at.file), l.at.offset, l.outputTokens]);
  }

  test('from the figure to its arithmetic', async () => {
    log('shop', 'one.jsonl', line({ id: 'msg_a', session: 'one', request: 'r1', output: 100 }));
    const view = await explain('msg_a');
    assert.equal(view?.request.costNano, 1_200_000);
    assert.equal(view.session.conversationId, 'one');
    assert.equal(view.dedupKey, 'msg_a');
    assert.deepEqual(
      view.price?.terms.map((t) => [t.kind, t.count, t.nanoEach, t.costNano]),
      [
        ['input', 1000, 1000, 1_000_000],
        ['output', 100, 2000, 200_000],
      ],
    );
    assert.deepEqual(places(view), [['counted', 'one.jsonl', 0, 100]]);
    assert.equal(view.timesSeen, 1);
    assert.equal(view.logMissing, false);
  });

  test('rows of one response: the fullest counts, the others repeat it', async () => {
    const rows = [1, 100, 50].map((output) => line({ id: 'msg_a', session: 'one', request: 'r1', output }));
    log('shop', 'one.jsonl', rows.join(''));
    const second = rows[0]!.length;
    assert.deepEqual(places(await explain('msg_a')), [
      ['counted', 'one.jsonl', second, 100],
      ['repeated', 'one.jsonl', 0, 1],
      ['repeated', 'one.jsonl', second + rows[1]!.length, 50],
    ]);
  });

  test('the effort, whichever of a call’s logs names it', async () => {
    log('shop', 'a.jsonl', line({ id: 'msg_a', session: 'one', request: 'r1', output: 100 }));
    assert.equal((await explain('msg_a'))?.request.effort, '');
    log('shop', 'b.jsonl', line({ id: 'msg_a', session: 'two', request: 'r1', output: 100, effort: 'High' }));
    assert.equal((await explain('msg_a'))?.request.effort, 'high');
    log('shop', 'c.jsonl', line({ id: 'msg_b', session: 'two', request: 'r2', output: 7, effort: 9 }));
    assert.equal((await explain('msg_b'))?.request.effort, '');
  });

  test('a row repeated after other calls is found too', async () => {
    const first = line({ id: 'msg_a', session: 'one', request: 'r1', output: 100 });
    const other = line({ id: 'msg_b', session: 'one', request: 'r2', output: 7 });
    log('shop', 'one.jsonl', first + other + first);
    const view = await explain('msg_a');
    assert.deepEqual(places(view), [
      ['counted', 'one.jsonl', 0, 100],
      ['repeated', 'one.jsonl', first.length + other.length, 100],
    ]);
    assert.equal(view?.timesSeen, 2);
  });

  test('copies in resumed sessions and in other projects, and replays of side threads', async () => {
    log('shop', 'a.jsonl', line({ id: 'msg_a', session: 'one', request: 'r1', output: 100 }));
    log('shop', 'b.jsonl', line({ id: 'msg_a', session: 'two', request: 'r1', output: 100 }));
    log(
      'shop',
      'one/subagents/agent-x.jsonl',
      line({ id: 'msg_a', session: 'one', request: 'r9', output: 100, side: true }),
    );
    log('zoo', 'c.jsonl', line({ id: 'msg_a', session: 'three', request: 'r1', output: 100 }));
    const found = places(await explain('msg_a'));
    assert.deepEqual(found[0], ['counted', 'a.jsonl', 0, 100]);
    assert.deepEqual(
      found.slice(1).toSorted((a, b) => (a[1] < b[1] ? 1 : -1)),
      [
        ['copied', 'c.jsonl', 0, 100],
        ['copied', 'b.jsonl', 0, 100],
        ['replayed', 'agent-x.jsonl', 0, 100],
      ],
    );
  });

  test('two calls under one message id are two', async () => {
    const rows = ['r1', 'r2'].map((request) => line({ id: 'msg_a', session: 'one', request, output: 100 }));
    log('shop', 'one.jsonl', rows.join(''));
    const view = await explain('#2');
    assert.deepEqual(places(view), [['counted', 'one.jsonl', rows[0]!.length, 100]]);
  });

  test('a call that asked an advisor is the one by its id, though the advisor read more', async () => {
    log('shop', 'one.jsonl', line({ id: 'msg_a', session: 'one', request: 'r1', output: 100, advice: 7000 }));
    assert.equal((await explain('msg_a'))?.request.inputTokens, 1000);
    assert.equal((await explain('msg_a:advisor:0'))?.request.inputTokens, 7000);
  });

  test('by the ledger’s id, by response id, by key', async () => {
    log('shop', 'one.jsonl', line({ id: 'msg_a', session: 'one', request: 'r1', output: 100 }));
    for (const request of ['#1', ' msg_a ']) assert.equal((await explain(request))?.request.id, 1);
    for (const request of ['#2', '#', '1', 'msg_', '', '%', '#9999999999999999999'])
      assert.equal(await explain(request), undefined, request);
  });

  test('a call without an id of its own goes by its key', async () => {
    const row = line({ id: '', session: 'one', request: 'r1', output: 100 });
    log('shop', 'one.jsonl', row);
    log('shop', 'two.jsonl', row);
    assert.deepEqual(places(await explain('claude-code:uuid:one-r1-100')), [
      ['counted', 'one.jsonl', 0, 100],
      ['copied', 'two.jsonl', 0, 100],
    ]);
  });

  test('a log that was written anew holds the line elsewhere', async () => {
    const rows = [1, 100].map((output) => line({ id: 'msg_a', session: 'one', request: 'r1', output }));
    const summary = '{"type":"summary","summary":"Shop"}\n';
    log('shop', 'one.jsonl', rows.join(''));
    await explain('msg_a');
    log('shop', 'one.jsonl', summary + rows.join(''));
    const view = await explain('msg_a');
    assert.deepEqual(places(view), [
      ['counted', 'one.jsonl', summary.length + rows[0]!.length, 100],
      ['repeated', 'one.jsonl', summary.length, 1],
    ]);
    assert.equal(view?.logMissing, false);
  });

  test('a log that is gone', async () => {
    const file = log('shop', 'one.jsonl', line({ id: 'msg_a', session: 'one', request: 'r1', output: 100 }));
    await explain('msg_a');
    fs.rmSync(file);
    const view = await explain('msg_a');
    assert.equal(view?.logMissing, true);
    assert.deepEqual(view.lines, []);
    assert.equal(view.timesSeen, 1);
    assert.equal(view.request.costNano, 1_200_000);
  });

  test('fifty lines are enough, but for the one that counts', async () => {
    const part = line({ id: 'msg_a', session: 'one', request: 'r1', output: 1 });
    log('shop', 'one.jsonl', part.repeat(60) + line({ id: 'msg_a', session: 'one', request: 'r1', output: 100 }));
    const view = await explain('msg_a');
    assert.equal(view?.lines.length, 51);
    assert.deepEqual(places(view)[0], ['counted', 'one.jsonl', part.length * 60, 100]);
    assert.equal(view.logMissing, false);
  });
});
