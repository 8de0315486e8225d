import { openCopilotLog } from '../../../src/core/sources/openCopilotLog';
import { emptyReading, fixtureFile, readFixture, type Reading } from '../../support/readFixture';

export function readCase(name: string): Reading {
  return readFixture(`test/fixtures/copilot-chat/${name}`);
}

/** Reads a chat session from memory, in the workspaceStorage folder that `companion` describes. */
export function readSessionText(
  text: string,
  extension: 'json' | 'jsonl',
  companion?: Uint8Array,
  modifiedAt?: number,
): Reading {
  const root = { path: '/u/User', label: 'Code', depth: 5 };
  const path = `/u/User/workspaceStorage/h/chatSessions/file-id.${extension}`;
  const file = fixtureFile(path, root, { as: 'whole' });
  const reading = emptyReading();
  const parser = openCopilotLog(
    { ...file, companion, modifiedAt: modifiedAt ?? file.modifiedAt },
    {
      record: (record) => reading.raw.push(record),
      block: (block) => reading.blocks.push(block),
      problem: (code, offset) => reading.problems.push({ code, offset, file: path }),
    },
    undefined,
  );
  parser.whole!(new TextEncoder().encode(text));
  return { ...reading, records: reading.raw };
}

export function problemCodes(reading: Reading): string[] {
  return reading.problems.map((problem) => problem.code);
}
