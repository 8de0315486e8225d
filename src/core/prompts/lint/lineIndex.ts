import type { TextPosition, TextRange } from './textRange';

/** Offsets to lines and back. CRLF, LF and CR end a line, as in Markdown. */
export class LineIndex {
  readonly #starts: number[] = [0];

  constructor(private readonly text: string) {
    for (const { index, 0: end } of text.matchAll(/\r\n|\n|\r/g)) this.#starts.push(index + end.length);
  }

  get count(): number {
    return this.#starts.length - (this.#starts.at(-1) === this.text.length && this.text.length > 0 ? 1 : 0);
  }

  /** Counted from 0. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  positionAt(offset: number): TextPosition {
    const line = this.lineAt(offset);
    return { offset, line: line + 1, column: offset - this.#starts[line]! + 1 };
  }

  /** Where the line begins, and where the next one does. */
  lineRange(line: number): TextRange {
    return { start: this.#starts[line] ?? this.text.length, end: this.#starts[line + 1] ?? this.text.length };
  }

  /** The line without its end. */
  lineText(line: number): string {
    const { start, end } = this.lineRange(line);
    return this.text.slice(start, end).replace(/[\r\n]+$/, '');
  }
}
