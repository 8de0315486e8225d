import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { leaseOwner } from '../../src/node/ledger/lease';
import type { ExplainView, Report, SourcesView } from '../../src/protocol/views';

const CLI = path.resolve('dist/cli.js');

interface Run {
  code: number | null;
  out: string;
  err: string;
}

function row(id: string, output: number): string {
  const usage = {
    input_tokens: 10,
    cache_read_input_tokens: 500,
    cache_creation_input_tokens: 90,
    output_tokens: output,
  };
  return `${JSON.stringify({
    type: 'assistant',
    sessionId: 'one',
    requestId: `req_${id}`,
    cwd: '/home/dev/shop',
    timestamp: '2026-05-09T08:00:00.000Z',
    message: { id, role: 'assistant', model: 'claude-sonnet-4-5', content: [], usage },
  })}\n`;
}

suite('The tokenmin command', function () {
  // Each test starts processes; on a busy machine that takes its time.
  this.timeout(30_000);
  let home = '';

  setup(() => {
    home = fs.mkdtempSync(path.join(os.tmpdir(), 'tokenmin-cli-'));
  });

  teardown(() => fs.rmSync(home, { recursive: true, force: true }));

  function run(args: string[], input = ''): Run {
    const env = {
      ...process.env,
      HOME: home,
      USERPROFILE: home,
      XDG_DATA_HOME: path.join(home, 'data'),
      NODE_OPTIONS: '',
    };
    const done = spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8', env, input, timeout: 20_000 });
    return { code: done.status, out: done.stdout, err: done.stderr };
  }

  function json<T>(args: string[]): T {
    const { code, out, err } = run([...args, '--json', '--home', home]);
    assert.deepEqual([code, err], [0, '']);
    return JSON.parse(out) as T;
  }

  function log(name: string): string {
    const file = path.join(home, '.claude/projects/shop', name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    return file;
  }

  test('report: waits for another one that reads the logs', () => {
    const ledger = path.join(home, 'ledger.sqlite');
    fs.writeFileSync(log('one.jsonl'), row('a', 7));
    json<Report>(['report', '--ledger', ledger]);
    fs.appendFileSync(log('one.jsonl'), row('b', 8));
    const db = new DatabaseSync(ledger);
    const holder = db.prepare('INSERT INTO lease (id, owner, until) VALUES (1, ?, ?)');
    holder.run(leaseOwner(process.pid), Date.now() + 1500);
    db.close();
    const { totals, notes } = json<Report>(['report', '--ledger', ledger]);
    assert.deepEqual([totals.requests, totals.outputTokens, notes], [2, 15, []]);
  });

  test('report: twice the same, then only what is new', () => {
    const args = ['report', '--timezone', 'UTC', '--ledger', path.join(home, 'ledger.sqlite')];
    const file = log('one.jsonl');
    fs.writeFileSync(file, row('msg_a', 100) + row('msg_a', 100) + row('msg_b', 5));
    const first = json<Report>(args);
    assert.equal(first.totals.requests, 2);
    assert.equal(first.totals.inputTokens, 1200);
    assert.equal(first.totals.outputTokens, 105);
    assert.equal(first.files.bytesRead, fs.statSync(file).size);
    const again = json<Report>(args);
    assert.deepEqual({ ...again, files: first.files, generatedAt: '' }, { ...first, generatedAt: '' });
    assert.deepEqual(again.files, { seen: 1, read: 0, bytesRead: 0, unreadable: 0, malformedLines: 0 });
    const more = row('msg_c', 7);
    fs.appendFileSync(file, more);
    const grown = json<Report>(args);
    assert.equal(grown.files.bytesRead, more.length);
    assert.deepEqual([grown.totals.requests, grown.totals.outputTokens], [3, 112]);
  });

  test('report for people', () => {
    fs.writeFileSync(log('one.jsonl'), row('msg_a', 100));
    const { code, out, err } = run(['report', '--home', home, '--timezone', 'UTC']);
    assert.deepEqual([code, err], [0, '']);
    assert.match(out, /^Tokenmin, 2026-05-09 to today \(days of UTC\)$/m);
    assert.match(out, /^claude-sonnet-4-5 .* 1 +600 +83 % +100$/m);
    assert.match(out, /^Basis: 1 call recorded by the assistants\./m);
    assert.equal(out.includes('\u001b'), false);
  });

  test('report of an empty home says where to look', () => {
    assert.match(run(['report', '--home', home]).out, /No logs were found: tokenmin doctor/);
  });

  test('another home leaves no trace in one’s own history', () => {
    run(['report', '--home', home]);
    assert.equal(fs.existsSync(path.join(home, 'data')), false);
    if (process.platform !== 'linux') return;
    run(['report']);
    assert.equal(fs.existsSync(path.join(home, 'data/tokenmin/ledger.sqlite')), true);
  });

  test('doctor tells places and damaged lines', () => {
    const file = log('one.jsonl');
    fs.writeFileSync(file, row('msg_a', 100) + '{"type":"assistant","message":{"usage":\n');
    const claude = json<SourcesView>(['doctor']).sources[0]!;
    assert.deepEqual([claude.files, claude.records], [1, 1]);
    assert.deepEqual(claude.problems, [
      { code: 'malformed-line', count: 1, example: { file, offset: row('msg_a', 100).length }, detail: '' },
    ]);
    const { out } = run(['doctor', '--home', home]);
    assert.match(out, /^Claude Code: 1 file \(\d+ bytes\), 1 call in 1 session/m);
    assert.match(out, /^ +1 +damaged line .*one\.jsonl:\d+$/m);
    assert.match(out, /^Codex: nothing found$/m);
  });

  test('explain leads to the lines', () => {
    const file = log('one.jsonl');
    fs.writeFileSync(file, row('msg_a', 1) + row('msg_a', 100));
    const view = json<ExplainView>(['explain', 'msg_a']);
    assert.deepEqual(
      view.lines.map((l) => [l.role, l.at.offset, l.outputTokens]),
      [
        ['counted', row('msg_a', 1).length, 100],
        ['repeated', 0, 1],
      ],
    );
    const { out } = run(['explain', String(view.request.id), '--home', home]);
    assert.match(out, /^\$0\.\d+: call #1 \(msg_a\)$/m);
    assert.match(out, /^read from cache +500 +× \$0\.30 per million += \$0\.00015$/m);
    assert.ok(out.includes(`${file}:0`));
  });

  const ASKED = [['report'], ['advise'], ['whatif'], ['explain', 'msg_a']];

  for (const args of ASKED) {
    test(`${args[0]}: a ledger that is damaged inside is told of, and nothing is missing from the answer`, () => {
      const ledger = path.join(home, 'ledger.sqlite');
      const today = row('msg_a', 100).replace('2026-05-09T08:00:00.000Z', new Date().toISOString());
      fs.writeFileSync(log('one.jsonl'), today);
      const good = json<object>([...args, '--ledger', ledger]);
      const db = new DatabaseSync(ledger);
      const page = (name: string): number =>
        Number(db.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(name)!['rootpage']);
      const pages = ['call_chunk', 'rollup', 'session'].map(page);
      db.close();
      const fd = fs.openSync(ledger, 'r+');
      for (const at of pages) fs.writeSync(fd, Buffer.alloc(8192, 0xab), 0, 8192, (at - 1) * 8192);
      fs.closeSync(fd);
      const notes = [{ kind: 'ledger-rebuilt', detail: 'ledger.sqlite.damaged' }];
      const found = json<object>([...args, '--ledger', ledger]);
      const same = { generatedAt: '', files: {} };
      assert.deepEqual({ ...found, ...same }, { ...good, ...same, notes });
    });

    test(`${args[0]}: what a ledger could not take is told of`, () => {
      fs.writeFileSync(log('one.jsonl'), row('msg_a', 100));
      fs.writeFileSync(path.join(home, 'file'), '');
      const command = [...args, '--home', home, '--ledger', path.join(home, 'file/ledger.sqlite')];
      const said = /^Nothing more could be written to the ledger: unable to open database file$/m;
      assert.match(run(command).out, said);
      const { notes } = JSON.parse(run([...command, '--json']).out) as Pick<Report, 'notes'>;
      assert.deepEqual(
        notes.map(({ kind }) => kind),
        ['disk-full'],
      );
    });
  }

  test('explain of a call that is in no ledger tells what may be missing from it', () => {
    fs.writeFileSync(path.join(home, 'file'), '');
    const { err } = run(['explain', 'msg_z', '--home', home, '--ledger', path.join(home, 'file/ledger.sqlite')]);
    assert.match(err, /^tokenmin: there is no call "msg_z" in the ledger\nNothing more could be written .*\n$/);
  });

  test('explain names the effort and the program’s version where the log does', () => {
    const [known, unknown] = [row('msg_a', 1).replace('{', '{"effort":"high","version":"2.1.7",'), row('msg_b', 1)];
    fs.writeFileSync(log('one.jsonl'), known + unknown);
    json(['report']);
    assert.match(run(['explain', 'msg_a', '--home', home]).out, /^claude-sonnet-4-5, high effort, 2026-/m);
    assert.match(run(['explain', 'msg_a', '--home', home]).out, /^Session .*, turn 0, version 2\.1\.7, /m);
    assert.equal(json<ExplainView>(['explain', 'msg_a']).request.clientVersion, '2.1.7');
    assert.match(run(['explain', 'msg_b', '--home', home]).out, /^claude-sonnet-4-5, 2026-/m);
    assert.doesNotMatch(run(['explain', 'msg_b', '--home', home]).out, /version/);
  });

  test('explain of an unknown call fails', () => {
    const { code, out, err } = run(['explain', 'msg_z', '--home', home]);
    assert.deepEqual([code, out], [1, '']);
    assert.match(err, /^tokenmin: there is no call "msg_z" in the ledger\n$/);
  });

  test('count reads a file or the standard input', () => {
    const file = path.join(home, 'prompt.txt');
    fs.writeFileSync(file, 'hello world');
    assert.deepEqual(run(['count', file]), { code: 0, out: '2 tokens, estimated with o200k_base\n', err: '' });
    const piped = JSON.parse(run(['count', '-', '--json', '--model', 'gpt-4o'], 'hello world').out) as object;
    assert.deepEqual(piped, {
      schema: 1,
      model: 'gpt-4o',
      tokens: 2,
      low: 2,
      high: 2,
      encoding: 'o200k_base',
      estimate: true,
      inputCostUsd: 0.000005,
      inputCostLowUsd: 0.000005,
      inputCostHighUsd: 0.000005,
    });
    assert.match(run(['count', file, '--model', 'nobody-knows']).out, /^nobody-knows: unpriced$/m);
  });

  test('count, shorten and lint take the flags of every command, and say which mean nothing to them', () => {
    fs.writeFileSync(path.join(home, 'CLAUDE.md'), 'hello world');
    const file = path.join(home, 'CLAUDE.md');
    const flags = ['--home', home, '--timezone', 'UTC', '--ledger', ':memory:'];
    assert.equal(run(['count', file, ...flags]).out, '2 tokens, estimated with o200k_base\n');
    assert.equal(run(['shorten', file, ...flags]).out, 'hello world');
    assert.equal(run(['lint', file, ...flags]).out, '0 findings in 1 file\n');
    assert.match(run(['count', '--help']).out, /^ {2}--home, --ledger, --timezone +Taken as by every command/m);
    assert.match(run(['lint', '--help']).out, /^ {2}--ledger, --timezone +Taken as by every command/m);
    assert.doesNotMatch(run(['report', '--help']).out, /Taken/);
  });

  test('without a home nothing is kept where one happens to be', function () {
    if (process.platform === 'win32') this.skip();
    const env = { ...process.env, HOME: '', XDG_DATA_HOME: '' };
    const done = spawnSync(process.execPath, [CLI, 'report'], { encoding: 'utf8', env, cwd: home });
    assert.deepEqual([done.status, done.stdout, fs.readdirSync(home)], [2, '', []]);
    assert.match(done.stderr, /^tokenmin: the variable HOME names no folder[^\n]+\n$/);
  });

  test('a ledger that is named and is something else is left as it is', () => {
    const foreign = (name: string): string => path.join(home, name);
    fs.writeFileSync(foreign('notes.txt'), 'Buy milk.');
    fs.mkdirSync(foreign('folder'));
    const db = new DatabaseSync(foreign('shop.sqlite'));
    db.exec('CREATE TABLE meta (key, value); CREATE TABLE cart (id); PRAGMA user_version = 3');
    db.close();
    for (const name of ['notes.txt', 'folder', 'shop.sqlite']) {
      const before = name === 'folder' ? '' : fs.readFileSync(foreign(name), 'latin1');
      const { code, out, err } = run(['report', '--home', home, '--ledger', foreign(name)]);
      assert.deepEqual([code, out], [2, '']);
      assert.ok(
        err.startsWith(`tokenmin: --ledger: ${JSON.stringify(foreign(name))} is no ledger of Tokenmin's;`),
        err,
      );
      if (name !== 'folder') assert.equal(fs.readFileSync(foreign(name), 'latin1'), before);
    }
    assert.deepEqual(fs.readdirSync(home).sort(), ['folder', 'notes.txt', 'shop.sqlite']);
  });

  test('a ledger that is named and is empty, new, its own or damaged is used', () => {
    fs.writeFileSync(log('one.jsonl'), row('msg_a', 100));
    const ledger = path.join(home, 'ledger.sqlite');
    const kinds = (): string[] => json<Report>(['report', '--ledger', ledger]).notes.map(({ kind }) => kind);
    fs.writeFileSync(ledger, '');
    assert.deepEqual(kinds(), []);
    assert.deepEqual(kinds(), []);
    fs.truncateSync(ledger, 5000);
    assert.deepEqual(kinds(), ['ledger-rebuilt']);
    fs.truncateSync(ledger, 10);
    assert.deepEqual(kinds(), ['ledger-rebuilt']);
    fs.rmSync(ledger);
    new DatabaseSync(ledger).exec('PRAGMA user_version = 0; VACUUM');
    assert.deepEqual(kinds(), []);
  });

  test('a device is no file to count or to shorten, a pipe is', function () {
    if (process.platform === 'win32') this.skip();
    for (const command of ['count', 'shorten']) {
      assert.deepEqual(run([command, '/dev/zero']), {
        code: 1,
        out: '',
        err: 'tokenmin: "/dev/zero" is no file\n',
      });
    }
    const script = `exec '${process.execPath}' '${CLI}' count <(printf 'hello world')`;
    const done = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
    if (done.error) this.skip();
    assert.equal(done.stdout, '2 tokens, estimated with o200k_base\n');
  });

  test('pipes in place of what lies beside a log are not waited for', function () {
    if (process.platform === 'win32') this.skip();
    const user = path.join(home, '.config/Code/User');
    const chat = path.join(user, 'workspaceStorage/a/chatSessions/x.json');
    const traces = path.join(user, 'globalStorage/github.copilot-chat/agent-traces.db');
    for (const file of [chat, traces]) fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(chat, '{"version":3,"requests":[]}');
    new DatabaseSync(traces).close();
    fs.appendFileSync(traces, 'x');
    spawnSync('mkfifo', [path.join(user, 'workspaceStorage/a/workspace.json'), `${traces}-journal`]);
    const { sources, notes } = json<SourcesView>(['doctor']);
    assert.deepEqual(
      sources.find(({ source }) => source === 'copilot-chat')!.problems,
      process.platform === 'linux'
        ? [{ code: 'unreadable', count: 1, example: { file: traces, offset: 0 }, detail: 'no regular file' }]
        : [],
    );
    assert.deepEqual(notes, []);
  });

  const prompt = (lines: readonly string[]): string => `Hi! What is wrong?\n\n\`\`\`\n${lines.join('\n')}\n\`\`\`\n`;
  const logLines = Array.from({ length: 100 }, (_, i) => `2026-05-09 08:00:${10 + (i % 50)} INFO GET /health ${i}ms`);
  const rows = Array.from({ length: 60 }, (_, i) => `{ "id": ${i}, "name": "item ${i}", "price": ${i}.50 }`);

  test('shorten prints the shortened text, and in one line what that saves', () => {
    const file = path.join(home, 'prompt.txt');
    fs.writeFileSync(file, 'Hi! Could you please add a test? Thanks in advance.');
    assert.deepEqual(run(['shorten', file]), {
      code: 0,
      out: 'Add a test.',
      err: 'tokenmin: 13 tokens before, 4 after, estimated with o200k_base\n',
    });
  });

  test('shorten folds logs only when it is asked to', () => {
    const plain = run(['shorten', '-'], prompt(logLines));
    assert.equal(plain.out.split('\n').length, prompt(logLines).split('\n').length);
    assert.match(plain.err, /; 1 more edit to decide on, see --json\n$/);
    const { out } = run(['shorten', '-', '--fold'], prompt(logLines));
    assert.deepEqual(out.split('\n').slice(8, 10), [
      '… ×90 INFO GET /health 5–94ms (2026-05-09 08:00:15–08:00:54)',
      logLines[95],
    ]);
  });

  test('shorten writes rows as CSV only when it is asked to', () => {
    const text = prompt([`[\n  ${rows.join(',\n  ')}\n]`]);
    assert.match(run(['shorten', '-'], text).out, /^\[\{"id":0,"name":"item 0","price":0\.50\},/m);
    assert.match(run(['shorten', '-', '--convert'], text).out, /^id,name,price\n0,item 0,0\.50\n1,item 1,1\.50\n/m);
  });

  test('shorten --json names each edit', () => {
    const { out, err } = run(['shorten', '-', '--json'], 'Hi! What is wrong here?');
    assert.deepEqual(JSON.parse(out), {
      schema: 1,
      tokensBefore: 7,
      tokensAfter: 5,
      text: 'What is wrong here?',
      edits: [{ class: 'courtesy', tier: 'safe', start: 0, end: 4, replacement: '', applied: true }],
      refused: [],
    });
    assert.equal(err, '');
  });

  test('shorten leaves what is no UTF-8', () => {
    const file = path.join(home, 'prompt.bin');
    fs.writeFileSync(file, Buffer.from([0x48, 0x69, 0xff, 0x0a]));
    const done = spawnSync(process.execPath, [CLI, 'shorten', file]);
    assert.deepEqual([...done.stdout], [0x48, 0x69, 0xff, 0x0a]);
    assert.equal(String(done.stderr), 'tokenmin: left as it is: no text in UTF-8\n');
  });

  for (const args of [
    [],
    ['nonsense'],
    ['toString'],
    ['report', '--bogus'],
    ['report', 'extra'],
    ['report', '--since', '2026-13-01'],
    ['report', '--timezone', 'Nowhere'],
    ['report', '--home', 'nope'],
    ['lint', '.', '--home', 'nope'],
    ['explain'],
    ['count'],
    ['shorten'],
    ['shorten', '-', '--all'],
  ]) {
    test(`wrong usage: tokenmin ${args.join(' ')}`, () => {
      const { code, out, err } = run(args);
      assert.deepEqual([code, out], [2, '']);
      if (args.length > 0) assert.match(err, /^tokenmin: [^\n]+\n$/);
    });
  }

  test('a file that is not there fails in one line', () => {
    const { code, err } = run(['count', path.join(home, 'none')]);
    assert.equal(code, 1);
    assert.match(err, /^tokenmin: ENOENT[^\n]+\n$/);
  });

  test('help and version', () => {
    assert.match(run(['--help']).out, /Usage: tokenmin COMMAND/);
    assert.match(run(['report', '--help']).out, /--since DAY/);
    assert.match(run(['--version']).out, /^\d+\.\d+\.\d+\n$/);
  });

  test('what is written is whole, in a file, a socket and a pipe whose reader takes its time', () => {
    const text = Array.from({ length: 20_000 }, (_, i) => `Step ${i} of the build.`).join('\n');
    const prompt = path.join(home, 'prompt.txt');
    fs.writeFileSync(prompt, text);
    const command = [CLI, 'shorten', prompt];
    const socket = spawnSync(process.execPath, command, { encoding: 'utf8' }).stdout;
    const out = fs.openSync(path.join(home, 'out.txt'), 'w');
    spawnSync(process.execPath, command, { stdio: ['ignore', out, 'ignore'] });
    fs.closeSync(out);
    const quoted = [process.execPath, ...command].map((part) => `'${part}'`).join(' ');
    const pipe = spawnSync('sh', ['-c', `${quoted} | (sleep 0.3; cat)`], { encoding: 'utf8' }).stdout;
    assert.equal(socket, text);
    assert.equal(fs.readFileSync(path.join(home, 'out.txt'), 'utf8'), text);
    assert.equal(pipe, text);
  });

  test('a reader that stops reading is no error', async () => {
    const child = spawn(process.execPath, [CLI, 'doctor', '--json', '--home', home], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    let err = '';
    child.stderr.on('data', (data) => (err += String(data)));
    const code = await new Promise((resolve) => child.once('close', resolve));
    assert.deepEqual([code, err], [0, '']);
  });
});
