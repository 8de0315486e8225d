import * as vscode from 'vscode';
import type { Followed } from '../../protocol/messages';
import { guarded } from '../guarded';
import { HumanError } from '../humanError';
import type { WorkerClient } from '../workerClient';
import type { ChangeJournal, JournalEntry } from './changeJournal';
import { changeTarget, type ChangeTarget, type TargetName } from './changeTarget';

const SCHEME = 'tokenmin-change';

export interface ProposedChange extends Followed {
  target: TargetName;
  /** What is changed, for people: a file's or a setting's name. */
  title: string;
  /** The text as it would be. @throws {HumanError} when it can't be made without guessing. */
  edit: (text: string | undefined) => string;
}

interface Pending extends Followed {
  target: ChangeTarget;
  title: string;
  before: string | undefined;
  after: string;
}

/** Changes to settings: shown as a diff first, written after a click, and taken back as easily. */
export class SettingChanges implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #client: WorkerClient;
  readonly #journal: ChangeJournal;
  readonly #log: vscode.LogOutputChannel;
  readonly #registration: vscode.Disposable;
  /** What the two sides of the diffs say, by the path of their document. */
  readonly #texts = new Map<string, string>();
  #pending: Pending | undefined;
  #diffs = 0;

  constructor(client: WorkerClient, journal: ChangeJournal, log: vscode.LogOutputChannel) {
    this.#client = client;
    this.#journal = journal;
    this.#log = log;
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.path) ?? '';
  }

  dispose(): void {
    this.#registration.dispose();
  }

  /** Shows what would be changed, and asks. */
  async propose({ target: name, title, edit, ...followed }: ProposedChange): Promise<void> {
    const target = changeTarget(name);
    const before = await target.read();
    const after = edit(before);
    if (after === before) throw new HumanError(vscode.l10n.t('This is set already: {0}', title));
    const pending = { ...followed, target, title, before, after };
    this.#pending = pending;
    await this.#show(title, before ?? '', after, vscode.l10n.t('{0}: as it would be', title));
    const apply = vscode.l10n.t('Apply');
    const words = vscode.l10n.t('Tokenmin would change {0} as shown. Nothing is written yet.', title);
    // Not awaited: the user may take as long as they like.
    void vscode.window.showInformationMessage(words, apply, vscode.l10n.t('Leave It')).then((choice) => {
      if (choice === apply) return guarded(this.#log, () => this.#apply(pending));
      if (choice !== undefined) return this.#discard(pending);
    });
  }

  /** Writes what the diff in front shows. @throws {HumanError} */
  async apply(): Promise<void> {
    if (!this.#pending) throw new HumanError(vscode.l10n.t('No change is waiting to be applied.'));
    await this.#apply(this.#pending);
  }

  /** Takes back the latest change, or the latest for one rule. @throws {HumanError} */
  async undo(ruleId?: string): Promise<void> {
    const entries = await this.#journal.entries();
    const entry = entries.findLast((one) => ruleId === undefined || one.ruleId === ruleId);
    if (entry) return this.#undo(entry);
    throw new HumanError(
      ruleId === undefined
        ? vscode.l10n.t('Tokenmin has changed nothing that could be undone.')
        : vscode.l10n.t('Tokenmin did not make this change itself. Take it back where you made it.'),
    );
  }

  async #apply(pending: Pending): Promise<void> {
    const { target, title, before, after, ...followed } = pending;
    if (this.#pending !== pending || (await target.read()) !== before) {
      throw new HumanError(vscode.l10n.t('{0} is no longer what the diff shows. Nothing was written.', title));
    }
    await this.#discard(pending);
    let entry: JournalEntry = { ruleId: followed.ruleId, target: target.name, before, after };
    // First of all what it was before; writing may fail half-way.
    await this.#journal.add(entry);
    try {
      await target.write(after);
    } catch (error) {
      await this.#journal.remove(entry);
      throw error;
    }
    const followId = await this.#client.run('follow', followed).catch((error: unknown) => {
      this.#log.warn(`follow ${followed.ruleId}: ${String(error)}`);
      return undefined;
    });
    if (followId !== undefined) {
      await this.#journal.remove(entry);
      entry = { ...entry, followId };
      await this.#journal.add(entry);
    }
    const undo = vscode.l10n.t('Undo');
    void vscode.window
      .showInformationMessage(vscode.l10n.t('{0} was changed.', title), undo)
      .then((choice) => (choice === undo ? guarded(this.#log, () => this.#undo(entry)) : undefined));
  }

  async #undo(entry: JournalEntry): Promise<void> {
    const target = changeTarget(entry.target);
    const title = entry.target.id;
    const now = await target.read();
    if (now !== entry.after) {
      await this.#show(title, entry.before ?? '', now ?? '', vscode.l10n.t('{0}: before the change and now', title));
      throw new HumanError(
        vscode.l10n.t('{0} has been changed since. Nothing was undone; the diff shows what it was before.', title),
      );
    }
    await target.write(entry.before);
    await this.#journal.remove(entry);
    if (entry.followId !== undefined) await this.#client.run('unfollow', { id: entry.followId });
    vscode.window.setStatusBarMessage(vscode.l10n.t('{0} is as it was before.', title), 5000);
  }

  async #discard(pending: Pending): Promise<void> {
    if (this.#pending === pending) this.#pending = undefined;
    const diffs = vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.scheme === SCHEME);
    await vscode.window.tabGroups.close(diffs);
    this.#texts.clear();
  }

  async #show(name: string, left: string, right: string, title: string): Promise<void> {
    this.#diffs += 1;
    // The ending of the name chooses the colours.
    const file = name.split(/[\\/]/).at(-1) ?? name;
    const ending = /\.\w+$/.test(file) && !name.startsWith('tokenmin.') ? '' : '.json';
    const uri = (side: string) => vscode.Uri.from({ scheme: SCHEME, path: `/${this.#diffs}/${side}/${file}${ending}` });
    this.#texts.set(uri('before').path, left).set(uri('after').path, right);
    await vscode.commands.executeCommand('vscode.diff', uri('before'), uri('after'), title, { preview: true });
  }
}
