import { resolvePath } from '../importGraph';
import { isNegative } from '../keepList';
import type { Draft, LintContext, LintRule } from '../lintRule';
import type { InstructionFile, Mention } from '../parseInstructionFile';
import { isPlaceholder, mentionedPath } from '../pathMention';

/** Made by tools, or kept to oneself: no checkout has them. */
const NOT_CHECKED_IN =
  /(?:^|\/)(?:node_modules|dist|build|out|target|bin|obj|coverage|tmp|temp|logs?|cache|generated|vendor|venv|__pycache__|\.[\w-]*cache|\.next|\.env[\w.]*|\.git)(?:\/|$)|\.(?:local|log|env|db|sqlite3?|pem|key|lock|min)\b|\blocal\b|secret|credential/i;
/** Not there yet, no longer there, or elsewhere. */
const NOT_CLAIMED =
  /\b(?:creates?|created|creating|add(?:s|ed|ing)?|new|generat\w+|writes?|written|outputs?|saves?|saved|stores?|stored|produces?|e\.g|eg|examples?|for instance|such as|like|if (?:present|exists?|it|any|there)|when present|exists?|optional|planned|future|todo|remove[ds]?|deleted?|deprecated|legacy|formerly|renamed|moved|was|were|old|would|could|will|should|may|might|upstream|external|(?:that|the other|other|another|separate|sibling) repo\w*|convention|pattern|template|naming|named|format)\b/i;
const SCRIPT = /\b(?:npm|pnpm) run(?:-script)? ([A-Za-z][\w:.-]*)(?![\w:.*<{[/-])/g;
const SHELL = /^(?:|bash|sh|shell|zsh|console|terminal|text)$/i;
const SCRIPT_PLACEHOLDER = /^(?:scripts?|name|command|task|target|x|foo|your.*|my.*)$/i;

export const missingReference: LintRule = {
  id: 'missing-reference',
  severity: 'information',
  *check({ files, context }) {
    for (const file of files) {
      if (file.path.startsWith('~/')) continue;
      yield* missingLinks(file, context);
      if (file.kind === 'skill') yield* missingPaths(file, context, file.path.split('/').slice(0, -1).join('/'));
      if (!isAboutWorkspace(file)) continue;
      yield* missingPaths(file, context, '');
      if (context.scripts) yield* missingScripts(file, context.scripts, context);
    }
  },
};

function* missingLinks(file: InstructionFile, context: LintContext): Iterable<Draft> {
  for (const link of file.links) {
    const url = link.value.replace(/^mdc:/, '').replace(/[?#].*$/, '');
    // An address, a heading of this file, or the root of a site.
    if (url === '' || /^(?:[a-z][a-z\d+.-]*:|\/)/i.test(url) || !/[./]/.test(url)) continue;
    const path = decoded(url);
    if (isPlaceholder(path) || /[<>{}*$[\]]|\s/.test(path) || NOT_CHECKED_IN.test(path)) continue;
    if (!isMissing(file, path, context)) continue;
    yield { file, range: link, wording: 'missing-reference', params: [path] };
  }
}

/** What a skill, agent or prompt tells is often meant for other workspaces. */
function isAboutWorkspace({ kind, path }: InstructionFile): boolean {
  if (kind === 'instructions') return path.startsWith('.github/');
  if (kind === 'cursor-rule') return path.startsWith('.cursor/');
  return ['claude', 'claude-rule', 'memory', 'agents', 'copilot', 'cursor', 'import'].includes(kind);
}

/** `folder`: where the first part of a path has to be for the path to be meant; '' for the file's own as well. */
function* missingPaths(file: InstructionFile, context: LintContext, folder: string): Iterable<Draft> {
  for (const mention of file.inlineCodes) {
    const path = mentionedPath(mention.value);
    if (path === undefined || path.startsWith('/') || isPlaceholder(path) || NOT_CHECKED_IN.test(path)) continue;
    if (isUnclaimed(mention) || !isMissing(file, path, context)) continue;
    if (context.existsSomewhere(path.replace(/\/$/, ''))) continue;
    const places = folder === '' ? ['', file.path.split('/').slice(0, -1).join('/')] : [folder];
    if (places.some((place) => isMeant(path, place, context))) {
      yield { file, range: mention, wording: 'missing-reference', params: [path] };
    }
  }
}

/** Where even its first folder is missing, another place is meant, or a package; hidden folders are shared by all tools. */
function isMeant(path: string, place: string, context: LintContext): boolean {
  const parts = path.split('/');
  if (parts[0] === '..') return false;
  const folders = parts.slice(0, parts.at(-1) === '' ? -2 : -1);
  const near = parts[0]!.startsWith('.') ? folders.join('/') : parts[0]!;
  return near !== '' && context.exists(place === '' ? near : `${place}/${near}`) === true;
}

function* missingScripts(file: InstructionFile, scripts: ReadonlySet<string>, context: LintContext): Iterable<Draft> {
  const shell = file.codeBlocks.filter(({ language }) => SHELL.test(language));
  for (const { start, end } of [...file.inlineCodes.filter((code) => !isUnclaimed(code)), ...shell]) {
    const commands = file.text.slice(start, end);
    // In a folder that is not there, it is another workspace's script.
    if (
      [...commands.matchAll(/\bcd ([\w./-]+)/g)].some(([, to = '']) => context.exists(to.replace(/\/$/, '')) !== true)
    )
      continue;
    for (const { index, 0: command, 1: name = '' } of commands.matchAll(SCRIPT)) {
      if (scripts.has(name.replace(/[.:-]+$/, '')) || SCRIPT_PLACEHOLDER.test(name)) continue;
      const range = { start: start + index, end: start + index + command.length };
      yield { file, range, wording: 'missing-reference.script', params: [name] };
    }
  }
}

function isUnclaimed({ around, heading }: Mention): boolean {
  return NOT_CLAIMED.test(around) || NOT_CLAIMED.test(heading) || isNegative(around);
}

/** From the file's own folder, and from the workspace's root; what lies outside is not judged. */
function isMissing(file: InstructionFile, path: string, context: LintContext): boolean {
  const places = [resolvePath(file.path, path), resolvePath('', path)];
  return places.every((place) => place !== undefined && context.exists(place.replace(/\/$/, '')) === false);
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}
