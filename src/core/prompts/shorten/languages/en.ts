import { ENGLISH_CONNECTIVES } from './enConnectives';
import { ENGLISH_COURTESY } from './enCourtesy';
import { ENGLISH_FILLER } from './enFiller';
import { ENGLISH_META_TALK } from './enMetaTalk';
import { ENGLISH_REQUESTS } from './enRequests';
import { ENGLISH_TIMES_AND_PLACES } from './enTimesAndPlaces';
import { ENGLISH_VERBOSE_PHRASES } from './enVerbosePhrases';
import { ENGLISH_VERBS } from './enVerbs';
import type { LanguagePack } from './languagePack';

export const ENGLISH: LanguagePack = {
  language: 'en',
  verbs: ENGLISH_VERBS,
  entries: [
    ...ENGLISH_REQUESTS,
    ...ENGLISH_COURTESY,
    ...ENGLISH_CONNECTIVES,
    ...ENGLISH_TIMES_AND_PLACES,
    ...ENGLISH_VERBOSE_PHRASES,
    ...ENGLISH_FILLER,
    ...ENGLISH_META_TALK,
  ],
};
