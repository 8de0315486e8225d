import { hasCue, type Cues } from './promptCues';

/** Its words are to stay as they are. */
const VERBATIM_CUES: Cues = {
  en: [
    'verbatim',
    'word for word',
    'word-for-word',
    'letter for letter',
    'letter-for-letter',
    'do not change the text',
    'do not change the wording',
    "don't change the text",
    "don't change the wording",
    'keep the exact wording',
  ],
  ko: ['원문 그대로', '글자 그대로'],
  ja: ['一字一句', '原文のまま'],
  zh: ['逐字', '一字不差', '原封不动'],
  de: ['wörtlich', 'wortwörtlich', 'buchstabengetreu'],
};

/** Whether a prompt says at its beginning that a text is to stay word for word. */
export function asksForVerbatim(text: string): boolean {
  return hasCue(text, VERBATIM_CUES);
}
