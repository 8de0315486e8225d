import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileHolds } from '../../../src/node/queries/fileHolds';
import { lineProblems } from '../../../src/node/queries/notes';
import { sources } from '../../../src/node/queries/sources';
import { TestLedger } from './queriesLedger';

suite('Query: sources', () => {
  test('every source is listed, also where nothing was found', () => {
    const roots = [
      {
        source: 'claude-code',
        path: '/home/dev/.claude/projects',
        label: 'default',
        depth: 3,
        state: 'found',
        files: 2,
      },
      { source: 'codex', path: '/home/dev/.codex', label: 'default', depth: 3, state: 'missing', files: 0 },
    ] as const;
    const ledger = new TestLedger('2026-05-10T12:00:00Z');
    const view = sources(ledger.context({ roots: [...roots] }));
    assert.deepEqual(
      view.sources.map((s) => [s.source, s.enabled, s.roots.map((r) => r.state), s.files, s.records, s.firstAt]),
      [
        ['claude-code', true, ['found'], 0, 0, undefined],
        ['codex', false, ['missing'], 0, 0, undefined],
        ['copilot-chat', true, [], 0, 0, undefined],
      ],
    );
    assert.equal(view.machine, 'desk');
    assert.equal(view.pricesAsOf, '2026-05-01');
    assert.equal(view.ledger.records, 0);
    assert.equal(view.ledger.schema, 4);
    assert.ok(view.ledger.bytes > 0);
  });

  test('files, records and problems of a source', () => {
    const ledger = new TestLedger('2026-05-10T12:00:00Z');
    ledger.read(
      '/logs/a.jsonl',
      [ledger.call('2026-05-01T08:00:00Z'), ledger.call('2026-05-02T08:00:00Z', { conversationId: 'two' })],
      [],
      [
        { code: 'malformed-line', count: 2, offset: 7, detail: 'small' },
        { code: 'implausible-time', count: 3, offset: 9, detail: '' },
      ],
    );
    ledger.read('/logs/b.jsonl', [], [], [{ code: 'malformed-line', count: 5, offset: 70, detail: 'big' }]);
    const claude = sources(ledger.context()).sources[0]!;
    assert.deepEqual([claude.files, claude.bytes, claude.records, claude.sessions], [2, 10_000, 2, 2]);
    assert.equal(claude.firstAt, Date.parse('2026-05-01T08:00:00Z'));
    assert.equal(claude.lastAt, Date.parse('2026-05-02T08:00:00Z'));
    assert.deepEqual(claude.problems, [
      { code: 'malformed-line', count: 7, example: { file: '/logs/b.jsonl', offset: 70 }, detail: 'big' },
      { code: 'implausible-time', count: 3, example: { file: '/logs/a.jsonl', offset: 9 }, detail: '' },
    ]);
  });

  test('a log that was renamed has its damaged lines once', () => {
    const ledger = new TestLedger('2026-05-10T12:00:00Z');
    for (const file of ['/logs/a.jsonl', '/logs/archived/a.jsonl']) {
      ledger.read(file, [], [], [{ code: 'malformed-line', count: 2, offset: 7, detail: '' }]);
    }
    const context = ledger.context();
    context.db.exec("UPDATE file SET gone = 1 WHERE path = '/logs/a.jsonl'");
    assert.deepEqual(sources(context).sources[0]!.problems, [
      { code: 'malformed-line', count: 2, example: { file: '/logs/archived/a.jsonl', offset: 7 }, detail: '' },
    ]);
    assert.equal(lineProblems(context).malformed, 2);
  });

  test('folders and files that could not be looked at are named with the reason; roots and logs that are listed are not', () => {
    const root = {
      source: 'claude-code',
      path: '/logs',
      label: 'default',
      depth: 3,
      state: 'found',
      files: 2,
    } as const;
    const ledger = new TestLedger('2026-05-10T12:00:00Z');
    ledger.read('/logs/a.jsonl', [], [], [{ code: 'unreadable', count: 1, offset: 0, detail: 'EIO' }]);
    const unreadable = ['/logs', '/logs/a.jsonl', '/logs/secret', '/logs/more', '/logs2/b'].map((place) => ({
      path: place,
      reason: 'EACCES',
    }));
    const view = sources(ledger.context({ unreadable, roots: [root, { ...root, source: 'codex', path: '/codex' }] }));
    const named = (file: string, detail: string): object => ({
      code: 'unreadable',
      count: 1,
      example: { file, offset: 0 },
      detail,
    });
    assert.deepEqual(
      view.sources.map(({ problems }) => problems),
      [[named('/logs/a.jsonl', 'EIO'), named('/logs/secret', 'EACCES'), named('/logs/more', 'EACCES')], [], []],
    );
  });

  test('notes of the run, and old prices', () => {
    const ledger = new TestLedger('2026-12-01T12:00:00Z');
    assert.deepEqual(sources(ledger.context({ notes: [{ kind: 'disk-full' }] })).notes, [
      { kind: 'disk-full' },
      { kind: 'prices-old', detail: '2026-05-01' },
    ]);
  });
});

suite('Looking for a text in a file', () => {
  const file = path.join(os.tmpdir(), `file-holds-${process.pid}`);
  const chunk = 1 << 20;

  teardown(() => fs.rmSync(file, { force: true }));

  function holds(bytes: Buffer, text: string): boolean {
    fs.writeFileSync(file, bytes);
    const fd = fs.openSync(file, 'r');
    try {
      return fileHolds(fd, text);
    } finally {
      fs.closeSync(fd);
    }
  }

  test('nothing is in every file', () => assert.equal(holds(Buffer.from(''), ''), true));

  test('a text that is not there', () => assert.equal(holds(Buffer.alloc(2 * chunk, 'ab'), 'ba-'), false));

  for (const at of [0, chunk - 3, chunk, 2 * chunk - 1, 2 * chunk + 100]) {
    test(`a text at byte ${at}`, () => {
      const bytes = Buffer.alloc(3 * chunk, '-');
      bytes.write('needle', at);
      assert.equal(holds(bytes, 'needle'), true);
      assert.equal(holds(bytes, 'needles'), false);
    });
  }
});
