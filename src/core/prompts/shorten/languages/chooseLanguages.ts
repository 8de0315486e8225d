import { words } from './languagePack';
import type { Language } from './languagePack';

const HANGUL = /[가-힣]/;
const KANA = /[\u3040-\u30ff]/;
const HAN = /[\u4e00-\u9fff]/;

/** Frequent words that the other languages do not have. The last three lists only vote against English and German. */
const FUNCTION_WORDS: readonly (readonly [Language | undefined, ReadonlySet<string>])[] = [
  [
    'en',
    words(
      `the of and to is are you it that this for with on be have has i my me we your can could would should please do
       does how what why when which there if from by or not as at please thanks hello hi hey an use make add need want
       just all only run fix write show explain create update file code test into so but`,
    ),
  ],
  [
    'de',
    words(
      `der das den dem des ein eine einen einem einer und oder nicht ist sind ich du sie es wir mit auf für von zu im am
       bitte kannst könnten könntest können wie wenn dass auch danke hallo mir mich ihr mein meine wird werden`,
    ),
  ],
  [undefined, words('le la les des et est une un pour que qui dans sur pas vous je ce avec il elle du au aux mon ma')],
  [undefined, words('el la los las de y es una un para que en con por se lo mi tu su como favor del al')],
  [undefined, words('o os um uma e é para que em com por não se da dos das na você meu minha favor het een van ik')],
];

/** Which of the lists above have a word. */
const LISTS_OF = new Map<string, number[]>();
FUNCTION_WORDS.forEach(([, list], i) => {
  for (const word of list) LISTS_OF.set(word, [...(LISTS_OF.get(word) ?? []), i]);
});

/** How many of the text's first words are in each list above. */
export interface WordVotes {
  counts: number[];
}

const SAMPLE = 4000;

/** Counts function words in (the first 4,000 characters of) a text. */
export function voteByWords(text: string): WordVotes {
  const counts = FUNCTION_WORDS.map(() => 0);
  for (const [word] of text.slice(0, SAMPLE).matchAll(/[A-Za-zÀ-ɏ]+/g)) {
    for (const i of LISTS_OF.get(word.toLowerCase()) ?? []) counts[i]!++;
  }
  return { counts };
}

/**
 * Languages of a paragraph: those of its scripts, plus one of those in Latin letters by a vote of function words: the
 * paragraph's own, else the whole text's, else the hint (a BCP 47 tag). A tie gives none.
 */
export function chooseLanguages(paragraph: string, whole: WordVotes, hint?: string): Language[] {
  const chosen: Language[] = [];
  if (HANGUL.test(paragraph)) chosen.push('ko');
  if (KANA.test(paragraph)) chosen.push('ja');
  else if (HAN.test(paragraph)) chosen.push('zh');
  if (!/[a-z]/i.test(paragraph)) return chosen;
  const latin = winner(voteByWords(paragraph)) ?? winner(whole) ?? hinted(hint);
  if (latin && latin !== 'other') chosen.push(latin);
  return chosen;
}

function winner({ counts }: WordVotes): Language | 'other' | undefined {
  const most = Math.max(...counts);
  if (most === 0 || counts.filter((count) => count === most).length > 1) return undefined;
  return FUNCTION_WORDS[counts.indexOf(most)]![0] ?? 'other';
}

function hinted(hint?: string): Language | undefined {
  const language = hint?.slice(0, 2).toLowerCase();
  return language === 'en' || language === 'de' ? language : undefined;
}
