import { foldFrames } from './foldFrames';
import { LogGroup, templateOf } from './logGroup';
import { isLogLine, isSummary, isTrouble } from './logLine';
import { isTimed } from './logSlots';
import { stackFrame } from './stackFrame';

/** From so many lines on, a text can be a log … */
const LOG_LINES = 20;
/** … if this share of its lines looks like one. */
const LOG_SHARE = 0.6;
/** So many lines at both ends are kept. */
const EDGE = 5;
/** So many entries before a new kind of trouble are kept: they may tell its cause. */
const CONTEXT = 3;
/** So many entries of a kind are worth folding … */
const RUN = 3;
/** … if the folded line is at most this share of them: its marks cost more tokens than letters do. */
const WORTH = 0.7;

const FOLDED = /^[ \t]*… ×\d/m;

export interface FoldOptions {
  /** Every entry's time is wanted: only entries alike in everything else are folded, and all their times are named. */
  keepTimestamps?: boolean;
}

/** At least 20 lines, of which at least 60 % are as loggers, test runners and stack traces write them. */
export function looksLikeLog(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length < LOG_LINES) return false;
  let evident = 0;
  for (let at = 0; at < lines.length;) {
    // A frame may have more lines than one, of which only the first looks so by itself.
    const count = stackFrame(lines, at)?.lines ?? 1;
    if (count > 1 || isLogLine(lines[at]!)) evident += count;
    at += count;
  }
  return evident >= lines.length * LOG_SHARE;
}

/**
 * A log with fewer lines and the same news. Entries that are alike but for times, ids and numbers become one line
 * where the first of them stood: `… ×48 INFO GET /health 3–88ms (12:00:01–12:04:55)`. What differed is shown as the
 * values there were (`{200,304}`), their range (`3–88`), or as `<n>`, `<id>`, `<time>`. Frames of a stack trace that
 * lie in libraries become `… ×7 frames (express)`.
 *
 * Kept as they are: lines that tell of an error, warning or failure, with the three entries before the first of each
 * kind; summaries and exit codes; the first and the last five lines; frames in the user's own code. Entries without a
 * time are folded only where they follow each other, as nothing would tell their order.
 * Text that is folded already is returned as it is. Linear time; never longer.
 */
export function foldLog(text: string, { keepTimestamps = false }: FoldOptions = {}): string {
  if (FOLDED.test(text)) return text;
  const entries = entriesOf(text.split('\n'));
  const groups = groupsOf(entries, keepTimestamps);
  const out: string[] = [];
  entries.forEach((entry, i) => {
    const group = groups[i];
    if (group?.folded === undefined) for (const line of entry.lines) out.push(line);
    else if (group.first === entry) out.push(group.folded);
  });
  return out.join('\n');
}

interface Entry {
  lines: string[];
  timed: boolean;
  kept: boolean;
}

/** A timed line begins an entry; what is indented under it belongs to it. Kept neighbours make up one entry. */
function entriesOf(lines: readonly string[]): Entry[] {
  const entries: Entry[] = [];
  const troubles = new Set<string>();
  const keepLast = (count: number): void => entries.slice(-count).forEach((entry) => (entry.kept = true));

  for (let at = 0; at < lines.length;) {
    const line = lines[at]!;
    const last = entries.at(-1);
    const blank = line.trim() === '';
    const frames = blank ? undefined : foldFrames(lines, at, EDGE);
    if (frames) {
      keepLast(1);
      entries.push({ lines: frames.folded, timed: false, kept: true });
      at = frames.end;
      continue;
    }
    const timed = !blank && isTimed(line);
    const belongs = last !== undefined && !timed && (blank || (last.timed && /^[ \t]/.test(line)));
    const trouble = !blank && isTrouble(line);
    const kept = trouble || (!blank && isSummary(line)) || at < EDGE || at >= lines.length - EDGE;
    if (trouble) {
      const { key } = templateOf(line, false);
      if (!troubles.has(key)) keepLast(CONTEXT);
      troubles.add(key);
    }
    if (kept && belongs && !blank) last.kept = true;
    if (last?.kept && (kept || blank)) {
      last.lines.push(line);
      last.timed = timed || (belongs && last.timed);
    } else if (belongs && !kept) last.lines.push(line);
    else entries.push({ lines: [line], timed, kept });
    at++;
  }
  return entries;
}

interface FoldedGroup {
  first: Entry;
  entries: LogGroup;
  /** undefined: not worth it. */
  folded?: string;
}

/** For each entry its group; kept ones have none. */
function groupsOf(entries: readonly Entry[], everyTime: boolean): (FoldedGroup | undefined)[] {
  const timed = new Map<string, FoldedGroup>();
  let last: { key: string; group: FoldedGroup } | undefined;
  const groups = entries.map((entry) => {
    if (entry.kept) {
      last = undefined;
      return undefined;
    }
    const text = entry.lines.join('\n');
    const template = templateOf(text, everyTime);
    const { key } = template;
    let group = entry.timed ? timed.get(key) : last?.key === key ? last.group : undefined;
    if (!group) {
      group = { first: entry, entries: new LogGroup(template, everyTime) };
      if (entry.timed) timed.set(key, group);
    }
    group.entries.add(template, text.length + 1);
    last = { key, group };
    return group;
  });
  for (const group of new Set(groups)) {
    if (!group || group.entries.count < RUN) continue;
    const folded = group.entries.render() + (group.first.lines.at(-1)!.endsWith('\r') ? '\r' : '');
    if (folded.length + 1 <= group.entries.size * WORTH) group.folded = folded;
  }
  return groups;
}
