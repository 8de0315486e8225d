import { isObject, parseJson } from './copilotJson';

/**
 * The folder (or .code-workspace file) that a workspaceStorage folder belongs to, from the workspace.json in it. '' for
 * none. Of a remote folder only the path is kept: it is what an assistant over there calls it as well.
 */
export function workspaceOf(companion: Uint8Array | undefined): string {
  const json = companion && parseJson(companion);
  if (!isObject(json)) return '';
  const uri = [json.folder, json.workspace, json.configuration].find((value) => typeof value === 'string');
  return uri === undefined ? '' : pathOfUri(uri as string);
}

/** The path of a URI, with '/' on every system; of a serialised one its `path`. '' when it is neither. */
export function pathOfUri(uri: unknown): string {
  if (isObject(uri)) return typeof uri.path === 'string' ? withoutDriveSlash(uri.path) : pathOfUri(uri.external ?? '');
  if (typeof uri !== 'string') return '';
  const path = /^[a-z][\w+.-]*:\/\/[^/]*(\/[^?#]*)/i.exec(uri)?.[1];
  if (path === undefined) return '';
  try {
    return withoutDriveSlash(decodeURIComponent(path));
  } catch {
    return withoutDriveSlash(path);
  }
}

function withoutDriveSlash(path: string): string {
  return /^\/[a-z]:/i.test(path) ? path.slice(1) : path;
}
