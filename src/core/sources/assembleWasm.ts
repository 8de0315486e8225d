/** Instructions with what always follows them: a block's type, a load's or store's alignment and offset. */
const INSTRUCTIONS: Record<string, readonly number[]> = {
  loop: [0x03, 0x40],
  if: [0x04, 0x40],
  end: [0x0b],
  br: [0x0c],
  br_if: [0x0d],
  return: [0x0f],
  unreachable: [0x00],
  'local.get': [0x20],
  'local.set': [0x21],
  'local.tee': [0x22],
  'i32.load': [0x28, 0, 0],
  'i32.load@4': [0x28, 0, 4],
  'i32.load@8': [0x28, 0, 8],
  'i32.load8_u': [0x2d, 0, 0],
  'i32.store': [0x36, 0, 0],
  'i32.store@4': [0x36, 0, 4],
  'i32.store@8': [0x36, 0, 8],
  'i32.const': [0x41],
  'i32.eqz': [0x45],
  'i32.eq': [0x46],
  'i32.ne': [0x47],
  'i32.le_u': [0x4d],
  'i32.ge_u': [0x4f],
  'i32.ctz': [0x68],
  'i32.add': [0x6a],
  'i32.sub': [0x6b],
  'i32.and': [0x71],
  'i32.or': [0x72],
  'v128.load': [0xfd, 0x00, 0, 0],
  'i8x16.splat': [0xfd, 0x0f],
  'i8x16.eq': [0xfd, 0x23],
  'i8x16.bitmask': [0xfd, 0x64],
};

const I32 = 0x7f;

/** A function over 32-bit integers, in WebAssembly's text format as far as `INSTRUCTIONS` goes; `;;` begins a comment. */
export interface WasmFunction {
  /** Names, each with a `$`. Locals begin as 0. */
  parameters: readonly string[];
  locals: readonly string[];
  body: string;
}

/** The bytes of a module that exports the function as `run` and its memory, of so many 64 KiB pages, as `memory`. */
export function assembleWasm({ parameters, locals, body }: WasmFunction, pages: number): Uint8Array<ArrayBuffer> {
  const names = [...parameters, ...locals];
  const words = body.replaceAll(/;;.*$/gm, '').match(/\S+/g) ?? [];
  const code = words.flatMap((word) => {
    const local = names.indexOf(word);
    return INSTRUCTIONS[word] ?? leb(local < 0 ? Number(word) : local);
  });
  const sections: [id: number, content: number[]][] = [
    [1, [1, 0x60, ...counted(parameters.map(() => I32)), ...counted([I32])]],
    [3, [1, 0]],
    [5, [1, 1, ...leb(pages), ...leb(pages)]],
    [7, [2, ...text('memory'), 2, 0, ...text('run'), 0, 0]],
    [10, [1, ...counted([1, ...leb(locals.length), I32, ...code, ...INSTRUCTIONS['end']!])]],
  ];
  const header = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  return Uint8Array.from([...header, ...sections.flatMap(([id, content]) => [id, ...counted(content)])]);
}

/** A whole number as WebAssembly writes them: seven bits a byte, the sign last. */
function leb(n: number): number[] {
  const low = n & 127;
  const rest = n >> 7;
  return rest === (low & 64 ? -1 : 0) ? [low] : [low | 128, ...leb(rest)];
}

function counted(items: number[]): number[] {
  return [...leb(items.length), ...items];
}

function text(characters: string): number[] {
  return counted([...new TextEncoder().encode(characters)]);
}
