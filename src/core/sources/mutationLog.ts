import { isObject } from './copilotJson';

type Entry = { kind?: unknown; k?: unknown; v?: unknown; i?: unknown };
type Container = Record<string, unknown> | unknown[];

/** Deeper than any path VS Code writes; beyond it is somebody's joke. */
const MAX_PATH = 64;
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Replays the mutation log in which VS Code keeps a chat session: one JSON entry per line.
 *
 * - kind 0 `{v}`: the whole state; a log is rewritten as one such line now and then
 * - kind 1 `{k, v}`: sets the value at path `k`
 * - kind 2 `{k, v?, i?}`: if `i` is given, cuts the array at `k` to `i` elements; then appends the elements of `v`
 * - kind 3 `{k}`: deletes the value at path `k`
 *
 * An entry that does not fit the state is refused and leaves it as it was.
 */
export class MutationLog {
  /** undefined as long as no kind 0 entry was met. */
  state: unknown = undefined;
  private readonly origins = new WeakMap<object, number>();

  /** Applies one parsed line that begins at `offset`; false when it is refused. */
  apply(entry: unknown, offset: number): boolean {
    if (!isObject(entry)) return false;
    const { kind, k, v, i } = entry as Entry;
    if (kind === 0) {
      if (!Object.hasOwn(entry, 'v')) return false;
      this.state = v;
      this.remember(v, offset, 2);
      return true;
    }
    if (this.state === undefined || !isPath(k)) return false;
    if (k.length === 0) return kind === 1 || kind === 3; // VS Code leaves the root alone as well
    if (kind === 1) return this.set(k, v, offset);
    if (kind === 2) return this.push(k, v, i, offset);
    return kind === 3 && this.delete(k);
  }

  /** The offset of the line that brought an object into the state; undefined for what is nested more deeply. */
  originOf(value: object): number | undefined {
    return this.origins.get(value);
  }

  private set(path: readonly (string | number)[], value: unknown, offset: number): boolean {
    const parent = this.parentOf(path);
    const key = path.at(-1)!;
    if (Array.isArray(parent)) {
      if (!isIndex(key, parent.length)) return false;
      parent[key] = value;
    } else if (parent) parent[key] = value;
    else return false;
    this.remember(value, offset, 1);
    return true;
  }

  private push(path: readonly (string | number)[], values: unknown, cut: unknown, offset: number): boolean {
    const parent = this.parentOf(path);
    if (!parent || (values !== undefined && !Array.isArray(values))) return false;
    let target = child(parent, path.at(-1)!) ?? undefined;
    if (target === undefined) {
      target = [];
      if (!this.set(path, target, offset)) return false;
    }
    if (!Array.isArray(target)) return false;
    if (cut !== undefined) {
      if (typeof cut !== 'number' || !Number.isSafeInteger(cut) || cut < 0) return false;
      // Lengthening an array by its length would fill it with holes.
      if (cut < target.length) target.length = cut;
    }
    for (const value of values ?? []) target.push(value);
    this.remember(values, offset, 1);
    return true;
  }

  private delete(path: readonly (string | number)[]): boolean {
    const parent = this.parentOf(path);
    const key = path.at(-1)!;
    if (Array.isArray(parent)) {
      if (!isIndex(key, parent.length - 1)) return false;
      parent[key] = undefined;
    } else if (parent) delete parent[key];
    else return false;
    return true;
  }

  private parentOf(path: readonly (string | number)[]): Container | undefined {
    let current: unknown = this.state;
    for (let n = 0; n < path.length - 1; n++) {
      if (!isContainer(current)) return undefined;
      current = child(current, path[n]!);
    }
    return isContainer(current) ? current : undefined;
  }

  private remember(value: unknown, offset: number, depth: number): void {
    if (!isContainer(value)) return;
    this.origins.set(value, offset);
    if (depth > 0) for (const inner of Object.values(value)) this.remember(inner, offset, depth - 1);
  }
}

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null;
}

function isPath(k: unknown): k is (string | number)[] {
  if (!Array.isArray(k) || k.length > MAX_PATH) return false;
  return k.every((key) => (typeof key === 'string' ? !FORBIDDEN.has(key) : Number.isSafeInteger(key)));
}

function isIndex(key: string | number, max: number): key is number {
  return typeof key === 'number' && key >= 0 && key <= max;
}

/** Own properties only: a path must not lead into a prototype. */
function child(parent: Container, key: string | number): unknown {
  if (Array.isArray(parent)) return typeof key === 'number' ? parent[key] : undefined;
  return Object.hasOwn(parent, key) ? parent[key] : undefined;
}
