import type { Advice } from '../../../../src/protocol/coachViews';
import type { Followed } from '../../../../src/protocol/messages';
import { button, select } from '../../controls';
import type { Deed } from '../../deed';
import { h, type Child } from '../../dom';
import { send } from '../../host';
import { projectName, shortName } from '../../names';
import { t } from '../../setup';

const SNOOZES = [7, 30, 'forever'] as const;
const REASONS = ['wrong', 'not-worth-it', 'already-did'] as const;
const EVERYWHERE = '';

/** Be silent for a while, or for good: where the tip was found, or everywhere. */
export function notNow(advice: Advice, deed: Deed): Child {
  const { ruleId, lowNano, workspaces } = advice;
  let workspace = onlyWorkspace(advice);
  const undo = (message: () => void) => {
    const where = workspace;
    return () => {
      workspace = where;
      message();
    };
  };
  const secondary = true;
  return h(
    'div',
    { class: 'not-now' },
    workspaces.length > 1 && placePicker(workspaces, (chosen) => (workspace = chosen)),
    group(
      t('advice.snooze'),
      SNOOZES.map((days) =>
        button(
          t(`advice.snooze.${days}`),
          () => {
            send({ type: 'snooze', ruleId, workspace, days });
            deed.say(
              t(`deed.snoozed.${days}`),
              undo(() => send({ type: 'snooze', ruleId, workspace, days: 0 })),
            );
          },
          { secondary, key: `snooze-${ruleId}-${days}` },
        ),
      ),
    ),
    group(
      t('advice.dismiss'),
      REASONS.map((reason) =>
        button(
          t(`dismiss.${reason}`),
          () => {
            send({ type: 'dismiss', ruleId, workspace, reason, lowNano });
            deed.say(
              t('deed.dismissed'),
              undo(() => send({ type: 'dismiss', ruleId, workspace, lowNano })),
            );
          },
          { secondary, key: `dismiss-${ruleId}-${reason}` },
        ),
      ),
    ),
  );
}

/** Takes back whatever silenced a rule: everywhere, and in each place that it is about. */
export function wake({ ruleId, workspaces, hiddenBecause, lowNano }: Advice): void {
  for (const workspace of new Set([EVERYWHERE, ...workspaces])) {
    if (hiddenBecause === 'snoozed') send({ type: 'snooze', ruleId, workspace, days: 0 });
    else send({ type: 'dismiss', ruleId, workspace, lowNano });
  }
}

export function followedAs(advice: Advice): Followed {
  return { ruleId: advice.ruleId, workspace: onlyWorkspace(advice), monthlyNano: advice.monthly.lowNano };
}

/** The place that a tip is about, where there is just one. */
function onlyWorkspace({ workspaces }: Advice): string {
  return workspaces.length === 1 ? workspaces[0]! : EVERYWHERE;
}

function placePicker(workspaces: readonly string[], onChange: (workspace: string) => void): HTMLElement {
  const named = workspaces.filter((workspace) => workspace !== EVERYWHERE);
  const choices = [[EVERYWHERE, t('advice.everywhere')], ...named.map((one) => [one, shortName(projectName(one))])] as [
    string,
    string,
  ][];
  return select(t('advice.where'), choices, onChange).element;
}

function group(title: string, buttons: HTMLElement[]): HTMLElement {
  return h(
    'div',
    { role: 'group', 'aria-label': title, class: 'actions' },
    h('span', { class: 'control-label' }, title),
    buttons,
  );
}
