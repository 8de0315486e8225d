import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import { FENCE } from '../../core/prompts/fence';
import type { Service } from '../../node/service';
import type { PasteOffer } from '../../protocol/writingViews';
import { Figures } from '../figures';
import type { Settings } from '../settings';
import { boundedText } from './boundedText';
import { PROMPT_SELECTOR, writtenText } from './promptDocuments';

/** Shorter texts are not worth a choice; longer ones belong into a file. */
const SHORTEST = 1500;
const LONGEST = 1_000_000;
/** Lines on either side of the cursor that may say what the paste is for. */
const AROUND = 60;
const MOST_LINES = 10_000;
/** Whoever pastes does not wait any longer. */
const PATIENCE_MS = 1500;

/** Offers to paste logs folded, tables as CSV and JSON minified, beside the text as it is. */
export class FoldedPaste implements vscode.DocumentPasteEditProvider {
  /** undefined where the editor has no such offers. */
  static register(service: Pick<Service, 'query'>, settings: Settings, log: vscode.LogOutputChannel) {
    if (typeof vscode.languages.registerDocumentPasteEditProvider !== 'function') return undefined;
    const provider = new FoldedPaste(service, settings, log);
    return vscode.languages.registerDocumentPasteEditProvider(PROMPT_SELECTOR, provider, {
      providedPasteEditKinds: [provider.kind],
      pasteMimeTypes: ['text/plain'],
    });
  }

  private readonly kind = vscode.DocumentDropOrPasteEditKind.Empty.append('tokenmin');

  constructor(
    private readonly service: Pick<Service, 'query'>,
    private readonly settings: Settings,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  async provideDocumentPasteEdits(
    document: vscode.TextDocument,
    ranges: readonly vscode.Range[],
    data: vscode.DataTransfer,
    { only }: Pick<vscode.DocumentPasteEditContext, 'only'>,
    token: vscode.CancellationToken,
  ): Promise<vscode.DocumentPasteEdit[] | undefined> {
    if (only && !only.intersects(this.kind)) return undefined;
    const text = await data.get('text/plain')?.asString();
    const at = ranges[0]?.start;
    if (text === undefined || !at || text.length < SHORTEST || text.length > LONGEST) return undefined;
    try {
      const asked = this.service.query('pasteOffers', {
        ...writtenText(text, document.uri, this.settings),
        around: around(document, at),
        inFence: isInFence(document, at),
      });
      const offers = await Promise.race([asked, wait(PATIENCE_MS, [], { ref: false })]);
      return token.isCancellationRequested ? undefined : offers.map((offer) => this.#edit(offer));
    } catch (error) {
      // Whoever pastes gets the text as it is.
      this.log.warn(`paste: ${String(error)}`);
      return undefined;
    }
  }

  #edit(offer: PasteOffer): vscode.DocumentPasteEdit {
    const figures = new Figures(vscode.env.language, this.settings.value.billing, vscode.l10n);
    const [before, after] = [figures.tokens(offer.tokensBefore), figures.tokens(offer.tokensAfter)];
    const titles: Record<PasteOffer['class'], string> = {
      'log-fold': vscode.l10n.t('Paste as folded log (≈ {0} → {1} tokens)', before, after),
      'data-convert': vscode.l10n.t('Paste as CSV (≈ {0} → {1} tokens)', before, after),
      'data-minify': vscode.l10n.t('Paste minified (≈ {0} → {1} tokens)', before, after),
    };
    const edit = new vscode.DocumentPasteEdit(offer.text, titles[offer.class], this.kind.append(offer.class));
    // Never by itself: the text as it is comes first.
    edit.yieldTo = [vscode.DocumentDropOrPasteEditKind.Text];
    return edit;
  }
}

function around(document: vscode.TextDocument, { line }: vscode.Position): string {
  const near = new vscode.Range(Math.max(0, line - AROUND), 0, line + AROUND, 0);
  return boundedText(document, [document.validateRange(near)]).text;
}

/** Whether an odd number of fences was opened before; far down in a long document nobody looks. */
function isInFence(document: vscode.TextDocument, { line }: vscode.Position): boolean {
  if (line > MOST_LINES) return false;
  let inFence = false;
  for (let i = 0; i < line; i++) if (FENCE.test(document.lineAt(i).text.slice(0, 80))) inFence = !inFence;
  return inFence;
}
