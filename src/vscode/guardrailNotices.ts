import * as vscode from 'vscode';
import { paceLevel } from '../core/insights/money/paceLevel';
import { nanoFromDollars } from '../core/usage/money';
import type { WorkerEvent } from '../protocol/messages';
import type { GuardrailAlert } from '../protocol/coachViews';
import { Figures } from './figures';
import { phraseText } from './phraseText';
import type { LiveFigures } from './liveFigures';
import type { SampleMode } from './sampleMode';
import type { Settings } from './settings';
import type { Guardrail } from './settingValues';
import { sourceNames } from './sourceNames';
import type { WorkerClient } from './workerClient';

const SHOWN = 'guardrails.shown';
const MOST_REMEMBERED = 200;
/** Logs change every second while an agent works; what goes wrong takes minutes. */
const PACE = 10_000;
const FOR_EVER = Date.UTC(9999, 0, 1);

interface Deps {
  client: WorkerClient;
  live: LiveFigures;
  settings: Settings;
  sample: SampleMode;
  state: vscode.Memento;
  log: vscode.LogOutputChannel;
  showSession: (id: number) => void;
}

/** Says once, and once only, when an agent goes round in circles, runs on unattended, or costs far more than usual. */
export class GuardrailNotices implements vscode.Disposable {
  readonly #deps: Deps;
  readonly #subscriptions: vscode.Disposable;
  #timer: NodeJS.Timeout | undefined;
  #isOpen = false;
  #looking: Promise<void> | undefined;

  constructor(deps: Deps) {
    this.#deps = deps;
    const onEvent = (event: WorkerEvent) => {
      if (event.type === 'changed') this.#schedule();
    };
    deps.client.on('event', onEvent);
    this.#subscriptions = vscode.Disposable.from(
      deps.live.onDidChange(() => void this.#judgePace()),
      { dispose: () => deps.client.off('event', onEvent) },
      { dispose: () => clearTimeout(this.#timer) },
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.look();
    }, PACE);
  }

  /** Looks now, and shows at most one notice; done when it is answered. Who comes while that goes on waits for it. */
  look(): Promise<void> {
    this.#looking ??= this.#lookOnce().finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  async #lookOnce(): Promise<void> {
    const { client, settings, sample, log } = this.#deps;
    const wanted = settings.value.guardrails;
    if (wanted.length === 0 || sample.on || this.#isOpen || client.state !== 'running') return;
    try {
      const alerts = await client.query('guardrails', {});
      const due = alerts.find(({ key, ruleId }) => wanted.includes(ruleId) && !this.#shown().includes(key));
      if (due) await this.#once(due.key, () => this.#tell(due));
    } catch (error) {
      log.warn(`guardrails: ${String(error)}`);
    }
  }

  async #judgePace(): Promise<void> {
    const { live, settings, sample } = this.#deps;
    const { budgets, guardrails } = settings.value;
    const { view } = live;
    if (!view?.forecast || budgets.month === undefined || sample.on || !guardrails.includes('pace')) return;
    const level = paceLevel(view.forecast, nanoFromDollars(budgets.month), view.day);
    const key = `pace ${view.day.slice(0, 7)} ${level}`;
    if (level === undefined || this.#isOpen || this.#shown().includes(key)) return;
    await this.#once(key, async () => {
      const figures = new Figures(vscode.env.language, settings.value.billing, vscode.l10n);
      const words = vscode.l10n.t(
        'Tokenmin: at this pace the month comes to {0}; your budget is {1}.',
        figures.rangeInWords(view.forecast!),
        figures.amount(nanoFromDollars(budgets.month!)),
      );
      const advice = vscode.l10n.t('Show Advice');
      const never = vscode.l10n.t("Don't Show Again");
      const choice = await vscode.window.showWarningMessage(words, advice, never);
      if (choice === advice) await vscode.commands.executeCommand('tokenmin.showAdvice');
      if (choice === never) await this.#switchOff('pace');
    });
  }

  /** Remembered first: another window may look at the same moment. */
  async #once(key: string, tell: () => Promise<void>): Promise<void> {
    this.#isOpen = true;
    try {
      await this.#deps.state.update(SHOWN, [...this.#shown(), key].slice(-MOST_REMEMBERED));
      await tell();
    } finally {
      this.#isOpen = false;
    }
  }

  #shown(): string[] {
    return this.#deps.state.get<string[]>(SHOWN, []);
  }

  async #tell(alert: GuardrailAlert): Promise<void> {
    const { client, settings, showSession } = this.#deps;
    const figures = new Figures(vscode.env.language, settings.value.billing, vscode.l10n);
    const where = [sourceNames[alert.source], alert.project].filter(Boolean).join(', ');
    const what = phraseText(alert.why, figures, vscode.l10n);
    const isSpike = alert.ruleId === 'spike';
    const words = isSpike
      ? vscode.l10n.t('Tokenmin ({0}): {1}. Is it worth it?', where, what)
      : vscode.l10n.t('Tokenmin ({0}): {1}; {2} so far.', where, what, figures.inWords(alert.costNano));
    const show = vscode.l10n.t('Show Session');
    const worthIt = vscode.l10n.t('Worth It');
    const waste = vscode.l10n.t('Waste');
    const ignore = vscode.l10n.t('Ignore in This Project');
    const never = vscode.l10n.t("Don't Show Again");
    const buttons = isSpike ? [show, worthIt, waste, never] : [show, ignore, never];
    const choice = await vscode.window.showWarningMessage(words, ...buttons);
    if (choice === show) showSession(alert.sessionId);
    if (choice === worthIt) await client.run('tagSession', { session: alert.sessionId, tag: 'worth-it' });
    if (choice === waste) await client.run('tagSession', { session: alert.sessionId, tag: 'waste' });
    if (choice === ignore) {
      await client.run('snooze', { ruleId: alert.ruleId, workspace: alert.workspace, until: FOR_EVER });
    }
    if (choice === never) await this.#switchOff(alert.ruleId);
  }

  /** In the user's settings, where it can be switched on again. */
  async #switchOff(guardrail: Guardrail): Promise<void> {
    const others = this.#deps.settings.value.guardrails.filter((one) => one !== guardrail);
    const configuration = vscode.workspace.getConfiguration('tokenmin');
    await configuration.update('notifications.guardrails', others, vscode.ConfigurationTarget.Global);
  }
}
