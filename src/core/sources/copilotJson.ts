import { hasTooManyValues } from './tooManyValues';

export type JsonObject = Readonly<Record<string, unknown>>;

/** More than any call can hold: what is beyond is not a token count. */
const MAX_TOKENS = 100_000_000;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object at a path of own keys; an empty one where there is none, so that reading on is safe. */
export function objectAt(value: unknown, ...path: string[]): JsonObject {
  let current: unknown = value;
  for (const key of path) current = isObject(current) && Object.hasOwn(current, key) ? current[key] : undefined;
  return isObject(current) ? current : {};
}

export function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function objectsOf(value: unknown): readonly JsonObject[] {
  return arrayOf(value).filter(isObject);
}

export function textOr(value: unknown, fallback: string): string {
  return typeof value === 'string' && value !== '' ? value : fallback;
}

/** A token count; undefined when absent, NaN when it is there but cannot be one. */
export function tokenCount(value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= MAX_TOKENS ? value : NaN;
}

/** Parses one line or document; undefined when it is not JSON, or of more values than the memory may hold. */
export function parseJson(bytes: Uint8Array, start = 0, end = bytes.length): unknown {
  if (hasTooManyValues(bytes, start, end)) return undefined;
  try {
    return JSON.parse(decoder.decode(bytes.subarray(start, end)));
  } catch {
    return undefined;
  }
}

const decoder = new TextDecoder();
