import jsonIndex from '../../wasm/jsonIndex.wasm';

/**
 * Where the values of a JSON text begin and end, found in WebAssembly at some gigabytes a second: ten times as fast as
 * JavaScript looks at single bytes, and from the first line on, where JavaScript has yet to be compiled.
 *
 * WebAssembly sees nothing but its own memory, so only bytes in `indexedBytes` can be indexed. The index holds three
 * words for each key and value in the order of the text: its first byte, the byte after its last (quotes and brackets
 * included), and the place of what follows it in the index.
 */
interface Exports {
  memory: { buffer: ArrayBuffer };
  prepare(textBytes: number, indexBytes: number): void;
  textAt(): number;
  indexAt(): number;
  indexJson(from: number, to: number): number;
}

/** As much of it as is used here: TypeScript knows it as a browser's. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { exports: Exports };
};

/** Small enough that what was read is still in the processor's cache when it is looked at. */
export const INDEXED_BYTES = 256 << 10;
const INDEX_BYTES = 512 << 10;
const WORDS = 3;
/** An entry that no byte of any text is at. */
export const NO_ENTRY = 0;
export const FIRST_ENTRY = WORDS;
const BEYOND = 2 ** 31 - 1;

let exports: Exports | undefined;
let bytes: Uint8Array<ArrayBuffer> | undefined;
/** The index that was made last, with an entry before and one behind it that no text reaches. */
export let index = Int32Array.of(BEYOND);

/** The bytes that can be indexed, for who reads lines. Made when they are first asked for. */
export function indexedBytes(): Uint8Array<ArrayBuffer> {
  if (bytes) return bytes;
  exports = new WebAssembly.Instance(new WebAssembly.Module(jsonIndex)).exports;
  exports.prepare(INDEXED_BYTES, INDEX_BYTES);
  const { buffer } = exports.memory;
  index = new Int32Array(buffer, exports.indexAt() - WORDS * 4, INDEX_BYTES / 4);
  index[NO_ENTRY] = BEYOND;
  return (bytes = new Uint8Array(buffer, exports.textAt(), INDEXED_BYTES));
}

/** Who reads the index: there is only one for all. */
export interface IndexReader {
  /** Where in the index it is. */
  entry: number;
}

let reader: IndexReader | undefined;

/** Makes the index of the value in bytes[from…to), if these are the bytes that can be indexed. */
export function indexJson(next: IndexReader, of: Uint8Array, from: number, to: number): void {
  next.entry = NO_ENTRY;
  if (!bytes || of.buffer !== bytes.buffer || of.byteOffset !== bytes.byteOffset) return;
  if (reader) reader.entry = NO_ENTRY;
  reader = next;
  const end = exports!.indexJson(from, to);
  if (end === 0) return;
  index[FIRST_ENTRY + end / 4] = BEYOND;
  reader.entry = FIRST_ENTRY;
}
