import assert from 'node:assert/strict';
import fc from 'fast-check';
import { disableEdits } from '../../src/core/prompts/lint/disableEdit';
import { lint } from '../../src/core/prompts/lint/lint';
import type { Fix } from '../../src/core/prompts/lint/lintRule';
import { lintContext } from '../support/lintContext';

const PATHS = ['CLAUDE.md', '.claude/rules/db.md', 'AGENTS.md', 'docs/a.md', 'skills/x/SKILL.md', '.mcp.json'];
const context = lintContext({
  paths: ['db/a.sql', 'docs/a.md', 'src/a.ts'],
  scripts: ['test'],
  tools: [{ name: 'Prettier', languages: ['typescript'], style: { tabs: false, indentWidth: 2 } }],
});

/** Pieces that rules look for, and pieces that Markdown stumbles over. */
const piece = fc.constantFrom(
  '- Write clean code.',
  '* Follow best practices',
  '  - Use single quotes.',
  '1. Ask the owner of the schema before you change a table that others read.',
  'Ask the owner of the schema before you change a table that others read.',
  '> - Write clean code.',
  '# Shop',
  '## SQL `db/a.sql` `db/b.sql` `db/c.sql`',
  `${'abc '.repeat(310)}`,
  '```',
  '~~~ts',
  '├── cart.ts\n├── cart.ts\n├── cart.ts\n├── cart.ts\n├── cart.ts\n├── cart.ts\n├── cart.ts\n└── cart.ts',
  'Last updated: 2026-03-01',
  '| a | `src/b.ts` |\n| - | - |\n| c | d |',
  '@docs/a.md @CLAUDE.md @docs/none.md',
  'You MUST ask. See [this](docs/b.md). Run `npm run none`.',
  '<!-- tokenmin-disable-next-line tautology -->',
  '<!--',
  '---',
  '---\ndescription: a\n---',
  '\t- a\n\t\t- b',
  '- - - a',
  '{"mcpServers": {"a": {"command": "./none.mjs"}}}',
  '',
  '\u200d\ud83d\ude00 \u202e',
);
const text = fc
  .tuple(
    fc.array(fc.oneof({ weight: 8, arbitrary: piece }, { weight: 1, arbitrary: fc.string() })),
    fc.constantFrom('\n', '\r\n', '\n\n'),
  )
  .map(([pieces, end]) => pieces.join(end));
const files = fc.uniqueArray(fc.tuple(fc.constantFrom(...PATHS), text), { selector: ([path]) => path, maxLength: 4 });

suite('lint, for any text', () => {
  test('never fails, and points into the text', () => {
    fc.assert(
      fc.property(files, (given) => {
        const texts = new Map(given);
        for (const { file, range, tokens, savingTokens, fix } of lintAll(texts).findings) {
          const length = texts.get(file)!.length;
          assert.ok(0 <= range.start.offset && range.start.offset <= range.end.offset && range.end.offset <= length);
          assert.ok(range.start.line >= 1 && range.start.column >= 1 && range.start.line <= range.end.line);
          assert.ok(savingTokens >= 0 && savingTokens <= tokens);
          for (const edit of fix?.edits ?? []) {
            const there = texts.get(edit.file)?.length ?? 0;
            assert.ok(edit.start <= edit.end && edit.end <= there);
          }
        }
      }),
    );
  });

  test('is not worse after a fix, and has less in every request', () => {
    fc.assert(
      fc.property(files, (given) => {
        const before = lintAll(new Map(given));
        for (const { ruleId, fix } of before.findings) {
          if (!fix) continue;
          const fixed = applied(new Map(given), fix);
          const after = lintAll(fixed);
          const count = (result: typeof before): number => result.findings.filter((f) => f.ruleId === ruleId).length;
          assert.ok(count(after) < count(before), `${ruleId}: ${JSON.stringify(given)}`);
          assert.ok(always(after) <= always(before));
        }
      }),
      { numRuns: 300 },
    );
  });

  test('finds a thing no more once a comment says so', () => {
    fc.assert(
      fc.property(files, (given) => {
        for (const { ruleId, file, range } of lintAll(new Map(given)).findings) {
          const texts = new Map(given);
          const { file: edit } = disableEdits(texts.get(file)!, file.endsWith('.json'), ruleId, range.start.line);
          // A comment behind code or a comment that never ends is none.
          if (/```|~~~|<!--/.test(texts.get(file)!)) continue;
          const after = lintAll(applied(texts, { label: 'fix.remove', edits: [{ file, ...edit }] }));
          assert.ok(!after.findings.some((finding) => finding.ruleId === ruleId && finding.file === file));
        }
      }),
    );
  });

  test('does not depend on the order of the files', () => {
    fc.assert(
      fc.property(files, (given) => {
        assert.deepEqual(lintAll(new Map([...given].reverse())).findings, lintAll(new Map(given)).findings);
      }),
    );
  });
});

function lintAll(texts: ReadonlyMap<string, string>) {
  return lint(
    [...texts].map(([path, content]) => ({ path, text: content })),
    context,
  );
}

function applied(texts: Map<string, string>, { edits }: Fix): Map<string, string> {
  // From the end on, so that no edit moves another one's place.
  for (const { file, start, end, replacement } of [...edits].sort((a, b) => b.start - a.start)) {
    const old = texts.get(file) ?? '';
    texts.set(file, old.slice(0, start) + replacement + old.slice(end));
  }
  return texts;
}

function always({ files: found }: ReturnType<typeof lintAll>): number {
  return found.filter(({ load }) => load === 'always').reduce((sum, file) => sum + file.text.length, 0);
}
