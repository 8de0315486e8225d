/** What may differ between two log lines that say the same: clock readings, ids, numbers. */
export type SlotKind = 'time' | 'id' | 'number';

export interface Slot {
  kind: SlotKind;
  start: number;
  end: number;
}

const CLOCK = '\\d{1,2}:\\d\\d:\\d\\d(?:[.,:]\\d{1,9})?(?: ?(?:Z\\b|UTC\\b|[AP]M\\b|[+-]\\d\\d:?\\d\\d))?';
const DAY_NAME = '[A-Z][a-z]{2}';

/** Loggers' dates and times, the longest first. */
const TIMES = [
  `\\d{4}[-/.]\\d\\d[-/.]\\d\\d(?:[T _-](?:${CLOCK}|\\d\\d\\.\\d\\d\\.\\d\\d(?:\\.\\d{1,9})?|\\d\\d:\\d\\d))?`,
  `\\d{8}-${CLOCK}`,
  `\\d{1,2}[/ -]${DAY_NAME}[/ -]\\d{4}[: ]${CLOCK}`,
  `\\d\\d[-/.]\\d\\d(?:[-/.]\\d{2,4})?,? ${CLOCK}`,
  `(?:${DAY_NAME} )?${DAY_NAME} [ \\d]?\\d ${CLOCK}(?: \\d{4})?`,
  CLOCK,
  // Hadoop's yymmdd hhmmss
  '^\\d{6} \\d{6}(?= )',
  // Seconds or milliseconds since 1970, of our days
  '1\\d{9}(?:\\d{3})?',
];
/** What sets a colour in a terminal is part of the words: a line in another colour says something else. */
const COLOUR = '\\x1b\\[[\\d;]{0,20}m';
const TIME = `(?:(?<![\\w.])|(?<=${COLOUR}))(?:${TIMES.join('|')})(?![\\w])`;
const ID = [
  '\\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\b',
  '\\b0x[0-9a-fA-F]+',
  '\\b(?=[a-f]{0,40}\\d)(?=\\d{0,40}[a-f])[0-9a-f]{7,64}\\b',
].join('|');
const SLOT = new RegExp(`(${TIME})|(${ID})|(${COLOUR})|\\d+(?:[.,:]\\d+)*`, 'g');
const FIRST_TIME = new RegExp(TIME);

/** So far into a line a logger has written its time. */
const TIME_WITHIN = 100;

/** The slots of a line, in order. Linear time. */
export function slotsOf(line: string): Slot[] {
  const slots: Slot[] = [];
  for (const match of line.matchAll(SLOT)) {
    if (match[3] !== undefined) continue;
    const kind = match[1] !== undefined ? 'time' : match[2] !== undefined ? 'id' : 'number';
    slots.push({ kind, start: match.index, end: match.index + match[0].length });
  }
  return slots;
}

/** Whether a logger's date or time stands at or near the beginning of the line. */
export function isTimed(line: string): boolean {
  return FIRST_TIME.test(line.length > TIME_WITHIN ? line.slice(0, TIME_WITHIN) : line);
}
