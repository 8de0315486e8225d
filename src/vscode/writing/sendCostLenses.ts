import * as vscode from 'vscode';
import type { Service } from '../../node/service';
import type { SendCostView } from '../../protocol/writingViews';
import { Figures } from '../figures';
import type { Settings } from '../settings';
import { boundedText, wholeOf } from './boundedText';
import { writtenText } from './promptDocuments';
import type { Scratchpads } from './scratchpads';
import { sendCostBasis, sendCostLines, sendCostTitles } from './sendCostWords';

/** Opened by the lenses only. */
const DETAILS = 'tokenmin.showSendCost';

/** Above a scratchpad's first line: what sending it would cost. */
export class SendCostLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #subscriptions: vscode.Disposable;

  constructor(
    private readonly service: Pick<Service, 'query'>,
    private readonly settings: Settings,
    private readonly scratchpads: Scratchpads,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      settings.onDidChange(() => this.#changed.fire()),
      scratchpads.onDidOpen(() => this.#changed.fire()),
      // A file that is mentioned may be another one now.
      vscode.workspace.onDidSaveTextDocument(() => this.#changed.fire()),
      vscode.languages.registerCodeLensProvider({ scheme: 'untitled' }, this),
      vscode.commands.registerCommand(DETAILS, (view: SendCostView) => this.#showDetails(view)),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  /** VS Code asks a moment after the last keystroke, and keeps the old ones until then. */
  async provideCodeLenses(
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeLens[] | undefined> {
    if (!this.scratchpads.has(document)) return [];
    const { text } = boundedText(document, [wholeOf(document)]);
    const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
    try {
      const written = writtenText(text, undefined, this.settings);
      const view = await this.service.query('sendCost', { ...written, folders });
      return token.isCancellationRequested ? undefined : this.#lenses(view);
    } catch (error) {
      this.log.warn(`cost of sending: ${String(error)}`);
      return [];
    }
  }

  #figures(): Figures {
    return new Figures(vscode.env.language, this.settings.value.billing, vscode.l10n);
  }

  #lenses(view: SendCostView): vscode.CodeLens[] {
    const above = new vscode.Range(0, 0, 0, 0);
    const figures = this.#figures();
    const tooltip = vscode.l10n.t('{0}. Click for the parts.', sendCostBasis(view, figures, vscode.l10n));
    const lenses = sendCostTitles(view, figures, vscode.l10n).map(
      (title) => new vscode.CodeLens(above, { title, tooltip, command: DETAILS, arguments: [view] }),
    );
    if ((view.parts[0]?.tokens.middle ?? 0) === 0) return lenses;
    const shorten = vscode.l10n.t('Shorten…');
    return [...lenses, new vscode.CodeLens(above, { title: shorten, command: 'tokenmin.shortenSelection' })];
  }

  async #showDetails(view: SendCostView): Promise<void> {
    const items = sendCostLines(view, this.#figures(), vscode.l10n);
    await vscode.window.showQuickPick(items, {
      title: vscode.l10n.t('What sending this prompt would cost'),
      placeHolder: sendCostBasis(view, this.#figures(), vscode.l10n),
    });
  }
}
