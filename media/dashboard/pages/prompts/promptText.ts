import { applyEdits } from '../../../../src/core/prompts/shorten/edit';
import type { PromptEdit, PromptText, PromptTextView } from '../../../../src/protocol/promptViews';
import { announce } from '../../announce';
import { button } from '../../controls';
import type { Deed } from '../../deed';
import { h, replace, type Child } from '../../dom';
import { count, moneyInWords } from '../../format';
import { send } from '../../host';
import { t } from '../../setup';
import { promptEdits } from './promptEdits';
import { promptSide } from './promptSide';

/** A prompt before and after, side by side, with each edit and its reason; the user says which of them count. */
export function promptText(view: PromptTextView, deed: Deed): Child {
  if ('missing' in view) return h('p', { class: 'footnote' }, t(`prompts.missing.${view.missing}`));
  const { text, edits } = view;
  const chosen = new Set(edits.filter(({ applied }) => applied));
  const verdict = h('p');
  const sides = h('div', { class: 'before-after' });
  const actions = h('div', { class: 'actions' });
  const copy = button(
    t('prompts.copy'),
    () => {
      send({ type: 'copy', text: applyEdits(text, inOrder(view, chosen)) });
      deed.say(t('prompts.copied'));
    },
    { icon: 'copy' },
  );
  const draw = () => {
    const applied = inOrder(view, chosen);
    verdict.textContent = verdictOf(view, applied);
    replace(sides, promptSide(text, applied, 'before'), applied.length > 0 && promptSide(text, applied, 'after'));
    actions.hidden = applied.length === 0;
  };
  draw();
  actions.append(copy);
  const choose = (edit: PromptEdit, wanted: boolean) => {
    if (wanted) chosen.add(edit);
    else chosen.delete(edit);
    draw();
    announce(verdict.textContent ?? '');
  };
  return [
    verdict,
    sides,
    h('p', { class: 'footnote' }, t('prompts.wasTyped')),
    actions,
    edits.length > 0 && promptEdits(view, choose),
  ];
}

function inOrder({ edits }: PromptText, chosen: ReadonlySet<PromptEdit>): PromptEdit[] {
  return edits.filter((edit) => chosen.has(edit));
}

function verdictOf(view: PromptText, applied: readonly PromptEdit[]): string {
  const { edits, untouched, estimate, tokensBefore } = view;
  if (untouched) return t(`prompts.untouched.${untouched}`);
  if (applied.length === 0) return t(edits.length === 0 ? 'prompts.nothing' : 'prompts.onlyAsk');
  const asSent = edits.every((edit) => edit.applied === applied.includes(edit));
  // The worker has counted the safe ones together; others add up to about as much.
  const fewer = asSent
    ? tokensBefore - view.tokensAfter
    : Math.min(
        tokensBefore,
        applied.reduce((sum, { tokens }) => sum + tokens, 0),
      );
  const difference = t(
    !asSent ? 'prompts.differenceSum' : estimate ? 'prompts.differenceEstimate' : 'prompts.difference',
    count(tokensBefore),
    count(tokensBefore - fewer),
    count(fewer),
  );
  const saved = asSent ? view.savedNano : savedBy(view, fewer);
  return saved !== undefined && saved > 0 ? `${difference} ${t('prompts.saved', moneyInWords(saved))}` : difference;
}

/** Of what the prompt cost, the part of tokens that would not have been sent. */
function savedBy({ row, tokensBefore }: PromptText, fewer: number): number | undefined {
  const { typed, pasted, injected } = row.tokens;
  const own = typed + pasted;
  if (row.costNano === undefined || tokensBefore === 0 || own === 0) return undefined;
  return (row.costNano * (own / (own + injected)) * fewer) / tokensBefore;
}
