import * as vscode from 'vscode';
import type { Service } from '../../node/service';
import type { Settings } from '../settings';
import { FoldedPaste } from './foldedPaste';
import { Scratchpads } from './scratchpads';
import { SendCostLenses } from './sendCostLenses';
import { ShortenedText } from './shortenedText';
import { Shortener } from './shortener';
import { ShortenTool } from './shortenTool';
import { TokenCountItem } from './tokenCountItem';

/** What helps while a prompt is being written. */
export class PromptWriting implements vscode.Disposable {
  readonly tokenCount: TokenCountItem;
  readonly scratchpads: Scratchpads;
  readonly lenses: SendCostLenses;
  readonly shortener: Shortener;
  readonly shortened: ShortenedText;
  readonly #subscriptions: vscode.Disposable;

  constructor(
    service: Pick<Service, 'query'>,
    settings: Settings,
    state: vscode.Memento,
    log: vscode.LogOutputChannel,
  ) {
    this.tokenCount = new TokenCountItem(service, settings, log);
    this.scratchpads = new Scratchpads(state);
    this.lenses = new SendCostLenses(service, settings, this.scratchpads, log);
    this.shortened = new ShortenedText(log);
    this.shortener = new Shortener(service, settings, this.shortened);
    const optional = [FoldedPaste.register(service, settings, log), ShortenTool.register(service, settings)];
    this.#subscriptions = vscode.Disposable.from(
      this.tokenCount,
      this.scratchpads,
      this.lenses,
      this.shortened,
      ...optional.filter((one) => one !== undefined),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }
}
