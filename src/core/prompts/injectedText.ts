/**
 * Elements that harnesses (Claude Code, Codex, their editors' extensions) wrap around what they add to a user's message.
 * Only known names count: a user may well write HTML.
 */
const WRAPPERS = new Set([
  // Claude Code
  'system-reminder',
  'command-name',
  'command-message',
  'command-contents',
  'local-command-caveat',
  'local-command-stdout',
  'local-command-stderr',
  'bash-stdout',
  'bash-stderr',
  'task-notification',
  'teammate-message',
  'user-prompt-submit-hook',
  'session-start-hook',
  'ide_selection',
  'ide_opened_file',
  'ide_diagnostics',
  'available-deferred-tools',
  // Codex
  'environment_context',
  'user_instructions',
  'user_action',
  'user_shell_command',
  'turn_aborted',
  'permissions',
  'apps_instructions',
  'skills_instructions',
  'plugins_instructions',
  'collaboration_mode',
  'personality_spec',
  'model_switch',
  'realtime_conversation',
  'goal_context',
  'subagent_notification',
  'skill',
  'instructions',
]);

/** What a user gave to a slash command: the element is the harness's, its content is the user's. */
const TYPED_WRAPPERS = new Set(['command-args', 'bash-input']);

/** Beginnings of texts that a harness wrote from the first to the last character. */
const WHOLE_TEXTS = [
  'This session is being continued from a previous conversation',
  'Another language model started to solve this problem and produced a summary',
  'Base directory for this skill: ',
  '[SYSTEM NOTIFICATION - NOT USER INPUT]',
];

/** Beginnings of single lines that a harness wrote. */
const WHOLE_LINES = [
  'Caveat: The messages below were generated',
  '[Request interrupted by user',
  'If you need specific details from before exiting plan mode',
];

/** Where a task's result lies, told behind the notification that it is there. */
const RESULT_POINTER = /\s{0,4}(?:Read the output file to retrieve the result|Full transcript available at): [^\n]*/y;

/** Headings under which Codex's editor extensions list open files; the user's own words follow after REQUEST. */
const EDITOR_CONTEXT = ['# Context from my IDE setup:', '# Files mentioned by the user:'];
const REQUEST = '\n## My request for Codex:';

const AGENTS_FILE = '# AGENTS.md instructions';
const AGENTS_END = '</INSTRUCTIONS>';

/** Without one of these where a line begins, and without '<', nothing in a text is a harness's. */
export const BEGINNINGS: readonly string[] = [...WHOLE_TEXTS, ...WHOLE_LINES, ...EDITOR_CONTEXT, AGENTS_FILE];

/** A passage that a harness wrote. `typed`: a part of it that is the user's after all. */
export interface InjectedPassage {
  end: number;
  typed?: { start: number; end: number };
}

/**
 * Finds harness passages in `text`. The function returned is asked with ascending positions, each the beginning of a
 * line or the end of an injected passage, and takes linear time over all of them.
 */
export function injectedPassages(text: string): (at: number) => InjectedPassage | undefined {
  // Positions ascend, so what was not found once need not be looked for again.
  const absent = new Set<string>();
  const find = (what: string, from: number): number => {
    if (absent.has(what)) return -1;
    const found = text.indexOf(what, from);
    if (found < 0) absent.add(what);
    return found;
  };
  const lineEnd = (from: number): number => {
    const end = find('\n', from);
    return end < 0 ? text.length : end + 1;
  };
  const tag = /[ \t]*<([A-Za-z][\w-]{1,40})(?: [^<>\n]{0,200})?>/y;
  const firstWord = text.search(/\S/);

  return (at) => {
    if (at <= firstWord) {
      if (WHOLE_TEXTS.some((begin) => text.startsWith(begin, firstWord))) return { end: text.length };
      if (EDITOR_CONTEXT.some((begin) => text.startsWith(begin, firstWord))) {
        const request = find(REQUEST, at);
        return { end: request < 0 ? text.length : request + REQUEST.length };
      }
    }
    if (text.startsWith(AGENTS_FILE, at)) {
      const end = find(AGENTS_END, at);
      if (end >= 0) return { end: end + AGENTS_END.length };
    }
    if (WHOLE_LINES.some((begin) => text.startsWith(begin, at))) return { end: lineEnd(at) };

    tag.lastIndex = at;
    const name = tag.exec(text)?.[1];
    if (!name) return undefined;
    const open = tag.lastIndex;
    const typed = TYPED_WRAPPERS.has(name);
    if (!typed && !WRAPPERS.has(name.toLowerCase())) return undefined;
    const close = find(`</${name}>`, open);
    if (close < 0) return undefined;
    let end = close + name.length + 3;
    RESULT_POINTER.lastIndex = end;
    if (name === 'task-notification' && RESULT_POINTER.test(text)) end = RESULT_POINTER.lastIndex;
    return typed ? { end, typed: { start: open, end: close } } : { end };
  };
}
