import { linkButton } from './controls';
import type { Deed } from './deed';
import { send } from './host';
import { ruleName } from './names';
import { t } from './setup';

/** Ends the check of advice that was followed, by its id. It can be taken back, and goes on as if nothing had been. */
export function stopChecking(id: number, ruleId: string, deed: Deed): HTMLElement {
  return linkButton(
    t('outcomes.forget'),
    () => {
      send({ type: 'unfollow', id });
      deed.say(t('deed.forgotten'), () => send({ type: 'unfollow', id, back: true }));
    },
    { label: `${t('outcomes.forget')}: ${ruleName(ruleId)}`, key: `forget-${id}` },
  );
}
