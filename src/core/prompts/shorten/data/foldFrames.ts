import { stackFrame } from './stackFrame';

/** So many frames are worth folding. */
const RUN = 3;
/** So many packages are named in the place of their frames. */
const LIBRARIES_NAMED = 4;

/**
 * The stack trace whose frames begin at line `start`, with runs of frames in libraries folded; undefined when none
 * begins there. Its first frame, frames in the user's own code and the first and last `edge` lines stay.
 */
export function foldFrames(
  lines: readonly string[],
  start: number,
  edge: number,
): { folded: string[]; end: number } | undefined {
  if (!stackFrame(lines, start)) return undefined;
  const folded: string[] = [];
  let at = start;
  /** The run's first line. */
  let from = start;
  let count = 0;
  const names = new Set<string>();
  const endRun = (): void => {
    const run = lines.slice(from, at);
    const line = foldedRun(run, count, names);
    if (count >= RUN && line.length < run.join('\n').length) folded.push(line);
    else for (const each of run) folded.push(each);
    from = at;
    count = 0;
    names.clear();
  };

  for (let frame = stackFrame(lines, at); frame; frame = stackFrame(lines, at)) {
    const next = Math.min(at + frame.lines, lines.length);
    if (frame.library === undefined || at === start || at < edge || next > lines.length - edge) {
      endRun();
      for (; at < next; at++) folded.push(lines[at]!);
      from = at;
    } else {
      count++;
      names.add(frame.library);
      at = next;
    }
  }
  endRun();
  return { folded, end: at };
}

function foldedRun(run: readonly string[], count: number, names: ReadonlySet<string>): string {
  const indent = /^[ \t]*/.exec(run[0] ?? '')![0];
  const listed = [...names].slice(0, LIBRARIES_NAMED).join(', ');
  const more = names.size > LIBRARIES_NAMED ? ', …' : '';
  return `${indent}… ×${count} frames (${listed}${more})${run.at(-1)?.endsWith('\r') ? '\r' : ''}`;
}
