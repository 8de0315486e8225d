import * as vscode from 'vscode';
import { guarded } from '../guarded';
import { HumanError } from '../humanError';

const SCHEME = 'tokenmin-shorten';

/** A shorter text and where it is to go. */
export interface Shortening {
  before: string;
  after: string;
  /** Of the diff. */
  title: string;
  /** Of the button that uses it. */
  use: string;
  /** @throws {HumanError} */
  apply: () => Promise<void>;
}

/** Shows a shortened text beside what it was, and uses it after a click. */
export class ShortenedText implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #registration: vscode.Disposable;
  /** What the two sides of the diffs say, by the path of their document. */
  readonly #texts = new Map<string, string>();
  #waiting: Shortening | undefined;
  #diffs = 0;

  constructor(private readonly log: vscode.LogOutputChannel) {
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.path) ?? '';
  }

  dispose(): void {
    this.#registration.dispose();
  }

  async propose(shortening: Shortening): Promise<void> {
    await this.#discard();
    this.#waiting = shortening;
    this.#diffs += 1;
    const side = (name: string) => vscode.Uri.from({ scheme: SCHEME, path: `/${this.#diffs}/${name}.md` });
    const [left, right] = [side(vscode.l10n.t('before')), side(vscode.l10n.t('shortened'))];
    this.#texts.set(left.path, shortening.before).set(right.path, shortening.after);
    await vscode.commands.executeCommand('vscode.diff', left, right, shortening.title, { preview: true });
    const { use } = shortening;
    // Not awaited: the user may take as long as they like.
    void vscode.window
      .showInformationMessage(
        vscode.l10n.t('{0}. Look it through, then decide.', shortening.title),
        use,
        vscode.l10n.t('Leave It'),
      )
      .then((choice) => {
        if (choice === use) return guarded(this.log, () => this.#use(shortening));
        if (choice !== undefined && this.#waiting === shortening) return this.#discard();
      });
  }

  /** Uses what the diff in front shows. @throws {HumanError} */
  async use(): Promise<void> {
    if (!this.#waiting) throw new HumanError(vscode.l10n.t('No shortened text is waiting to be used.'));
    await this.#use(this.#waiting);
  }

  async #use(shortening: Shortening): Promise<void> {
    // The notice of an earlier one may still be there.
    if (this.#waiting !== shortening) return;
    await this.#discard();
    await shortening.apply();
  }

  async #discard(): Promise<void> {
    this.#waiting = undefined;
    const diffs = vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.scheme === SCHEME);
    await vscode.window.tabGroups.close(diffs);
    this.#texts.clear();
  }
}
