import * as vscode from 'vscode';

/** Characters that are looked at while somebody types: more would only tell that a text is far too long. */
const MOST = 500_000;

export function wholeOf(document: vscode.TextDocument): vscode.Range {
  return new vscode.Range(0, 0, document.lineCount, 0);
}

/** Parts of a document, one after the other; `cut`: there is more of them than anybody wants to have counted. */
export function boundedText(
  document: vscode.TextDocument,
  ranges: readonly vscode.Range[],
): { text: string; cut: boolean } {
  let text = '';
  for (const range of ranges) {
    const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
    const left = MOST - text.length;
    text += document.getText(new vscode.Range(range.start, document.positionAt(Math.min(end, start + left))));
    if (end - start > left) return { text, cut: true };
  }
  return { text, cut: false };
}
