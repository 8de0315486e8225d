import * as vscode from 'vscode';
import { budgetStatesOf } from '../budget/budgets';
import { Figures } from '../figures';
import type { GaugeInput } from './gaugeFace';
import { gaugeFace } from './gaugeFace';
import { gaugeTooltip, TOOLTIP_COMMANDS } from './gaugeTooltip';
import { machineName } from '../machineName';
import type { SampleMode } from '../sampleMode';
import type { Settings } from '../settings';
import type { LiveFigures } from '../liveFigures';

/** The one item in the status bar. */
export class Gauge implements vscode.Disposable {
  readonly item = vscode.window.createStatusBarItem('gauge', vscode.StatusBarAlignment.Right, 100);
  readonly #live: LiveFigures;
  readonly #settings: Settings;
  readonly #sample: SampleMode;
  readonly #subscriptions: vscode.Disposable;
  #visible = false;

  constructor(live: LiveFigures, settings: Settings, sample: SampleMode) {
    this.#live = live;
    this.#settings = settings;
    this.#sample = sample;
    this.item.name = vscode.l10n.t('Token cost');
    this.item.command = 'tokenmin.openDashboard';
    this.#subscriptions = vscode.Disposable.from(
      live.onDidChange(() => this.#draw()),
      settings.onDidChange(() => this.#draw()),
      sample.onDidChange(() => this.#draw()),
      this.item,
    );
  }

  get visible(): boolean {
    return this.#visible;
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #draw(): void {
    const { value } = this.#settings;
    const { view, indexing, failure } = this.#live;
    const input: GaugeInput = {
      view,
      show: value.gaugeShow,
      budgets: view ? budgetStatesOf(view, value, vscode.env.language) : [],
      indexing,
      failure,
      sample: this.#sample.on,
      machine: machineName(),
      ...(value.cacheCountdown && view?.cache ? { cacheMinutes: minutesUntil(view.cache.expiresAt) } : {}),
    };
    const figures = new Figures(vscode.env.language, value.billing, vscode.l10n);
    const face = gaugeFace(input, figures, vscode.l10n);
    this.#visible = face !== undefined;
    if (!face) return this.item.hide();
    this.item.text = face.text;
    this.item.accessibilityInformation = { label: face.label, role: 'button' };
    this.item.backgroundColor = face.warn ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    const tooltip = new vscode.MarkdownString(gaugeTooltip(input, figures, vscode.l10n));
    tooltip.isTrusted = { enabledCommands: TOOLTIP_COMMANDS };
    this.item.tooltip = tooltip;
    this.item.show();
  }
}

function minutesUntil(ms: number): number {
  return Math.max(0, Math.ceil((ms - Date.now()) / 60_000));
}
