import * as vscode from 'vscode';
import type { BudgetNotice } from '../../core/insights/money/budget';
import { dueNotice } from '../../core/insights/money/budget';
import { budgetStatesOf } from './budgets';
import { budgetWords } from './budgetWords';
import { Figures } from '../figures';
import type { LiveFigures } from '../liveFigures';
import type { SampleMode } from '../sampleMode';
import type { Settings } from '../settings';

const SHOWN = 'budget.shown';
/** The local day for which the user wants no more notices. */
const SNOOZED = 'budget.snoozed';
/** More than the notices of a month: 2 levels for 31 days, 5 weeks and the month itself. */
const MOST_REMEMBERED = 100;

/** One notice for each level of each budget that the user has set; never a second one, and one at a time. */
export class BudgetNotices implements vscode.Disposable {
  readonly #live: LiveFigures;
  readonly #settings: Settings;
  readonly #sample: SampleMode;
  readonly #state: vscode.Memento;
  readonly #subscriptions: vscode.Disposable;
  #isOpen = false;

  constructor(live: LiveFigures, settings: Settings, sample: SampleMode, state: vscode.Memento) {
    this.#live = live;
    this.#settings = settings;
    this.#sample = sample;
    this.#state = state;
    this.#subscriptions = vscode.Disposable.from(
      live.onDidChange(() => void this.#judge()),
      settings.onDidChange(() => {
        this.#tellPalette();
        void this.#judge();
      }),
    );
    this.#tellPalette();
  }

  /** No notice for the rest of today. */
  async snooze(): Promise<void> {
    await this.#state.update(SNOOZED, this.#live.view?.day);
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #tellPalette(): void {
    const hasBudget = Object.values(this.#settings.value.budgets).some((budget) => budget !== undefined);
    void vscode.commands.executeCommand('setContext', 'tokenmin.hasBudget', hasBudget);
  }

  async #judge(): Promise<void> {
    const { view } = this.#live;
    const { value } = this.#settings;
    if (!view || !value.budgetNotices || this.#sample.on || this.#isOpen) return;
    const shown = this.#state.get<string[]>(SHOWN, []);
    const states = budgetStatesOf(view, value, vscode.env.language);
    const snoozedUntil = this.#state.get(SNOOZED) === view.day ? Infinity : 0;
    const notice = dueNotice(states, new Set(shown), snoozedUntil, Date.now());
    if (!notice) return;
    this.#isOpen = true;
    // Remembered first: another window may judge at the same moment.
    await this.#state.update(SHOWN, [...shown, notice.key].slice(-MOST_REMEMBERED));
    await this.#show(notice).finally(() => (this.#isOpen = false));
  }

  async #show({ state }: BudgetNotice): Promise<void> {
    const open = vscode.l10n.t('Open Dashboard');
    const snooze = vscode.l10n.t('Snooze Today');
    const never = vscode.l10n.t("Don't Show Again");
    const figures = new Figures(vscode.env.language, this.#settings.value.billing, vscode.l10n);
    const words = budgetWords(state, figures, vscode.l10n);
    const choice = await vscode.window.showWarningMessage(words, open, snooze, never);
    if (choice === open) await vscode.commands.executeCommand('tokenmin.openDashboard');
    if (choice === snooze) await this.snooze();
    if (choice === never) {
      const configuration = vscode.workspace.getConfiguration('tokenmin');
      await configuration.update('notifications.budget', false, vscode.ConfigurationTarget.Global);
    }
  }
}
