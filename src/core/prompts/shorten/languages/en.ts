import { ENGLISH_COURTESY } from './enCourtesy';
import { ENGLISH_FILLER, ENGLISH_META_TALK } from './enFiller';
import { ENGLISH_REQUESTS } from './enRequests';
import { ENGLISH_VERBOSE } from './enVerbose';
import { words } from './languagePack';
import type { LanguagePack } from './languagePack';

export const ENGLISH: LanguagePack = {
  language: 'en',
  verbs: words(`
    add adjust analyze analyse apply arrange ask assume benchmark break build calculate call change check choose clarify
    classify clean combine compare compile complete compose compute configure consider construct convert create critique
    cut debug define delete describe design determine develop diagnose discuss document draft edit elaborate enable
    ensure estimate evaluate examine expand explain explore extend extract fetch figure fill find finish fix focus
    follow format generate give go group guide help highlight identify ignore implement improve include increase infer
    insert inspect install integrate investigate keep leave limit list look make mark merge migrate modify move name
    open optimize optimise organize outline perform pick plan point polish predict prepare present produce propose
    provide pull push put rank rate read recommend redo refactor refer reduce remember remove rename reorganize replace
    report research restart restructure return review revise rewrite run save search select send separate set share
    shorten show simplify simulate skip solve sort specify split start state stop structure study suggest summarize
    summarise support switch tell test think track translate try turn undo update upgrade use validate verify walk write`),
  entries: [...ENGLISH_REQUESTS, ...ENGLISH_COURTESY, ...ENGLISH_VERBOSE, ...ENGLISH_FILLER, ...ENGLISH_META_TALK],
};
