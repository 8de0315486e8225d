import fs from 'node:fs';
import zlib from 'node:zlib';

const LINE_FEED = 0x0a;

/** The number of the line that begins at `offset`, counted from 0. Reads no more than it must. */
export async function lineNumberAt(file: string, offset: number): Promise<number> {
  let line = 0;
  if (offset === 0) return line;
  for await (const chunk of fs.createReadStream(file, { end: offset - 1, highWaterMark: 1 << 20 })) {
    const bytes = chunk as Buffer;
    for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) line++;
  }
  return line;
}

/**
 * The line that begins at `offset`, at most `longest` bytes of it. In a compressed log the offset is one into what
 * is compressed.
 */
export async function readLogLine(file: string, offset: number, longest: number): Promise<string> {
  const isCompressed = file.endsWith('.zst');
  const raw = fs.createReadStream(file, { start: isCompressed ? 0 : offset, highWaterMark: 1 << 20 });
  const stream = isCompressed ? raw.pipe(zlib.createZstdDecompress()) : raw;
  raw.on('error', (error) => stream.destroy(error));
  const parts: Buffer[] = [];
  let toSkip = isCompressed ? offset : 0;
  let length = 0;
  try {
    for await (const chunk of stream) {
      const bytes = (chunk as Buffer).subarray(toSkip);
      toSkip = Math.max(0, toSkip - (chunk as Buffer).length);
      const end = bytes.indexOf(LINE_FEED);
      const part = bytes.subarray(0, Math.min(end < 0 ? bytes.length : end, longest - length));
      parts.push(part);
      length += part.length;
      if (end >= 0 || length >= longest) break;
    }
  } finally {
    raw.destroy();
  }
  return Buffer.concat(parts).toString('utf8');
}
