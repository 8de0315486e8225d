import { assembleWasm } from './assembleWasm';

/**
 * Where the values of a JSON text begin and end, found in WebAssembly at some gigabytes a second: ten times as fast as
 * JavaScript looks at single bytes, and from the first line on, where JavaScript has yet to be compiled.
 *
 * WebAssembly sees nothing but its own memory, so only bytes in `memory` can be indexed: what is read into its first
 * `INDEXED_BYTES`. Behind them lies the index, three words for each key and value in the order of the text: its first
 * byte, the byte after its last (quotes and brackets included), and the place of what follows it in the index.
 */
const PAGE = 1 << 16;
/** Small enough that what was read is still in the processor's cache when it is looked at. */
export const INDEXED_BYTES = 4 * PAGE;
/** A page stands in between: the last vector of a text reaches beyond it. */
const INDEX = INDEXED_BYTES + PAGE;
const PAGES = 13;
const ENTRY = 12;
const INDEX_END = PAGES * PAGE - 2 * ENTRY;

/**
 * Lenient: where commas and colons stand is left to who reads the text. Returns the index's end, or 0 for a text that
 * does not end, whose brackets do not match or that has more values than there is room for.
 */
const INDEX_JSON = {
  parameters: ['$at', '$end', '$stop', '$stopLength'],
  locals: ['$entry', '$parent', '$byte', '$quotes', '$before'],
  body: `
  i32.const ${INDEX}  local.set $entry
  loop
    local.get $at  local.get $end  i32.ge_u  if  i32.const 0  return  end
    local.get $at  i32.load8_u  local.tee $byte

    i32.const 34  i32.eq  if  ;; a string
      local.get $entry  local.get $at  i32.store
      local.get $at  i32.const 1  i32.add  local.set $at
      loop
        local.get $at  local.get $end  i32.ge_u  if  i32.const 0  return  end
        ;; which of the next sixteen bytes are quotes?
        local.get $at  v128.load  i32.const 34  i8x16.splat  i8x16.eq  i8x16.bitmask  local.tee $quotes  i32.eqz
        if  local.get $at  i32.const 16  i32.add  local.set $at  br 1  end
        local.get $at  local.get $quotes  i32.ctz  i32.add  local.tee $at  local.set $before
        ;; one with an odd number of backslashes before it is part of the text
        loop
          local.get $before  i32.const 1  i32.sub  local.tee $before  i32.load8_u  i32.const 92  i32.eq  br_if 0
        end
        local.get $at  local.get $before  i32.sub
        local.get $at  i32.const 1  i32.add  local.set $at
        i32.const 1  i32.and  i32.eqz  br_if 0
      end
      local.get $at  local.get $end  i32.ge_u  if  i32.const 0  return  end
      local.get $entry  local.get $at  i32.store@4
      local.get $entry  i32.const ${ENTRY}  i32.add  local.set $byte
      local.get $entry  local.get $byte  i32.store@8
      ;; the key at the first level that ends the index?
      local.get $parent  i32.const ${INDEX}  i32.eq  if
        local.get $at  local.get $entry  i32.load  i32.sub  local.get $stopLength  i32.eq  if
          local.get $entry  i32.load  i32.const 1  i32.add  i32.load  local.get $stop  i32.eq  if
            local.get $parent  i32.const 0  i32.store@4
            local.get $byte  return
          end
        end
      end
      local.get $byte  local.tee $entry  i32.const ${INDEX_END}  i32.ge_u  if  i32.const 0  return  end
      br 1
    end

    ;; blanks, commas and colons
    local.get $byte  i32.const 32  i32.le_u
    local.get $byte  i32.const 44  i32.eq  i32.or
    local.get $byte  i32.const 58  i32.eq  i32.or
    if  local.get $at  i32.const 1  i32.add  local.set $at  br 1  end

    local.get $byte  i32.const 32  i32.or  i32.const 123  i32.eq  if  ;; { or [: until it is closed, its third word is its parent
      local.get $entry  local.get $at  i32.store
      local.get $entry  local.get $parent  i32.store@8
      local.get $entry  local.tee $parent  i32.const ${ENTRY}  i32.add  local.tee $entry
      i32.const ${INDEX_END}  i32.ge_u  if  i32.const 0  return  end
      local.get $at  i32.const 1  i32.add  local.set $at
      br 1
    end

    local.get $byte  i32.const 32  i32.or  i32.const 125  i32.eq  if  ;; } or ], two after what opened it
      local.get $parent  i32.eqz  if  i32.const 0  return  end
      local.get $parent  i32.load  i32.load8_u  i32.const 2  i32.add  local.get $byte  i32.ne  if  i32.const 0  return  end
      local.get $at  i32.const 1  i32.add  local.set $at
      local.get $parent  local.get $at  i32.store@4
      local.get $parent  i32.load@8
      local.get $parent  local.get $entry  i32.store@8
      local.tee $parent  i32.eqz  if  local.get $entry  return  end
      br 1
    end

    ;; a number, true, false or null, in which nothing opens
    local.get $entry  local.get $at  i32.store
    loop
      local.get $at  i32.const 1  i32.add  local.tee $at  local.get $end  i32.ge_u  if  i32.const 0  return  end
      local.get $at  i32.load8_u  local.tee $byte  i32.const 34  i32.eq
      local.get $byte  i32.const 32  i32.or  i32.const 123  i32.eq  i32.or  if  i32.const 0  return  end
      local.get $byte  i32.const 32  i32.le_u
      local.get $byte  i32.const 44  i32.eq  i32.or
      local.get $byte  i32.const 32  i32.or  i32.const 125  i32.eq  i32.or
      i32.eqz  br_if 0
    end
    local.get $entry  local.get $at  i32.store@4
    local.get $entry  local.get $entry  i32.const ${ENTRY}  i32.add  local.tee $entry  i32.store@8
    local.get $entry  i32.const ${INDEX_END}  i32.ge_u  if  i32.const 0  return  end
    br 0
  end
  unreachable`,
};

/** A key at which an index of an object may end, because what follows is seldom wanted. */
export class LastKey {
  readonly word: number;
  /** With its quotes. */
  readonly length: number;

  constructor(key: string) {
    this.word = new DataView(new TextEncoder().encode(key).buffer).getInt32(0, true);
    this.length = key.length + 2;
  }
}

const NOWHERE = new LastKey('none');

interface Exports {
  memory: { buffer: ArrayBuffer };
  run(at: number, end: number, stop: number, stopLength: number): number;
}

/** As much of it as is used here: TypeScript knows it as a browser's. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { exports: Exports };
};

let loaded: Exports | undefined;
/** Undefined until somebody reads lines. */
export let memory: ArrayBuffer | undefined;
/** The index that was made last; behind its end stands a place that no text reaches. */
export let index = new Int32Array(0);
const INDEX_START = INDEX / 4;
/** An entry that no byte of any text is at. */
export const NO_ENTRY = INDEX_START - 3;
const BEYOND = 2 ** 31 - 1;

/** The memory, whose first `INDEXED_BYTES` are for who asks. Made here: a look at logs that have not changed needs none. */
export function indexedMemory(): ArrayBuffer {
  if (memory) return memory;
  try {
    loaded = new WebAssembly.Instance(new WebAssembly.Module(assembleWasm(INDEX_JSON, PAGES))).exports;
  } catch {
    // A processor without vectors, or a host that forbids it: all is found byte by byte then.
  }
  memory = loaded?.memory.buffer ?? new ArrayBuffer(INDEX);
  index = new Int32Array(memory);
  index[NO_ENTRY] = BEYOND;
  return memory;
}

/** Who reads the index: there is only one for all. */
export interface IndexReader {
  /** Where in the index it is. */
  entry: number;
}

let reader: IndexReader | undefined;

/** Makes the index of the value in `memory` from `at` on, up to `last` if it is an object that has this key. */
export function indexJson(next: IndexReader, at: number, end: number, last: LastKey = NOWHERE): void {
  if (reader) reader.entry = NO_ENTRY;
  reader = next;
  const to = loaded?.run(at, end, last.word, last.length) ?? 0;
  if (to === 0) return;
  index[to / 4] = BEYOND;
  reader.entry = INDEX_START;
}
