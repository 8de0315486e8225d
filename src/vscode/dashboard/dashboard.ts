import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { AdviceAction } from '../../core/coach/coachRule';
import { nanoFromDollars } from '../../core/usage/money';
import type { AdviceView } from '../../protocol/coachViews';
import type { DashboardState, FromWebview, QueryParams, ToWebview, WorkerEvent } from '../../protocol/messages';
import { changesFigures, type PageAction } from './dashboardActions';
import { dashboardHtml } from './dashboardHtml';
import { parseFromWebview } from './dashboardMessages';
import { dashboardStrings } from './dashboardStrings';
import { HumanError } from '../humanError';
import { gitCommits } from '../gitCommits';
import { machineName } from '../machineName';
import type { SampleMode } from '../sampleMode';
import type { Settings } from '../settings';
import type { WorkerClient } from '../workerClient';

const VIEW_TYPE = 'tokenmin.dashboard';

export interface DashboardDependencies {
  extensionUri: vscode.Uri;
  client: WorkerClient;
  settings: Settings;
  sample: SampleMode;
  log: vscode.LogOutputChannel;
  /** Carries out what the page asks for, beside queries. */
  act(message: PageAction, offered: AdviceAction | undefined): Promise<void>;
}

/** The one panel with the dashboard: shown anew when it exists, restored after a reload. */
export class Dashboard implements vscode.WebviewPanelSerializer, vscode.Disposable {
  readonly #deps: DashboardDependencies;
  readonly #media: vscode.Uri;
  readonly #subscriptions: vscode.Disposable;
  #panel: vscode.WebviewPanel | undefined;
  /** The latest advice that the page was given: it can ask for nothing to be done but what is offered there. */
  #advice: AdviceView['advice'] = [];
  /** Where to go as soon as the page listens. */
  #goTo: Partial<DashboardState> | undefined;

  constructor(deps: DashboardDependencies) {
    this.#deps = deps;
    this.#media = vscode.Uri.joinPath(deps.extensionUri, 'dist', 'media');
    const onEvent = (event: WorkerEvent) => {
      if (event.type === 'changed' || event.type === 'progress') this.#post(event);
    };
    const onState = () => deps.client.state === 'running' && this.#post({ type: 'changed' });
    deps.client.on('event', onEvent).on('state', onState);
    this.#subscriptions = vscode.Disposable.from(
      vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, this),
      deps.settings.onDidChange(() => this.#render()),
      deps.sample.onDidChange(() => this.#render()),
      { dispose: () => deps.client.off('event', onEvent).off('state', onState) },
    );
  }

  get panel(): vscode.WebviewPanel | undefined {
    return this.#panel;
  }

  show(goTo?: Partial<DashboardState>): void {
    this.#goTo = goTo;
    if (!this.#panel) {
      this.#adopt(vscode.window.createWebviewPanel(VIEW_TYPE, 'Tokenmin', vscode.ViewColumn.Active, this.#options()));
      return;
    }
    const wasVisible = this.#panel.visible;
    this.#panel.reveal();
    // A hidden page is gone and starts anew; it asks for data first, and is told then.
    if (wasVisible) this.#tellWhere();
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    this.#panel?.dispose();
    panel.webview.options = this.#options();
    this.#adopt(panel);
    return Promise.resolve();
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#panel?.dispose();
  }

  #options(): vscode.WebviewOptions & vscode.WebviewPanelOptions {
    return { enableScripts: true, localResourceRoots: [this.#media], enableFindWidget: true };
  }

  #adopt(panel: vscode.WebviewPanel): void {
    this.#panel = panel;
    panel.iconPath = vscode.Uri.joinPath(this.#deps.extensionUri, 'media', 'icon.png');
    panel.webview.onDidReceiveMessage((message: unknown) => void this.receive(message));
    panel.onDidDispose(() => {
      if (this.#panel === panel) this.#panel = undefined;
    });
    this.#render();
  }

  #render(): void {
    const { settings, sample } = this.#deps;
    const webview = this.#panel?.webview;
    if (!webview) return;
    const uri = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(this.#media, name)).toString();
    webview.html = dashboardHtml({
      nonce: randomBytes(18).toString('base64'),
      cspSource: webview.cspSource,
      scriptUri: uri('dashboard.js'),
      styleUri: uri('dashboard.css'),
      codiconUri: uri('codicon.css'),
      setup: {
        locale: vscode.env.language,
        timezone: settings.value.timezone || Intl.DateTimeFormat().resolvedOptions().timeZone,
        billing: settings.value.billing,
        machine: machineName(),
        strings: dashboardStrings(),
        phrases: vscode.l10n.bundle ?? {},
        sample: sample.on,
      },
    });
  }

  /** A message from the page. */
  async receive(received: unknown): Promise<void> {
    const message = parseFromWebview(received);
    if ('error' in message) {
      this.#deps.log.warn(`dashboard: message ignored: ${message.error}`);
      if (message.id !== undefined) this.#fail(message.id, undefined);
      return;
    }
    this.#tellWhere();
    if (message.type !== 'query') return this.#act(message);
    try {
      const params = await this.#completed(message);
      const result = await this.#deps.client.query(message.method, params as QueryParams<typeof message.method>);
      if (message.method === 'advice') this.#advice = (result as AdviceView).advice;
      this.#post({ type: 'reply', id: message.id, result });
    } catch (error) {
      this.#deps.log.warn(`dashboard: ${message.method}: ${String(error)}`);
      this.#fail(message.id, error);
    }
  }

  async #act(message: PageAction): Promise<void> {
    const offered = 'ruleId' in message ? this.#advice.find(({ ruleId }) => ruleId === message.ruleId) : undefined;
    await this.#deps.act(message, offered?.action);
    if (changesFigures(message)) this.#post({ type: 'changed', asked: true });
  }

  /** What the page cannot know. */
  async #completed({ method, params }: Extract<FromWebview, { type: 'query' }>): Promise<unknown> {
    if (method === 'advice') {
      const { month } = this.#deps.settings.value.budgets;
      return month === undefined ? params : { ...(params as object), monthlyBudgetNano: nanoFromDollars(month) };
    }
    if (method !== 'outcomes') return params;
    const asked = params as QueryParams<'outcomes'>;
    return { ...asked, commits: await gitCommits(asked.days, this.#deps.log) };
  }

  #fail(id: number, error: unknown): void {
    const words = error instanceof HumanError ? error.message : vscode.l10n.t('No answer. The log says more.');
    this.#post({ type: 'failure', id, message: words });
  }

  #tellWhere(): void {
    if (this.#goTo) this.#post({ type: 'show', state: this.#goTo });
    this.#goTo = undefined;
  }

  #post(message: ToWebview): void {
    void this.#panel?.webview.postMessage(message);
  }
}
