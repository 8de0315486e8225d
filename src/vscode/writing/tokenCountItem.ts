import * as vscode from 'vscode';
import type { Service } from '../../node/service';
import { Figures } from '../figures';
import type { Settings } from '../settings';
import { AfterPause } from './afterPause';
import { boundedText, wholeOf } from './boundedText';
import { isPromptDocument, writtenText } from './promptDocuments';
import { tokenCountFace } from './tokenCountFace';

const PAUSE_MS = 250;

/** How many tokens the prompt in front has, or what is selected of it. */
export class TokenCountItem implements vscode.Disposable {
  readonly item = vscode.window.createStatusBarItem('tokenCount', vscode.StatusBarAlignment.Right, 101);
  readonly #subscriptions: vscode.Disposable;
  #visible = false;

  constructor(
    private readonly service: Pick<Service, 'query'>,
    private readonly settings: Settings,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.item.name = vscode.l10n.t('Token count');
    this.item.command = 'tokenmin.shortenSelection';
    const counting = new AfterPause(() => this.#count(), PAUSE_MS);
    const soon = () => counting.call();
    this.#subscriptions = vscode.Disposable.from(
      vscode.window.onDidChangeActiveTextEditor(() => {
        if (!this.#editor()) this.#hide();
        soon();
      }),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => textEditor === this.#editor() && soon()),
      vscode.workspace.onDidChangeTextDocument(({ document }) => document === this.#editor()?.document && soon()),
      // The language may have changed.
      vscode.workspace.onDidOpenTextDocument(soon),
      settings.onDidChange(soon),
      counting,
      this.item,
    );
    soon();
  }

  get visible(): boolean {
    return this.#visible;
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #editor(): vscode.TextEditor | undefined {
    const editor = vscode.window.activeTextEditor;
    return editor && this.settings.value.tokenCount.enabled && isPromptDocument(editor.document) ? editor : undefined;
  }

  #hide(): void {
    this.#visible = false;
    this.item.hide();
  }

  async #count(): Promise<void> {
    const editor = this.#editor();
    if (!editor) return this.#hide();
    const { document, selections } = editor;
    const selected = selections.some((selection) => !selection.isEmpty);
    const { text, cut } = boundedText(document, selected ? selections : [wholeOf(document)]);
    try {
      const view = await this.service.query('countText', writtenText(text, document.uri, this.settings));
      if (editor !== this.#editor()) return;
      const figures = new Figures(vscode.env.language, this.settings.value.billing, vscode.l10n);
      const face = tokenCountFace({ view, selected, cut }, figures, vscode.l10n);
      this.item.text = face.text;
      this.item.accessibilityInformation = { label: face.label, role: 'button' };
      this.item.tooltip = new vscode.MarkdownString(face.tooltip);
      this.#visible = true;
      this.item.show();
    } catch (error) {
      // Nobody asked for it just now: the log is enough.
      this.log.warn(`token count: ${String(error)}`);
      this.#hide();
    }
  }
}
