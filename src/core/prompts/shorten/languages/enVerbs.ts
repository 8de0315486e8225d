import { words } from './languagePack';

/** English words that do things on request, as they stand after a request's frame. */
export const ENGLISH_VERBS = words(`
  add address adjust advise analyse analyze apply arrange ask assess assist assume benchmark break build calculate
  call categorise categorize change check choose clarify classify clean code combine commit compare compile complete
  compose compute conduct configure confirm consider construct continue convert cover create critique cut debug
  define delete demonstrate derive describe design determine develop diagnose discuss display document draft edit
  elaborate enable ensure estimate evaluate examine expand explain explore extend extract fetch figure fill find
  finish fix focus follow format formulate generate give go group guide handle help highlight identify ignore
  illustrate implement improve include increase infer inline insert inspect install integrate interpret introduce
  investigate justify keep leave limit list log look make mark measure merge migrate modify monitor move name offer
  open optimise optimize organise organize outline perform pick ping plan point polish predict prepare present
  produce propose prove provide pull push put rank rate read rebase rebuild recheck recommend reconsider redo reduce
  refactor refer refine remember remove rename reorganize replace report rerun research resolve restart restructure
  retry return review revise rewrite run save search select send separate set share shorten show simplify simulate
  skip solve sort specify split start state stop structure study suggest summarise summarize support switch teach
  tell test think trace track transform translate try turn undo update upgrade use validate verify visualize walk
  write`);
