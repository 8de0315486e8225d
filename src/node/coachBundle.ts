// dist/coach.js: what reads texts, and the rules. The tally goes without, and starts the faster for it.
import { follow as followAdvice } from './coach/follow';
import { loadLint } from './loadLint';
import { advice } from './queries/advice';
import { adviceText } from './queries/adviceText';
import { contextCost } from './queries/contextCost';
import { countText } from './queries/countText';
import { guardrails } from './queries/guardrails';
import type { CoachQueries } from './queries/index';
import { outcomes } from './queries/outcomes';
import { pasteOffers } from './queries/pasteOffers';
import { prompt } from './queries/prompt';
import { prompts } from './queries/prompts';
import { sendCost } from './queries/sendCost';
import { shorten } from './queries/shorten';
import { whatIf } from './queries/whatIf';

export const coachQueries: CoachQueries = {
  advice,
  adviceText,
  contextCost,
  countText,
  guardrails,
  lint: (context, params) => loadLint(context.scripts).lint(context, params),
  outcomes,
  pasteOffers,
  prompt,
  prompts,
  sendCost,
  shorten,
  whatIf,
};

export const follow = followAdvice;
