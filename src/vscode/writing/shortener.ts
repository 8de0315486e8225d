import * as vscode from 'vscode';
import { applyEdits } from '../../core/prompts/shorten/edit';
import type { Service } from '../../node/service';
import type { StopFlag } from '../../protocol/messages';
import type { PromptEdit } from '../../protocol/promptViews';
import type { ShortenView } from '../../protocol/writingViews';
import { Figures } from '../figures';
import { HumanError } from '../humanError';
import type { Settings } from '../settings';
import { chooseEdits } from './chooseEdits';
import { isPromptDocument, writtenText } from './promptDocuments';
import type { ShortenedText } from './shortenedText';
import { stoppedBy } from './stoppedBy';

/** Characters from which a look takes long enough to be shown, and stopped. */
const LARGE = 50_000;
/** More is not looked through: the worker would not either. */
const LONGEST = 1_000_000;

/** "Shorten Selection" and "Shorten Clipboard": looked through in the worker, chosen edit by edit, shown, then used. */
export class Shortener {
  constructor(
    private readonly service: Pick<Service, 'query'>,
    private readonly settings: Settings,
    private readonly shown: ShortenedText,
  ) {}

  /** Of the editor in front what is selected, or everything. @throws {HumanError} */
  async selection(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (!editor || !isPromptDocument(editor.document)) {
      throw new HumanError(vscode.l10n.t('Open a prompt first: a text in Markdown or plain text, or a scratchpad.'));
    }
    const { document, selection } = editor;
    const range = selection.isEmpty
      ? new vscode.Range(0, 0, document.lineCount, 0)
      : new vscode.Range(selection.start, selection.end);
    const text = document.getText(range);
    const base = document.offsetAt(range.start);
    await this.#shorten(text, document.uri, {
      use: vscode.l10n.t('Apply'),
      apply: (edits) => applyTo(document, base, text, edits),
    });
  }

  async clipboard(): Promise<void> {
    const text = await vscode.env.clipboard.readText();
    await this.#shorten(text, undefined, {
      use: vscode.l10n.t('Copy'),
      apply: async (edits) => {
        await vscode.env.clipboard.writeText(applyEdits(text, edits));
        vscode.window.setStatusBarMessage(vscode.l10n.t('The shortened text is on the clipboard.'), 5000);
      },
    });
  }

  async #shorten(
    text: string,
    uri: vscode.Uri | undefined,
    { use, apply }: { use: string; apply: (edits: readonly PromptEdit[]) => Promise<void> },
  ): Promise<void> {
    if (text.length > LONGEST) return tell(nothingWords(text, 'too-long'));
    const written = writtenText(text, uri, this.settings);
    const view = await this.#look(text, (stop) =>
      this.service.query('shorten', { ...written, locale: vscode.env.language }, stop),
    );
    if (!view) return;
    if (view.edits.length === 0) return tell(nothingWords(text, view.untouched));
    const figures = new Figures(vscode.env.language, this.settings.value.billing, vscode.l10n);
    const edits = await chooseEdits(text, view, figures);
    if (!edits || edits.length === 0) return;
    const after = applyEdits(text, edits);
    const { middle } = await this.service.query('countText', { ...written, text: after });
    const title = vscode.l10n.t('Shorten: {0} → {1} tokens', figures.count(view.tokensBefore), figures.count(middle));
    await this.shown.propose({ before: text, after, title, use, apply: () => apply(edits) });
  }

  /** undefined: stopped by the user. */
  async #look(text: string, ask: (stop?: StopFlag) => Promise<ShortenView>): Promise<ShortenView | undefined> {
    if (text.length < LARGE) return ask();
    return vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t('Tokenmin: looking for what could be shorter'),
        cancellable: true,
      },
      (_, token) =>
        Promise.race([
          ask(stoppedBy(token)),
          new Promise<undefined>((resolve) => token.onCancellationRequested(() => resolve(undefined))),
        ]),
    );
  }
}

/** All edits at once: one step for Undo. @throws {HumanError} when the text has changed since. */
async function applyTo(
  document: vscode.TextDocument,
  base: number,
  before: string,
  edits: readonly PromptEdit[],
): Promise<void> {
  const range = (start: number, end: number) =>
    new vscode.Range(document.positionAt(base + start), document.positionAt(base + end));
  if (document.isClosed || document.getText(range(0, before.length)) !== before) {
    throw new HumanError(vscode.l10n.t('The text has changed since. Nothing was applied; shorten once more.'));
  }
  const change = new vscode.WorkspaceEdit();
  for (const { start, end, replacement } of edits) change.replace(document.uri, range(start, end), replacement);
  if (!(await vscode.workspace.applyEdit(change))) {
    throw new HumanError(vscode.l10n.t('The editor did not take the change. Nothing was applied.'));
  }
  await vscode.window.showTextDocument(document);
}

function tell(words: string): void {
  vscode.window.setStatusBarMessage(words, 8000);
}

function nothingWords(text: string, untouched: ShortenView['untouched']): string {
  if (text.trim() === '') return vscode.l10n.t('There is no text to shorten.');
  switch (untouched) {
    case 'too-long':
      return vscode.l10n.t('Left as it is: a text this long is better kept in a file and named by its path.');
    case 'binary':
      return vscode.l10n.t('Left as it is: this is not text.');
    case 'verbatim':
      return vscode.l10n.t('Left as it is: the text asks to be kept word for word.');
    case 'unsettled':
    case undefined:
      return vscode.l10n.t('Nothing to shorten: every word of it counts.');
  }
}
