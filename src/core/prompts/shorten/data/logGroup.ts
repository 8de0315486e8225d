import type { Slot, SlotKind } from './logSlots';
import { slotsOf } from './logSlots';

/** Longer lines are compared as they are. */
const TEMPLATE_WIDTH = 2000;
/** So many values are listed … */
const LISTED = 4;
/** … as long as the list is no wider than this. */
const LIST_WIDTH = 40;
/** More digits are an id, not a measure. */
const MEASURE_DIGITS = 9;

interface Values {
  kind: SlotKind;
  /** The number stands by itself, so that "3–88" reads as a range. */
  plain: boolean;
  distinct: string[];
  /** More than LISTED. */
  many: boolean;
  low: string;
  high: string;
}

/** A log entry taken apart: `literals` stand around the slots, `key` is equal for entries that say the same. */
export interface LogTemplate {
  key: string;
  literals: string[];
  slots: Slot[];
  values: string[];
  /** Index of the slot that is the logger's own time; -1 without one. */
  time: number;
}

/** `timesOnly`: nothing but the logger's time may differ. */
export function templateOf(entry: string, timesOnly: boolean): LogTemplate {
  let slots = entry.length > TEMPLATE_WIDTH || entry.includes('\0') ? [] : slotsOf(entry);
  if (timesOnly) slots = slots.filter((s) => s.kind === 'time').slice(0, 1);
  const literals: string[] = [];
  let key = '';
  let at = 0;
  for (const slot of slots) {
    const literal = entry.slice(at, slot.start);
    literals.push(literal);
    key += `${literal}\0${slot.kind}\0`;
    at = slot.end;
  }
  literals.push(entry.slice(at));
  return {
    key: key + entry.slice(at),
    literals,
    slots,
    values: slots.map((s) => entry.slice(s.start, s.end)),
    time: slots.findIndex((s) => s.kind === 'time'),
  };
}

/** Entries of one template, and what their slots held. */
export class LogGroup {
  count = 0;
  /** Characters of all entries. */
  size = 0;
  readonly #template: LogTemplate;
  readonly #values: Values[];
  readonly #times: string[] = [];
  readonly #everyTime: boolean;

  /** `everyTime`: name each entry's time, not only the first and the last. */
  constructor(template: LogTemplate, everyTime: boolean) {
    this.#template = template;
    this.#everyTime = everyTime;
    this.#values = template.slots.map((slot, i) => ({
      kind: slot.kind,
      plain: slot.kind === 'number' && standsAlone(template.literals[i]!, template.literals[i + 1]!),
      distinct: [],
      many: false,
      low: '',
      high: '',
    }));
  }

  add(template: LogTemplate, size: number): void {
    this.count++;
    this.size += size;
    for (let i = 0; i < this.#values.length; i++) {
      const value = template.values[i]!;
      if (i === template.time) {
        if (this.#everyTime || this.#times.length < 2) this.#times.push(value);
        else this.#times[1] = value;
      } else record(this.#values[i]!, value);
    }
  }

  /** One line for all of them, without its line feed: what they share, what differs, from when to when. */
  render(): string {
    const { literals, time } = this.#template;
    let text = literals[0]!;
    for (let i = 0; i < this.#values.length; i++) {
      const after = literals[i + 1]!;
      if (i !== time) text += show(this.#values[i]!) + after;
      else text = joinWithoutTime(text, after);
    }
    const times = timesShown(this.#times);
    const words = text.trimStart();
    const indent = text.slice(0, text.length - words.length);
    return `${indent}… ×${this.count} ${words.trimEnd()}${times === '' ? '' : ` (${times})`}`;
  }
}

function standsAlone(before: string, after: string): boolean {
  return /(?:^|[\s=:([,"'])$/.test(before.slice(-1)) && /^(?:$|[\s,;)\]"'%]|[kKMGT]?i?[Bb]\b|[mnuµ]?s\b)/.test(after);
}

function record(values: Values, value: string): void {
  if (!values.many && !values.distinct.includes(value)) {
    if (values.distinct.length < LISTED) values.distinct.push(value);
    else values.many = true;
  }
  if (!values.plain) return;
  if (!/^\d+(?:\.\d+)?$/.test(value) || value.length > MEASURE_DIGITS) values.plain = false;
  else if (values.low === '') values.low = values.high = value;
  else if (Number(value) < Number(values.low)) values.low = value;
  else if (Number(value) > Number(values.high)) values.high = value;
}

function show({ kind, plain, distinct, many, low, high }: Values): string {
  if (distinct.length === 1 && !many) return distinct[0]!;
  const list = `{${distinct.join(',')}}`;
  if (!many && list.length <= LIST_WIDTH && !distinct.some((value) => value.includes(','))) return list;
  if (plain) return `${low}–${high}`;
  return kind === 'time' ? '<time>' : kind === 'id' ? '<id>' : '<n>';
}

/** What a logger puts around its time (brackets, bars, dashes) goes with it. */
function joinWithoutTime(before: string, after: string): string {
  const bracket = /[[(]$/.test(before) && /^[\])]/.test(after);
  const [left, right] = bracket ? [before.slice(0, -1), after.slice(1)] : [before, after];
  return left + right.replace(/^(?:\s+[-|:]\s+|[,|:]?\s+|\|)/, '');
}

/** `first–last`, or all of them with commas; the day of the later ones is not repeated. */
function timesShown(times: readonly string[]): string {
  const [first = '', ...later] = times;
  const day = /^.*[T ](?=\d{1,2}:)/.exec(first)?.[0] ?? '';
  const short = later.map((t) => (day !== '' && t.startsWith(day) ? t.slice(day.length) : t));
  if (short.length === 1) return later[0] === first ? first : `${first}–${short[0]}`;
  return [first, ...short].join(', ');
}
