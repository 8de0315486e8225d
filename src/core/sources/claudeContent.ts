import { KeySet, RecurringText, decodeString, namesOf, type JsonSkim } from './jsonSkim';
import { textHash } from '../usage/textHash';
import { program } from './program';

/** One element of a message's `content`, as bytes of the line. */
export interface ClaudeContent {
  type: 'text' | 'thinking' | 'tool_use' | 'tool_result' | 'image' | 'other';
  /** The text, input or result; quotes excluded where it is a string. */
  from: number;
  to: number;
  /** Tool name, or '' */
  name: string;
  /** Hash of the tool_use id, of the call or of the result's call: it only has to find one in the other. */
  toolId: number;
  /** A path, a program's name or a sub-agent's type. */
  target: string;
  isError: boolean;
}

/** No message has more; a line of nothing but elements must not fill the memory. */
const MOST_ELEMENTS = 10_000;
/** As much of a command as it takes to find its program. */
const COMMAND_HEAD = 200;
const LONGEST_TARGET = 1000;

enum ElementKey {
  type,
  text,
  thinking,
  data,
  name,
  id,
  input,
  tool_use_id,
  content,
  is_error,
  source,
}
const KEYS = new KeySet(namesOf(ElementKey));
const INPUT = new KeySet(['file_path', 'path', 'notebook_path', 'command', 'subagent_type']);
const TYPES: Record<string, ClaudeContent['type']> = {
  text: 'text',
  thinking: 'thinking',
  redacted_thinking: 'thinking',
  tool_use: 'tool_use',
  server_tool_use: 'tool_use',
  mcp_tool_use: 'tool_use',
  tool_result: 'tool_result',
  web_search_tool_result: 'tool_result',
  web_fetch_tool_result: 'tool_result',
  mcp_tool_result: 'tool_result',
  image: 'image',
  document: 'image',
};

const types = new RecurringText();
const names = new RecurringText();

/** Reads the `content` that the skim stands at, a text or an array, into `out`. */
export function readClaudeContent(skim: JsonSkim, bytes: Uint8Array, out: ClaudeContent[]): void {
  out.length = 0;
  if (skim.peek() === 34 && skim.string()) {
    out.push({ type: 'text', from: skim.from, to: skim.to, name: '', toolId: 0, target: '', isError: false });
    return;
  }
  if (!skim.enter(91)) {
    skim.skip();
    return;
  }
  while (skim.nextElement()) {
    if (out.length >= MOST_ELEMENTS || !skim.enter(123)) skim.skip();
    else out.push(readElement(skim, bytes));
  }
}

/** The rest of an element whose brace is passed. */
function readElement(skim: JsonSkim, bytes: Uint8Array): ClaudeContent {
  const item: ClaudeContent = { type: 'other', from: 0, to: 0, name: '', toolId: 0, target: '', isError: false };
  while (skim.nextKey()) {
    switch (KEYS.indexOf(bytes, skim.from, skim.to)) {
      case ElementKey.type: {
        const type = types.next(skim, bytes);
        item.type = Object.hasOwn(TYPES, type) ? TYPES[type]! : 'other';
        break;
      }
      case ElementKey.name:
        item.name = names.next(skim, bytes);
        break;
      case ElementKey.id:
      case ElementKey.tool_use_id:
        if (skim.peek() === 34 && skim.string()) item.toolId = textHash(bytes, skim.from, skim.to);
        else skim.skip();
        break;
      case ElementKey.is_error:
        item.isError = skim.isTrue();
        break;
      case ElementKey.input:
        skim.peek();
        item.from = skim.pos;
        item.target = readTarget(skim, bytes);
        item.to = skim.pos;
        break;
      case ElementKey.text:
      case ElementKey.thinking:
      case ElementKey.data:
      case ElementKey.content:
      case ElementKey.source:
        if (skim.peek() === 34 && skim.string()) {
          item.from = skim.from;
          item.to = skim.to;
        } else {
          item.from = skim.pos;
          skim.skip();
          item.to = skim.pos;
        }
        break;
      default:
        skim.skip();
    }
  }
  return item;
}

/** What a tool call is about: the file's path, the sub-agent's type, or the program of a command. Nothing else of it. */
function readTarget(skim: JsonSkim, bytes: Uint8Array): string {
  let target = '';
  if (!skim.enter(123)) {
    skim.skip();
    return '';
  }
  while (skim.nextKey()) {
    const key = INPUT.find(bytes, skim.from, skim.to);
    if (!key || skim.peek() !== 34 || !skim.string()) {
      skim.skip();
      continue;
    }
    if (key === 'command')
      target ||= program(decodeString(bytes, skim.from, Math.min(skim.to, skim.from + COMMAND_HEAD)));
    else if (skim.to - skim.from < LONGEST_TARGET) target = decodeString(bytes, skim.from, skim.to);
  }
  return target;
}
