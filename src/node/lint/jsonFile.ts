import fs from 'node:fs';

export type JsonObject = Record<string, unknown>;

/** What a file holds, if it is a JSON object that is not too large; otherwise an empty one. */
export function jsonFile(place: string, mostBytes: number): JsonObject {
  try {
    return fs.statSync(place).size > mostBytes ? {} : objectOr(JSON.parse(fs.readFileSync(place, 'utf8')));
  } catch {
    return {};
  }
}

/** Only an object's own keys are asked for: '__proto__' is a name like others. */
export function objectOr(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (Object.assign(Object.create(null), value) as JsonObject)
    : {};
}

export function stringsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
