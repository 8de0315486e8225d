import { program } from './program';
import { isSimpleCommand } from './simpleCommand';
import { patchEdits, type FileEdit } from './codexPatch';

/** What is kept of a tool call's arguments. */
export interface ToolUse {
  /** A file's path, a program's name or a sub-agent's type. */
  target: string;
  /** What it would do to files, if it is a patch. */
  edits: FileEdit[];
  /** Its command line is one command alone. */
  isSimple: boolean;
}

const PATHS = ['path', 'file_path', 'filename', 'dir_path'];
const COMMANDS = ['command', 'cmd'];
const LONGEST_TARGET = 1000;

/** Reads a tool call's arguments: a JSON object, also as a string, or for a free-form tool the text itself. */
export function toolUse(args: string): ToolUse {
  const edits = args.includes('*** Begin Patch') ? patchEdits(patchText(args)) : [];
  if (edits.length > 0) return { target: edits[0]!.path, edits, isSimple: false };
  const given = args.length > 1e6 ? {} : parseObject(args);
  const command = COMMANDS.map((key) => given[key]).find((value) => value !== undefined);
  const target = argumentTarget(given).slice(0, LONGEST_TARGET);
  return { target, edits, isSimple: isSimpleCommand(scriptOf(command)) };
}

/** The program of a command: its first word. */
export function commandProgram(command: unknown): string {
  return program(
    scriptOf(command)
      .slice(0, 400)
      .replace(/^(?:\s*cd\s+[^&;\n]+(?:&&|;))+/, ''),
  );
}

/** A command as a shell would read it: itself, of `["bash", "-lc", script]` the script, of other lists their words. */
function scriptOf(command: unknown): string {
  if (typeof command === 'string') return command;
  if (!Array.isArray(command)) return '';
  const words = command.filter((word): word is string => typeof word === 'string');
  return /^-\w*c$/.test(words[1] ?? '') ? (words[2] ?? '') : words.join(' ');
}

function argumentTarget(args: Record<string, unknown>): string {
  for (const key of PATHS) if (typeof args[key] === 'string') return args[key];
  for (const key of COMMANDS) if (args[key] !== undefined) return commandProgram(args[key]);
  const agent = args['agent_type'];
  return typeof agent === 'string' && /^[\w.-]{1,60}$/.test(agent) ? agent : '';
}

/** A patch may stand in an argument, or in a command's script. */
function patchText(args: string): string {
  const strings = Object.values(parseObject(args)).flat();
  return strings.find((s): s is string => typeof s === 'string' && s.includes('*** Begin Patch')) ?? args;
}

function parseObject(text: string): Record<string, unknown> {
  if (!text.trimStart().startsWith('{')) return {};
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
