import { alwaysLoaded, placeOf } from '../../insights/workspaceFiles';
import { byGroup } from '../byGroup';
import { claimed } from '../claimed';
import type { CoachRule } from '../coachRule';
import { prefixVerification } from '../prefixVerification';
import { nano, phrase, share, tokens } from '../phrase';

/** COACHING P10. */
const LEAST_TOKENS = 1_500;
const LEAST_SHARE = 0.3;
/**
 * Tokens for one of the same text in English: Korean, Japanese and Chinese measured on technical READMEs, the others on
 * the Universal Declaration of Human Rights (COACHING B, o200k_base).
 */
const SCRIPTS: readonly (readonly [name: string, script: RegExp, ratio: number])[] = [
  ['Korean', /\p{Script=Hangul}/gu, 1.23],
  ['Japanese', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 1.36],
  ['Chinese', /\p{Script=Han}/gu, 1.09],
  ['Russian', /\p{Script=Cyrillic}/gu, 1.37],
  ['Hindi', /\p{Script=Devanagari}/gu, 1.57],
  ['Arabic', /\p{Script=Arabic}/gu, 1.18],
  ['Thai', /\p{Script=Thai}/gu, 1.93],
];

/**
 * P10, for information: an always-loaded file in another script takes more tokens than the same in English. Never for
 * prompts: nobody should think in a weaker language to save a cent. Saving: the difference by the measured ratio, 50 %
 * at least.
 */
export const languageCost: CoachRule = {
  id: 'language-cost',
  family: 'prompt',
  tier: 'B',
  needs: ['per-call-usage'],
  range: [0.5, 1],
  words: {
    title: 'Your always-loaded instructions in {language} take about {more} more tokens than in English: {cost}.',
    risk: 'Your team has to read them: what everybody understands is worth more than tokens.',
    check: 'We compare the size of the first call, per session.',
    action: 'Open the File',
  },
  verification: prefixVerification,
  action: () => ({
    kind: 'guide',
    steps: ['Translate the longest always-loaded file, if your team reads English as well.'],
  }),
  start: ({ filesOf }) => {
    const scripts = new Map<string, [language: string, ratio: number]>();
    return {
      session(session, desk) {
        const files = filesOf?.(session.workspace);
        const first = session.threads[0]!.calls[0];
        if (!files || !first) return;
        for (const { file, tokens: size } of alwaysLoaded(files, session.source)) {
          const found = size >= LEAST_TOKENS && !file.managed ? scriptOf(file.text) : undefined;
          if (!found) continue;
          const place = placeOf(files, file.path);
          scripts.set(place, found);
          const more = Math.round(size * (1 - 1 / found[1]));
          const claim = desk.claims.prefix(session.threads[0]!, more);
          const why = phrase('{file}: {tokens} tokens more in every call', { file: file.path, tokens: tokens(more) });
          desk.found({ at: first.at, call: first, claim, why, group: place });
        }
      },
      finish: (occurrences) => {
        const files = [...byGroup(occurrences)].sort((a, b) => claimed(b[1]) - claimed(a[1]));
        const place = files[0]?.[0] ?? '';
        const [language, ratio] = scripts.get(place) ?? ['', 1];
        // Of the dearest file's language: another one takes another number of tokens.
        const alike = files.filter(([file]) => scripts.get(file)![0] === language).flatMap(([, own]) => own);
        return {
          figures: { language, more: share(ratio - 1), cost: nano(claimed(alike)) },
          keep: ({ group = '' }) => scripts.get(group)?.[0] === language,
          action: { kind: 'open-file', file: place },
        };
      },
    };
  },
};

/** Japanese texts are full of Chinese characters: kana decide first. */
function scriptOf(text: string): [name: string, ratio: number] | undefined {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0) return undefined;
  const counts = SCRIPTS.map(([name, script, ratio]) => ({ name, ratio, n: text.match(script)?.length ?? 0 }));
  const foreign = counts.reduce((sum, { n }) => sum + n, 0);
  if (foreign < LEAST_SHARE * letters) return undefined;
  const kana = counts.find(({ name }) => name === 'Japanese')!;
  const best = kana.n > 0.05 * foreign ? kana : counts.reduce((a, b) => (b.n > a.n ? b : a));
  return [best.name, best.ratio];
}
