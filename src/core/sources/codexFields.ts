import { millisecondsOf, parseTimestamp } from '../usage/timestamp';
import { JsonSkim, decodeString, type KeySet } from './jsonSkim';

/** Where a value stands in a line's bytes: a string without its quotes, anything else whole. */
export interface Field {
  from: number;
  to: number;
  isText: boolean;
}

export type Fields<K extends string> = Partial<Record<K, Field>>;

const skim = new JsonSkim();

/**
 * The wanted fields of the object in bytes[from…to), at its first level only: a decoy further down (a tool that is
 * called `model`, the provenance of an instruction) is never met. Undefined when there is no whole object.
 */
export function readFields<K extends string>(
  bytes: Uint8Array,
  from: number,
  to: number,
  names: KeySet<K>,
): Fields<K> | undefined {
  const fields: Fields<K> = {};
  skim.broken = false;
  skim.reset(bytes, from, to);
  if (!skim.enter(123)) return undefined;
  while (skim.nextKey()) {
    const name = names.find(bytes, skim.from, skim.to);
    const field = readField();
    if (!field) return undefined;
    if (name) fields[name] = field;
  }
  return skim.broken || skim.peek() !== 0 ? undefined : fields;
}

/** The wanted fields of an object that is a field itself; none when it is something else. */
export function fieldsOf<K extends string>(bytes: Uint8Array, field: Field | undefined, names: KeySet<K>): Fields<K> {
  return (field && !field.isText && readFields(bytes, field.from, field.to, names)) || {};
}

/** The elements of an array; none when it is something else. */
export function elementsOf(bytes: Uint8Array, field: Field | undefined): Field[] {
  const elements: Field[] = [];
  if (!field || field.isText) return elements;
  skim.broken = false;
  skim.reset(bytes, field.from, field.to);
  if (!skim.enter(91)) return elements;
  while (skim.nextElement()) {
    const element = readField();
    if (!element) break;
    elements.push(element);
  }
  return elements;
}

function readField(): Field | undefined {
  const isText = skim.peek() === 34;
  const from = skim.pos;
  if (!skim.skip()) return undefined;
  return isText ? { from: skim.from, to: skim.to, isText } : { from, to: skim.pos, isText };
}

/** A string's text; '' when it is something else. */
export function textOf(bytes: Uint8Array, field: Field | undefined): string {
  return field?.isText ? decodeString(bytes, field.from, field.to) : '';
}

/** A count: see `JsonSkim.count`. 0 when absent. */
export function countOf(bytes: Uint8Array, field: Field | undefined): number {
  if (!field) return 0;
  const quote = field.isText ? 1 : 0;
  skim.reset(bytes, field.from - quote, field.to + quote);
  return skim.count();
}

/** An ISO time; also, as other programs write them, a number since the epoch. NaN: neither. */
export function timeOf(bytes: Uint8Array, field: Field): number {
  const first = bytes[field.from]!;
  const isNumber =
    !field.isText || (field.to - field.from < 20 && bytes[field.from + 4] !== 45 && first >= 48 && first <= 57);
  if (!isNumber) return parseTimestamp(bytes, field.from, field.to);
  return millisecondsOf(
    Number(String.fromCharCode(...bytes.subarray(field.from, Math.min(field.to, field.from + 24)))),
  );
}
