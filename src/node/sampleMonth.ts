import fs from 'node:fs/promises';
import path from 'node:path';
import zlib from 'node:zlib';
import type { SampleFile } from '../core/sample/sampleFile';
import { sampleMonth, type SampleOptions } from '../core/sample/sampleMonth';

/**
 * Writes the sample month's logs below `folder`, as a home directory on Linux: `.claude`, `.codex` and, for VS Code,
 * `.config/Code/User`. Elsewhere that last folder has to be named as a user-data folder. Files of the same names are
 * replaced, nothing else is touched. Without `utcOffsetMinutes` working hours are those of this machine's zone.
 */
export async function writeSampleMonth(
  folder: string,
  options: Omit<SampleOptions, 'utcOffsetMinutes'> & { utcOffsetMinutes?: number },
): Promise<void> {
  const utcOffsetMinutes = options.utcOffsetMinutes ?? -new Date(`${options.endDay}T12:00:00`).getTimezoneOffset();
  const { files } = sampleMonth({ ...options, utcOffsetMinutes });
  await Promise.all(files.map((file) => writeSampleFile(folder, file)));
}

async function writeSampleFile(folder: string, { path: name, content, compressed }: SampleFile): Promise<void> {
  // Node has zstd since 22.15; before, the file is written as it was before it was compressed.
  const canCompress = typeof zlib.zstdCompressSync === 'function';
  const file = path.join(folder, compressed && !canCompress ? name.replace(/\.zst$/, '') : name);
  await fs.mkdir(path.dirname(file), { recursive: true });
  await fs.writeFile(file, compressed && canCompress ? zlib.zstdCompressSync(content) : content);
}
