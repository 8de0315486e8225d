import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { Service } from '../../../src/node/service';
import { stop, stopFlag } from '../../../src/node/stopFlag';
import { LogHome } from '../../support/logHome';

const DAY = Date.now() - 3_600_000;
const SHOP = '/home/dev/shop';

interface Call {
  session: string;
  minute: number;
  cacheRead: number;
  cacheWrite: number;
  model?: string;
  cwd?: string;
}

function call({ session, minute, cacheRead, cacheWrite, model = 'claude-opus-4-8', cwd = SHOP }: Call): string {
  const usage = {
    input_tokens: 0,
    output_tokens: 10,
    cache_read_input_tokens: cacheRead,
    cache_creation_input_tokens: cacheWrite,
  };
  const row = {
    type: 'assistant',
    sessionId: session,
    cwd,
    timestamp: new Date(DAY + minute * 60_000).toISOString(),
    uuid: `${session}${minute}`,
    message: { id: `${session}${minute}`, role: 'assistant', model, content: [{ type: 'text', text: 'ok' }], usage },
  };
  return `${JSON.stringify(row)}\n`;
}

/** A conversation of so many calls; each reads what the one before it has written. */
function conversation(session: string, calls: number, rest: Partial<Call> = {}): string {
  return Array.from({ length: calls }, (_, i) =>
    call({ session, minute: i, cacheRead: i === 0 ? 0 : 10_000, cacheWrite: i === 0 ? 10_000 : 50, ...rest }),
  ).join('');
}

suite('while writing', () => {
  let home: LogHome;
  let service: Service;

  suiteSetup(() => {
    // A bundle loads the vocabulary from beside itself.
    fs.copyFileSync(path.resolve('dist/tokenizer.js'), path.join(__dirname, 'tokenizer.js'));
  });
  setup(() => {
    home = new LogHome();
    service = home.open();
  });
  teardown(() => home.remove());

  const read = async (logs: Record<string, string>) => {
    for (const [name, text] of Object.entries(logs)) home.write(name, text);
    await service.run('refresh', {});
  };
  const written = (text: string, rest: object = {}) => ({ text, workspace: SHOP, model: '', ...rest });
  const cost = (text: string, rest: object = {}) =>
    service.query('sendCost', { ...written(text, rest), folders: [home.folder] });

  suite('the model in use', () => {
    test('is that of the newest call in the workspace', async () => {
      await read({
        'a.jsonl': conversation('a', 2),
        'b.jsonl': conversation('b', 2, { minute: 40, model: 'gpt-5.1', cwd: '/home/dev/other' }),
      });
      const { model, modelFrom } = await service.query('countText', written('one two three'));
      assert.deepEqual([model, modelFrom], ['claude-opus-4-8', 'workspace']);
    });

    test('is that of a folder below it', async () => {
      await read({ 'a.jsonl': conversation('a', 2, { cwd: `${SHOP}/web` }) });
      assert.equal((await service.query('countText', written('x'))).modelFrom, 'workspace');
    });

    test('is not that of a folder with a name that begins alike', async () => {
      await read({ 'a.jsonl': conversation('a', 2, { cwd: `${SHOP}-old` }) });
      assert.equal((await service.query('countText', written('x'))).modelFrom, 'elsewhere');
    });

    test('is the setting where the workspace has none, before that of others', async () => {
      await read({ 'a.jsonl': conversation('a', 2, { cwd: '/home/dev/other' }) });
      const { model, modelFrom } = await service.query('countText', written('x', { model: 'gpt-5.1' }));
      assert.deepEqual([model, modelFrom], ['gpt-5.1', 'setting']);
    });

    test('is none without a log', async () => {
      const { model, modelFrom } = await service.query('countText', written('x'));
      assert.deepEqual([model, modelFrom], ['', 'none']);
    });
  });

  test('tokens have a range where the vocabulary is not public, and none where it is', async () => {
    const text = 'The quick brown fox jumps over the lazy dog. '.repeat(20);
    const claude = await service.query('countText', written(text, { model: 'claude-opus-4-8' }));
    assert.ok(claude.low < claude.middle && claude.middle < claude.high);
    const openai = await service.query('countText', written(text, { model: 'gpt-5.1' }));
    assert.deepEqual([openai.low, openai.middle, openai.high], [201, 201, 201]);
  });

  test('sending is priced by how the beginnings of conversations were billed', async () => {
    // Opus 4.8: $5 for a million tokens, × 1.25 written to the cache, × 0.1 read from it.
    await read({
      'a.jsonl': conversation('a', 21),
      'b.jsonl': conversation('b', 21),
      'c.jsonl': conversation('c', 21),
    });
    const { sessions, elsewhere, calls, parts } = await cost('x');
    assert.deepEqual([sessions, elsewhere, calls?.middle], [3, false, 21]);
    const prefix = parts.find(({ kind }) => kind === 'prefix');
    assert.deepEqual([prefix?.tokens.middle, prefix?.basis], [10_000, 'recorded']);
    assert.equal(prefix?.firstNano?.middle, 10_000 * 5000 * 1.25);
    assert.equal(prefix?.sessionNano?.middle, Math.round(10_000 * 5000 * (1.25 + 20 * 0.1)));
    const [prompt] = parts;
    assert.equal(prompt?.basis, 'estimated');
    assert.equal(prompt?.firstNano?.middle, prompt!.tokens.middle * 5000 * 1.25);
  });

  test('the sum is the sum of its parts', async () => {
    await read({ 'a.jsonl': conversation('a', 5) });
    fs.writeFileSync(path.join(home.folder, 'notes.md'), 'Notes. '.repeat(100));
    const { parts, firstNano, sessionNano } = await cost('Look at @notes.md');
    assert.equal(parts.length, 3);
    for (const end of ['low', 'middle', 'high'] as const) {
      assert.equal(
        firstNano?.[end],
        parts.reduce((sum, part) => sum + part.firstNano![end], 0),
      );
      assert.equal(
        sessionNano?.[end],
        parts.reduce((sum, part) => sum + part.sessionNano![end], 0),
      );
    }
  });

  test('conversations elsewhere stand in where the workspace has none, and it is said', async () => {
    await read({ 'a.jsonl': conversation('a', 5, { cwd: '/home/dev/other' }) });
    const { sessions, elsewhere } = await cost('x');
    assert.deepEqual([sessions, elsewhere], [1, true]);
  });

  test('without a conversation only the list price of sending it once is known', async () => {
    const { firstNano, sessionNano, calls, parts } = await cost('one two three', { model: 'gpt-5.1' });
    assert.deepEqual([firstNano?.middle, sessionNano, calls, parts.length], [3 * 1250, undefined, undefined, 1]);
  });

  test('a model without a price has tokens and no amount', async () => {
    await read({ 'a.jsonl': conversation('a', 3, { model: 'nightjar-preview' }) });
    const { firstNano, sessionNano, parts } = await cost('x');
    assert.deepEqual([firstNano, sessionNano, parts[0]?.tokens.middle], [undefined, undefined, 1]);
  });

  suite('attachments', () => {
    setup(() => {
      fs.writeFileSync(path.join(home.folder, 'ten.txt'), 'word\n'.repeat(10));
      fs.writeFileSync(path.join(home.folder, 'picture.png'), Buffer.from([0x89, 0, 1, 2]));
      fs.mkdirSync(path.join(home.folder, 'src'));
    });

    const attached = async (text: string, folders?: string[]) => {
      const { parts } = await service.query('sendCost', {
        ...written(text, { model: 'gpt-5.1' }),
        folders: folders ?? [home.folder],
      });
      return parts.filter(({ kind }) => kind === 'attachment').map(({ path: name, tokens }) => [name, tokens.middle]);
    };

    test('count as much as the lines that are meant', async () => {
      assert.deepEqual(await attached('@ten.txt'), [['ten.txt', 20]]);
      assert.deepEqual(await attached('@ten.txt#L2-3'), [['ten.txt:2-3', 3]]);
    });

    test('are only those that are there', async () => assert.deepEqual(await attached('@gone.txt'), []));

    test('are only those in the open folders', async () => {
      assert.deepEqual(await attached('@../ten.txt', [path.join(home.folder, 'src')]), []);
      assert.deepEqual(await attached(`@${home.folder}/ten.txt`, [path.join(home.folder, 'src')]), []);
    });

    test('that cannot be counted are named with the reason', async () => {
      const { uncounted } = await cost('@src @picture.png');
      assert.deepEqual(uncounted, [
        { path: 'src', why: 'folder' },
        { path: 'picture.png', why: 'not-text' },
      ]);
    });
  });

  suite('shorten', () => {
    const shorten = (text: string) => service.query('shorten', { ...written(text), locale: 'en' });

    test('offers each edit with what it saves', async () => {
      const { edits, tokensBefore, tokensAfter } = await shorten(
        'Could you please add a test?\n\n\n\n\nThanks in advance!\n',
      );
      assert.ok(edits.length > 0 && edits.every(({ tokens }) => tokens > 0));
      assert.ok(tokensAfter < tokensBefore);
    });

    test('leaves a text alone that is to stay word for word, and says why', async () => {
      const { edits, untouched } = await shorten('Repeat verbatim: could you please go on in order to win?');
      assert.deepEqual([edits, untouched], [[], 'verbatim']);
    });

    test('is not begun, and not gone on with, when nobody waits for it', async () => {
      const flag = stopFlag();
      const ask = (text: string) => service.query('shorten', { ...written(text), locale: 'en' }, flag);
      assert.ok((await ask('Please just add a test in order to see it.')).edits.length > 0);
      stop(flag);
      await assert.rejects(ask('Please just add a test in order to see it.'), /stopped/);
    });

    test('leaves binary text alone', async () => assert.equal((await shorten('a\0b')).untouched, 'binary'));

    test('leaves alone what nobody writes by hand', async () =>
      assert.equal((await shorten('x'.repeat(1_000_001))).untouched, 'too-long'));
  });

  suite('paste', () => {
    const rows = Array.from({ length: 120 }, (_, id) => ({ id, name: `part ${id}`, price: id * 3, stock: id % 7 }));
    const json = JSON.stringify(rows, undefined, 2);
    const offers = (text: string, rest: object = {}) =>
      service.query('pasteOffers', { ...written(text), around: '', inFence: false, ...rest });

    test('JSON rows: minified, or as CSV in a fence of its own', async () => {
      const [minified, csv] = await offers(json);
      assert.deepEqual([minified?.class, csv?.class], ['data-minify', 'data-convert']);
      assert.equal(minified?.text, JSON.stringify(rows));
      assert.ok(csv?.text.startsWith('```csv\nid,name,price,stock\n0,part 0,0,0\n'));
      assert.ok(csv && csv.tokensAfter < minified.tokensAfter && minified.tokensAfter < minified.tokensBefore);
    });

    test('CSV has no fence of its own inside another', async () => {
      const csv = (await offers(json, { inFence: true })).find((offer) => offer.class === 'data-convert');
      assert.ok(csv?.text.startsWith('id,name,price,stock\n'));
    });

    const seconds = (i: number): string => String(i % 60).padStart(2, '0');
    const log = Array.from({ length: 200 }, (_, i) =>
      i === 120
        ? '2026-06-01 09:02:00 ERROR worker stopped: out of memory'
        : `2026-06-01 09:0${Math.floor(i / 60)}:${seconds(i)} INFO worker order ${1000 + i} accepted in ${5 + (i % 40)} ms`,
    ).join('\n');

    test('a log: folded, with its trouble', async () => {
      const [folded, ...others] = await offers(log);
      assert.deepEqual([folded?.class, others.length], ['log-fold', 0]);
      assert.ok(folded && folded.tokensAfter < folded.tokensBefore / 2);
      assert.ok(folded.text.includes('ERROR worker stopped: out of memory'));
    });

    test('a log as it is where every line is asked for', async () =>
      assert.deepEqual(await offers(log, { around: 'Count every line exactly.' }), []));

    test('nothing where the prompt is about the form', async () =>
      assert.deepEqual(await offers(json, { around: 'Why is the indentation of this wrong?' }), []));

    test('nothing for a short or an ordinary text', async () => {
      assert.deepEqual(await offers('{ "a": 1 }'), []);
      assert.deepEqual(await offers('An ordinary sentence. '.repeat(200)), []);
    });
  });
});
