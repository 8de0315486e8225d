import fs from 'node:fs';
import path from 'node:path';
import { ClaudeSession } from './claudeSession.mjs';
import { Corpus } from './corpus.mjs';
import { Random } from './random.mjs';
import { addCall, addTally, emptyTally } from './tally.mjs';

const FIRST_DAY = Date.UTC(2026, 8, 1);
const DAYS = 60;
const DAY = 86_400_000;

export function parseSize(text) {
  const match = /^(\d+(?:\.\d+)?)(MB|GB)$/i.exec(text);
  if (!match) throw new Error(`not a size: ${text} (50MB, 1GB)`);
  return Number(match[1]) * (match[2].toUpperCase() === 'GB' ? 1e9 : 1e6);
}

/**
 * Fills `out` (`.claude/projects/…`) and writes `out/expected.json`; returns its content:
 * { bytes, files, lines, totals, byModel, byDay (UTC), everyRow, everyRowWithoutRequestId }, where the last two are
 * what careless readers count. The same size and seed give the same bytes.
 * `plain` leaves out rows without a request id and `progress` copies, which tools count differently.
 */
export function generateLogs({ out, bytes, seed = 1, plain = false }) {
  const random = new Random(seed);
  const corpus = new Corpus(random);
  const written = new Written(out);
  const projects = Array.from({ length: 24 }, (_, i) => `/home/dev/code/${random.id(6)}-${i}`);
  /** A finished session that the next one may continue. @type {ClaudeSession | undefined} */
  let earlier;
  while (written.bytes < bytes) {
    // Every size spans the same two months.
    const day = FIRST_DAY + Math.floor((written.bytes / bytes) * DAYS) * DAY;
    const startAt = day + random.int(7 * 60, 17 * 60) * 60_000;
    const resumed = earlier !== undefined && random.chance(0.12);
    const cwd = resumed ? earlier.cwd : random.pick(projects);
    const session = new ClaudeSession({ random, corpus, startAt, cwd, plain, main: resumed ? earlier : undefined });
    if (resumed) session.resume(earlier);

    const { sessionId } = session;
    const folder = `.claude/projects/${cwd.replaceAll(/[^A-Za-z0-9]/g, '-')}`;
    const helpers = random.chance(0.35) ? random.int(1, 5) : 0;
    for (let i = 0; i < helpers; i++) {
      const agentId = random.id(7);
      const helper = new ClaudeSession({ random, corpus, startAt, cwd, plain, sessionId, agentId, main: session });
      helper.grow(random.spread(30_000, 500_000));
      written.add(`${folder}/${sessionId}/subagents/agent-${agentId}.jsonl`, helper);
      session.helperCalls.push(...helper.calls);
    }
    const room = Math.max(bytes - written.bytes, 100_000);
    session.grow(session.bytes + Math.min(random.spread(300_000, 8_000_000), room));
    if (random.chance(0.05)) session.tear();
    written.add(`${folder}/${sessionId}.jsonl`, session);
    earlier = session.bytes < 3_000_000 && !resumed ? session : undefined;
  }
  return written.close({ schema: 1, seed, asked: bytes });
}

/** Puts sessions on disk and adds up what they mean. */
class Written {
  bytes = 0;
  #out;
  #files = 0;
  #lines = 0;
  #totals = emptyTally();
  #byModel = {};
  #byDay = {};
  #everyRow = emptyTally();
  #everyRowWithoutRequestId = emptyTally();

  constructor(out) {
    this.#out = out;
  }

  add(name, session) {
    const file = path.join(this.#out, name);
    const content = Buffer.from(session.text());
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
    this.bytes += content.length;
    this.#files++;
    this.#lines += session.rows.length;
    for (const call of session.calls) {
      const day = new Date(call.timestamp).toISOString().slice(0, 10);
      addCall(this.#totals, call);
      addCall((this.#byModel[call.model] ??= emptyTally()), call);
      addCall((this.#byDay[day] ??= emptyTally()), call);
    }
    addTally(this.#everyRow, session.everyRow);
    addTally(this.#everyRowWithoutRequestId, session.everyRowWithoutRequestId);
  }

  close(head) {
    const expected = {
      ...head,
      bytes: this.bytes,
      files: this.#files,
      lines: this.#lines,
      totals: this.#totals,
      byModel: this.#byModel,
      byDay: this.#byDay,
      everyRow: this.#everyRow,
      everyRowWithoutRequestId: this.#everyRowWithoutRequestId,
    };
    fs.writeFileSync(path.join(this.#out, 'expected.json'), JSON.stringify(expected, undefined, 1));
    return expected;
  }
}
