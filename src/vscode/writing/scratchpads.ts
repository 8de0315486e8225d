import * as vscode from 'vscode';

const KEY = 'scratchpads';

/** Untitled editors for writing a prompt. Which ones they are outlives a reload, as their texts do. */
export class Scratchpads implements vscode.Disposable {
  readonly #uris: Set<string>;
  readonly #subscription: vscode.Disposable;
  readonly #opened = new vscode.EventEmitter<void>();
  readonly onDidOpen = this.#opened.event;

  constructor(private readonly state: vscode.Memento) {
    this.#uris = new Set(state.get<string[]>(KEY, []));
    this.#subscription = vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
      if (closed.length > 0) this.#forgetClosed();
    });
    this.#forgetClosed();
  }

  has({ uri }: vscode.TextDocument): boolean {
    return this.#uris.has(uri.toString());
  }

  /** Opens one that is empty. */
  async open(): Promise<vscode.TextEditor> {
    const open = vscode.workspace.textDocuments.find(
      (document) => this.has(document) && !document.isClosed && document.getText() === '',
    );
    const document = open ?? (await vscode.workspace.openTextDocument({ language: 'markdown' }));
    const editor = await vscode.window.showTextDocument(document, { preview: false });
    this.#uris.add(document.uri.toString());
    this.#keep();
    this.#opened.fire();
    return editor;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#opened.dispose();
  }

  /** The next untitled editor may have the same name. */
  #forgetClosed(): void {
    const shown = shownUris();
    const closed = [...this.#uris].filter((uri) => !shown.has(uri));
    for (const uri of closed) this.#uris.delete(uri);
    if (closed.length > 0) this.#keep();
  }

  #keep(): void {
    void this.state.update(KEY, [...this.#uris]);
  }
}

function shownUris(): Set<string> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return new Set(tabs.flatMap(({ input }) => (input instanceof vscode.TabInputText ? input.uri.toString() : [])));
}
