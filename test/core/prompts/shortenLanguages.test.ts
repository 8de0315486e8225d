import assert from 'node:assert/strict';
import { applyEdits } from '../../../src/core/prompts/shorten/edit';
import type { Edit } from '../../../src/core/prompts/shorten/edit';
import { compilePack } from '../../../src/core/prompts/shorten/compilePack';
import { brokenInvariant } from '../../../src/core/prompts/shorten/invariants';
import { LANGUAGE_PACKS } from '../../../src/core/prompts/shorten/languages/packs';
import { parsePrompt } from '../../../src/core/prompts/shorten/parsePrompt';
import { proposePhrases } from '../../../src/core/prompts/shorten/proposePhrases';
import { protect } from '../../../src/core/prompts/shorten/protect';
import type { LanguagePack, PackEntry } from '../../../src/core/prompts/shorten/languages/languagePack';

/** What one entry alone makes of a text. */
function withOnly(entry: PackEntry, pack: LanguagePack, text: string): { edits: Edit[]; text: string } {
  const parsed = parsePrompt(text);
  const only = compilePack({ ...pack, entries: [entry] });
  const edits = proposePhrases(text, parsed, protect(text, parsed), new Map([[pack.language, only]]), pack.language);
  return { edits, text: applyEdits(text, edits) };
}

for (const pack of LANGUAGE_PACKS) {
  suite(`language pack ${pack.language}`, () => {
    for (const entry of pack.entries) {
      test(`${entry.class}: ${String(entry.pattern)}`, () => {
        assert.ok(entry.yes.length >= 2, 'two examples of what becomes shorter');
        assert.ok(entry.no.length >= 2, 'two examples of what stays');
        for (const [before, after] of entry.yes) {
          assert.equal(withOnly(entry, pack, before).text, after);
          assert.equal(brokenInvariant(before, after), undefined, `${before} keeps what it says`);
        }
        for (const kept of entry.no) assert.equal(withOnly(entry, pack, kept).text, kept);
      });
    }
  });
}

suite('language packs', () => {
  test('an entry is never longer than what it stands for', () => {
    for (const pack of LANGUAGE_PACKS) {
      for (const entry of pack.entries) {
        for (const [before, after] of entry.yes) assert.ok(after.length <= before.length, before);
      }
    }
  });

  test('filler and talk about the talk are always asked for', () => {
    const entries = LANGUAGE_PACKS.flatMap((pack) => pack.entries);
    const loose = entries.filter((entry) => entry.class === 'filler' || entry.class === 'meta-talk');
    assert.deepEqual(
      loose.filter(({ tier }) => tier !== 'ask').map(({ pattern }) => pattern),
      [],
    );
  });

  test('no entry takes away a hedge, an article or a denial', () => {
    const never = 'maybe perhaps possibly try the a an not never vielleicht möglichst nicht die'.split(' ');
    const patterns = LANGUAGE_PACKS.flatMap((pack) => pack.entries.map(({ pattern }) => String(pattern)));
    const alone = patterns.filter((pattern) => !pattern.includes(' ')).flatMap((pattern) => pattern.split('|'));
    assert.deepEqual(
      alone.filter((word) => never.includes(word)),
      [],
    );
  });
});
