import * as vscode from 'vscode';
import { applyEdits } from '../../core/prompts/shorten/edit';
import type { Service } from '../../node/service';
import type { Settings } from '../settings';
import { writtenText } from './promptDocuments';
import { stoppedBy } from './stoppedBy';

/** What the manifest's schema describes. */
interface ShortenInput {
  text: string;
  foldLogs?: boolean;
  tablesAsCsv?: boolean;
}

/** `tokenmin_shorten`, for agents. Its answers cost tokens, too: it says no more than it has to. */
export class ShortenTool implements vscode.LanguageModelTool<ShortenInput> {
  /** undefined where the editor knows no tools. */
  static register(service: Pick<Service, 'query'>, settings: Settings): vscode.Disposable | undefined {
    // Forks of VS Code may lack the whole namespace.
    const lm = vscode.lm as typeof vscode.lm | undefined;
    if (typeof lm?.registerTool !== 'function') return undefined;
    return lm.registerTool('tokenmin_shorten', new ShortenTool(service, settings));
  }

  private constructor(
    private readonly service: Pick<Service, 'query'>,
    private readonly settings: Settings,
  ) {}

  prepareInvocation(): vscode.PreparedToolInvocation {
    return { invocationMessage: vscode.l10n.t('Shortening the text on this machine') };
  }

  async invoke(
    { input }: vscode.LanguageModelToolInvocationOptions<ShortenInput>,
    token: vscode.CancellationToken,
  ): Promise<vscode.LanguageModelToolResult> {
    const answer = (words: string) => new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(words)]);
    // The input is what a model made up.
    const { text, foldLogs, tablesAsCsv } = (input ?? {}) as Partial<ShortenInput>;
    if (typeof text !== 'string') return answer('Declined: "text" must be a string.');
    const written = writtenText(text, undefined, this.settings);
    const asked = { ...written, locale: vscode.env.language };
    const view = await this.service.query('shorten', asked, stoppedBy(token));
    if (view.untouched === 'verbatim') return answer('Declined: the text asks to be kept word for word.');
    if (view.untouched !== undefined) return answer(`Unchanged: ${view.untouched}.`);
    const chosen = view.edits.filter(
      (edit) =>
        edit.tier === 'safe' ||
        (foldLogs === true && edit.class === 'log-fold') ||
        (tablesAsCsv === true && edit.class === 'data-convert'),
    );
    if (chosen.length === 0) return answer(`Unchanged: nothing to shorten safely (≈${view.tokensBefore} tokens).`);
    const shorter = applyEdits(text, chosen);
    const { middle } = await this.service.query('countText', { ...written, text: shorter });
    return new vscode.LanguageModelToolResult([
      new vscode.LanguageModelTextPart(shorter),
      new vscode.LanguageModelTextPart(`≈${view.tokensBefore} → ${middle} tokens`),
    ]);
  }
}
