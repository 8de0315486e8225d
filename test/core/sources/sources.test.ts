import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { sources } from '../../../src/core/sources/index';
import { openLog } from '../../../src/core/sources/openLog';
import type { Environment, LogFormat, LogRoot, Sink, Source } from '../../../src/core/sources/source';
import type { UsageRecord } from '../../../src/core/usage/usageRecord';
import { environment } from '../../support/environment';
import { figures, fixtureFile, readFixture } from '../../support/readFixture';

const FIXTURES = 'test/fixtures';
const casesOf = ({ id }: Source): string[] =>
  existsSync(`${FIXTURES}/${id}`) ? readdirSync(`${FIXTURES}/${id}`).sort() : [];

const machine = (platform: Environment['platform'], more: Partial<Environment> = {}): Environment =>
  environment({ platform, ...(platform === 'win32' && { home: 'C:/Users/dev', temporaryFolder: 'C:/Temp' }), ...more });
const PLATFORMS = ['linux', 'darwin', 'win32'] as const;
const ABSOLUTE = { linux: /^\//, darwin: /^\//, win32: /^[A-Z]:\// };

interface Log {
  path: string;
  root: LogRoot;
  relativePath: string;
  format: LogFormat;
}

/** The logs among a source's fixtures that lie where it looks by default. */
function logsOf(source: Source): Log[] {
  return casesOf(source).flatMap((name) => {
    const home = `${FIXTURES}/${source.id}/${name}/home`;
    const roots = source.roots(machine('linux', { home }));
    return readdirSync(home, { recursive: true, encoding: 'utf8' }).flatMap((file) => {
      const path = `${home}/${file.replaceAll('\\', '/')}`.replace(/\.sql$/, '');
      const root = roots.find((r) => path.startsWith(`${r.path}/`));
      const relativePath = root ? path.slice(root.path.length + 1) : '';
      const format = root && source.classify(relativePath, root);
      return format ? [{ path, root, relativePath, format }] : [];
    });
  });
}

/** One log of each kind: what a source does with a file depends on its folder, name and format. */
function kindsOf(source: Source): Log[] {
  const kind = ({ relativePath, format }: Log): string =>
    `${relativePath.split('/').at(-2)} ${/\.\w+$/.exec(relativePath)?.[0]} ${format.as}`;
  return [...new Map(logsOf(source).map((log) => [kind(log), log])).values()];
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const GARBAGE: [what: string, bytes: Uint8Array][] = [
  ['nothing', new Uint8Array(0)],
  ['zeros', new Uint8Array(100)],
  ['bytes that are no text', Uint8Array.from({ length: 512 }, (_, i) => (i * 151) & 255)],
  ['a word', encode('hello')],
  ['null', encode('null')],
  ['a number', encode('-1e999')],
  ['a list', encode('[1,{"type":"assistant"},[]]')],
  ['an open brace', encode('{')],
  ['an open text', encode('{"type":"assistant","message":"')],
  ['a backslash at the end', encode('{"type":"assistant\\')],
  ['brackets that do not match', encode('{"type":"assistant","message":{"content":[},"usage":{]}}')],
  ['commas', encode(`[${','.repeat(10_000)}`)],
  ['quotes and backslashes', encode(`{"a":"${'\\"'.repeat(50_000)}`)],
  ['deep lists', encode('['.repeat(100_000))],
  ['deep objects', encode(`${'{"message":'.repeat(100_000)}1${'}'.repeat(100_000)}`)],
  ['a prototype', encode('{"__proto__":{"type":"assistant"},"constructor":{"prototype":[]}}')],
  ['wrong kinds', encode('{"type":[],"message":7,"payload":[],"timestamp":{},"kind":"x","v":null,"requests":{}}')],
];

const isCount = (n: number): boolean => Number.isSafeInteger(n) && n >= 0;

function assertSound(r: UsageRecord): void {
  const counts = [r.inputTokens, r.outputTokens, r.cacheReadInputTokens, r.cacheCreationInputTokens, r.toolCalls];
  const more = [r.cacheCreation1hInputTokens, r.reasoningOutputTokens, r.webSearchRequests, r.timestamp, r.at.offset];
  assert.ok([...counts, ...more].every(isCount), `whole numbers: ${JSON.stringify(r)}`);
  assert.ok(r.cacheReadInputTokens + r.cacheCreationInputTokens <= r.inputTokens, 'the cache is part of the input');
  assert.ok(r.cacheCreation1hInputTokens <= r.cacheCreationInputTokens, '1 h writes are part of the writes');
  assert.ok(r.reasoningOutputTokens <= r.outputTokens, 'reasoning is part of the output');
  assert.notEqual(r.dedupKey, '');
}

suite('sources', () => {
  test('have names of their own', () => {
    assert.equal(new Set(sources.map((source) => source.id)).size, sources.length);
    assert.equal(new Set(sources.map((source) => source.name)).size, sources.length);
  });

  test('are all that there are fixtures for', () => {
    assert.deepEqual(readdirSync(FIXTURES).sort(), sources.map((source) => source.id).sort());
  });
});

for (const source of sources) {
  suite(`${source.id}, every source`, () => {
    for (const name of casesOf(source)) {
      test(`fixture ${name}`, () => {
        const dir = `${FIXTURES}/${source.id}/${name}`;
        const reading = readFixture(dir);
        assert.deepEqual(figures(reading), JSON.parse(readFileSync(`${dir}/expected.json`, 'utf8')));
        reading.records.forEach(assertSound);
      });
    }

    test('has a case of corrupt lines, in which problems are found and calls are left', () => {
      const name = casesOf(source).find((each) => /^corrupt-lines?$/.test(each));
      assert.ok(name, `${FIXTURES}/${source.id}/corrupt-lines`);
      const { records, problems } = readFixture(`${FIXTURES}/${source.id}/${name}`);
      assert.ok(problems.some((problem) => problem.code === 'malformed-line'));
      assert.ok(records.length > 0);
    });

    test('says what its logs can tell', () => {
      assert.ok(source.capabilities.length > 0);
      assert.equal(new Set(source.capabilities).size, source.capabilities.length);
    });

    for (const platform of PLATFORMS) {
      test(`knows absolute folders on ${platform} without any variable`, () => {
        const roots = source.roots(machine(platform));
        assert.ok(roots.length > 0);
        for (const { path, label, depth } of roots) {
          assert.match(path, ABSOLUTE[platform]);
          assert.doesNotMatch(path, /\\|\/$|undefined/);
          assert.notEqual(label, '');
          assert.ok(isCount(depth));
        }
        assert.equal(new Set(roots.map((root) => root.path)).size, roots.length);
      });
    }

    test('writes folders of variables and settings on Windows with slashes', () => {
      const env = {
        APPDATA: 'C:\\Users\\dev\\AppData\\Roaming',
        LOCALAPPDATA: 'C:\\Users\\dev\\AppData\\Local',
        CLAUDE_CONFIG_DIR: 'D:\\claude\\',
        CODEX_HOME: 'D:\\codex\\',
      };
      const extraFolders = { [source.id]: ['E:\\logs\\'] };
      for (const { path } of source.roots(machine('win32', { env, extraFolders }))) {
        assert.match(path, /^[A-Z]:\/[^\\]*[^\\/]$/);
      }
    });

    test('looks where the settings say', () => {
      const roots = source.roots(machine('linux', { extraFolders: { [source.id]: ['/backup/'] } }));
      assert.ok(roots.some((root) => root.path === '/backup'));
    });

    test('takes a file for the same each time it is asked', () => {
      for (const { relativePath, root, format } of logsOf(source)) {
        assert.deepEqual(source.classify(relativePath, root), format);
        assert.deepEqual(source.classify(relativePath, { ...root }), format);
      }
    });

    test('takes no odd path amiss', () => {
      for (const root of source.roots(machine('linux'))) {
        for (const path of ['', '/', '..', 'a/../b', '\u0000', '%', 'é'.repeat(300), '/'.repeat(5000)]) {
          source.classify(path, root);
          source.enters?.(path, root);
          source.companion?.(path, root);
        }
      }
    });

    test('enters every folder that its logs lie in', () => {
      const read = new Set(
        casesOf(source).flatMap((name) => readFixture(`${FIXTURES}/${source.id}/${name}`).raw.map((r) => r.at.file)),
      );
      for (const { path, relativePath, root } of logsOf(source)) {
        if (!read.has(path)) continue;
        const folders = relativePath.split('/').slice(0, -1);
        folders.forEach((_, i) => {
          const folder = folders.slice(0, i + 1).join('/');
          assert.ok(source.enters?.(folder, root) ?? true, folder);
        });
        assert.ok(folders.length <= root.depth, relativePath);
      }
    });

    for (const [what, bytes] of GARBAGE) {
      test(`takes ${what} for a log without throwing`, () => {
        const kinds = kindsOf(source);
        assert.ok(kinds.length > 0);
        for (const { path, root, format } of kinds) {
          const sink: Sink = { record: assertSound, block: () => undefined, problem: () => undefined };
          const parser = openLog(source.id, fixtureFile(path, root, format), sink, undefined);
          if (format.as === 'whole') parser.whole!(bytes);
          else if (format.as === 'database') parser.row!({ text: bytes, spans: [bytes], __proto__: null });
          else parser.line!(bytes, 0, bytes.length, 0);
          parser.end?.();
        }
      });
    }

    test('reads the same a second time', () => {
      for (const name of casesOf(source)) {
        const dir = `${FIXTURES}/${source.id}/${name}`;
        assert.deepEqual(readFixture(dir), readFixture(dir), name);
      }
    });

    test('points from every call to the beginning of its line', () => {
      for (const name of casesOf(source)) {
        for (const { at } of readFixture(`${FIXTURES}/${source.id}/${name}`).raw) {
          if (at.offset > 0 && at.file.endsWith('.jsonl')) assert.equal(readFileSync(at.file)[at.offset - 1], 10);
        }
      }
    });
  });
}
