import assert from 'node:assert/strict';
import os from 'node:os';
import path from 'node:path';
import {
  COMMON_OPTIONS,
  configFrom,
  defaultLedger,
  homeFrom,
  parse,
  sourceFrom,
  spanFrom,
  UsageError,
} from '../../src/cli/arguments';

const NOW = Date.parse('2026-05-10T23:30:00Z');

function wrong(act: () => unknown, message: RegExp): void {
  assert.throws(act, (error: Error) => {
    assert.ok(error instanceof UsageError, String(error));
    assert.match(error.message, message);
    assert.doesNotMatch(error.message, /\n/);
    return true;
  });
}

suite('Arguments of the command line', () => {
  for (const [args, message] of [
    [['--bogus'], /--bogus/],
    [['--home'], /--home/],
    [['--json=yes'], /--json/],
    [['-x'], /-x/],
    [['extra'], /"extra" is one word too many/],
  ] as const) {
    test(`${args.join(' ')} is wrong usage`, () => wrong(() => parse([...args], COMMON_OPTIONS), message));
  }

  test('a word that is needed', () => {
    wrong(() => parse([], COMMON_OPTIONS, ['FILE']), /FILE is missing/);
    assert.deepEqual(parse(['-', '--json'], COMMON_OPTIONS, ['FILE']).positionals, ['-']);
  });

  test('another home is looked at without the environment and without a trace', () => {
    const config = configFrom({ home: '.' });
    assert.equal(config.home, process.cwd());
    assert.deepEqual(config.env, {});
    assert.equal(config.ledgerFile, ':memory:');
  });

  test('a ledger can be named for another home too', () => {
    assert.equal(configFrom({ home: '.', ledger: 'x/l.sqlite' }).ledgerFile, path.resolve('x/l.sqlite'));
    assert.equal(configFrom({ ledger: ':memory:' }).ledgerFile, ':memory:');
  });

  test('a home that is no folder, and one that no variable names', () => {
    wrong(() => homeFrom({ home: 'nope' }), /^--home: there is no folder "nope"$/);
    for (const own of ['', 'dev']) wrong(() => homeFrom({}, () => own), /^the variable HOME names no folder/);
    assert.equal(
      homeFrom({}, () => path.resolve('dev')),
      path.resolve('dev'),
    );
  });

  test('the own home goes with the environment', () => {
    const config = configFrom({});
    assert.equal(config.home, os.homedir());
    assert.equal(config.env['PATH'], process.env['PATH']);
    assert.equal(config.ledgerFile, defaultLedger());
    assert.equal(config.machine, os.hostname());
  });

  test('what is no folder is no home', () => wrong(() => configFrom({ home: 'package.json' }), /--home/));
  test('an empty ledger is none', () => wrong(() => configFrom({ ledger: '' }), /--ledger/));

  test('a time zone is checked', () => {
    assert.equal(configFrom({ timezone: 'Asia/Kathmandu' }).timezone, 'Asia/Kathmandu');
    assert.equal(configFrom({ timezone: 'UTC' }).timezone, 'UTC');
    wrong(() => configFrom({ timezone: 'Mars/Olympus' }), /--timezone.*Mars/);
    wrong(() => configFrom({ timezone: '' }), /--timezone/);
  });

  test('a span of days', () => {
    assert.deepEqual(spanFrom({}, 'UTC', NOW), { since: undefined, until: undefined });
    assert.deepEqual(spanFrom({ since: '2026-05-01', until: '2026-05-01' }, 'UTC', NOW), {
      since: '2026-05-01',
      until: '2026-05-01',
    });
  });

  test('a number of days ends with the local today', () => {
    assert.equal(spanFrom({ since: '7d' }, 'UTC', NOW).since, '2026-05-04');
    assert.equal(spanFrom({ since: '1d' }, 'Europe/Berlin', NOW).since, '2026-05-11');
  });

  for (const since of ['2026-02-30', '26-05-01', '0d', '99999d', 'yesterday', '']) {
    test(`--since ${JSON.stringify(since)} is no day`, () => wrong(() => spanFrom({ since }, 'UTC', NOW), /--since/));
  }

  test('a span that ends before it begins', () => {
    wrong(() => spanFrom({ since: '2026-05-02', until: '2026-05-01' }, 'UTC', NOW), /--since is after --until/);
    wrong(() => spanFrom({ until: '1d' }, 'UTC', NOW), /--until/);
  });

  test('an assistant by its id', () => {
    assert.equal(sourceFrom({}), undefined);
    assert.equal(sourceFrom({ source: 'codex' }), 'codex');
    wrong(() => sourceFrom({ source: 'Codex' }), /claude-code, codex, copilot-chat/);
  });

  test('the ledger lies where each system keeps a user’s data', () => {
    const linux = (env: Record<string, string>): string => defaultLedger(env, 'linux', '/home/dev');
    assert.equal(linux({}), '/home/dev/.local/share/tokenmin/ledger.sqlite');
    assert.equal(linux({ XDG_DATA_HOME: '/data' }), '/data/tokenmin/ledger.sqlite');
    assert.equal(linux({ XDG_DATA_HOME: 'data' }), '/home/dev/.local/share/tokenmin/ledger.sqlite');
    assert.equal(
      defaultLedger({}, 'darwin', '/Users/dev'),
      '/Users/dev/Library/Application Support/Tokenmin/ledger.sqlite',
    );
    assert.equal(
      defaultLedger({ LOCALAPPDATA: 'D:\\Local' }, 'win32', 'C:\\Users\\dev'),
      'D:\\Local\\Tokenmin\\ledger.sqlite',
    );
    assert.equal(
      defaultLedger({}, 'win32', 'C:\\Users\\dev'),
      'C:\\Users\\dev\\AppData\\Local\\Tokenmin\\ledger.sqlite',
    );
  });
});
