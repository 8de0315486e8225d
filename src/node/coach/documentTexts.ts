import { openCopilotLog } from '../../core/sources/openCopilotLog';
import { textKey } from './lineTexts';

/**
 * The texts of a chat session, a document that is read as a whole. What a block holds does not stand in it in one
 * place, so the source's own parser is asked once more, and says what it took for each block.
 */
export class DocumentTexts {
  /** Bytes that they take in memory, about. */
  readonly size: number;
  private readonly texts = new Map<string, string>();

  constructor(file: string, bytes: Uint8Array) {
    this.size = bytes.length * 2;
    const root = { path: '', label: '', depth: 0 };
    const log = { path: file, root, format: { as: 'whole' }, modifiedAt: 0, readAt: Infinity } as const;
    let key = '';
    const sink = {
      record: () => undefined,
      block: ({ bytes: length, hash }: { bytes: number; hash: number }) => void (key = textKey(length, hash)),
      text: (text: string) => void this.texts.set(key, text),
      problem: () => undefined,
    };
    openCopilotLog(log, sink, undefined).whole?.(bytes);
  }

  /** The text of so many bytes with this fingerprint. */
  find(length: number, hash: number): string | undefined {
    return this.texts.get(textKey(length, hash));
  }
}
