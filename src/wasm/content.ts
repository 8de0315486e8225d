import { Bytes } from './bytes';
import { programOf } from './host';
import { BACKSLASH, Json, OPENING_BRACE, OPENING_BRACKET, QUOTE } from './json';
import { textAt, Text } from './texts';
import { textHash } from './textHash';
import { word, wordAt, Word } from './words';

export const enum Part {
  Other,
  Text,
  Thinking,
  ToolUse,
  ToolResult,
  Image,
  /** Of an attachment: what stands in a prefix, and what a harness said in between. */
  Standing,
  Attached,
}

/** One element of a message's `content`, as bytes of the line. */
@unmanaged
export class Content {
  type: Part;
  /** The text, input or result; quotes excluded where it is a string. */
  from: usize;
  to: usize;
  /** A tool's name. */
  name: Text;
  /** Hash of the tool_use id, of the call or of the result's call: it only has to find one in the other. */
  toolId: u32;
  /** A path, a program's name or a sub-agent's type. */
  target: Text;
  isError: bool;
  /** Its command is one alone. */
  isSimple: bool;
}

/** The elements of a message. */
export class Contents {
  static at(list: Bytes, index: u32): Content {
    return changetype<Content>(list.at + index * offsetof<Content>());
  }

  static count(list: Bytes): u32 {
    return <u32>(list.length / offsetof<Content>());
  }

  static add(list: Bytes): Content {
    const at = list.add(offsetof<Content>());
    memory.fill(at, 0, offsetof<Content>());
    return changetype<Content>(at);
  }
}

/** No message has more; a line of nothing but elements must not fill the memory. */
export const MOST_ELEMENTS: u32 = 10_000;
/** As much of a command as it takes to find its program. */
const COMMAND_HEAD: usize = 200;
const LONGEST_NAME: usize = 40;
const LONGEST_TARGET: usize = 1000;

const TYPE = word('type');
const TEXT = word('text');
const THINKING = word('thinking');
const DATA = word('data');
const NAME = word('name');
const ID = word('id');
const INPUT = word('input');
const TOOL_USE_ID = word('tool_use_id');
const CONTENT = word('content');
const IS_ERROR = word('is_error');
const SOURCE = word('source');

const FILE_PATH = word('file_path');
const PATH = word('path');
const NOTEBOOK_PATH = word('notebook_path');
const COMMAND = word('command');
const SUBAGENT_TYPE = word('subagent_type');
const SUDO = word('sudo');
const ENV = word('env');

const REDACTED_THINKING = word('redacted_thinking');
const TOOL_USE = word('tool_use');
const SERVER_TOOL_USE = word('server_tool_use');
const MCP_TOOL_USE = word('mcp_tool_use');
const TOOL_RESULT = word('tool_result');
const WEB_SEARCH_RESULT = word('web_search_tool_result');
const WEB_FETCH_RESULT = word('web_fetch_tool_result');
const MCP_RESULT = word('mcp_tool_result');
const IMAGE = word('image');
const DOCUMENT = word('document');

function partOf(type: Word): Part {
  if (type === TEXT) return Part.Text;
  if (type === TOOL_USE || type === SERVER_TOOL_USE || type === MCP_TOOL_USE) return Part.ToolUse;
  if (type === TOOL_RESULT || type === WEB_SEARCH_RESULT) return Part.ToolResult;
  if (type === WEB_FETCH_RESULT || type === MCP_RESULT) return Part.ToolResult;
  if (type === THINKING || type === REDACTED_THINKING) return Part.Thinking;
  return type === IMAGE || type === DOCUMENT ? Part.Image : Part.Other;
}

/** Reads the `content` that is next, a text or an array, into `list`. */
export function readContents(list: Bytes): void {
  list.length = 0;
  if (Json.string()) {
    const text = Contents.add(list);
    text.type = Part.Text;
    text.from = Json.from;
    text.to = Json.to;
    return;
  }
  if (!Json.entersElseSkips(OPENING_BRACKET)) return;
  while (Json.nextElement()) {
    if (Contents.count(list) >= MOST_ELEMENTS || !Json.enter(OPENING_BRACE)) Json.skip();
    else readElement(Contents.add(list));
  }
}

/** The rest of an element whose brace is passed. */
function readElement(item: Content): void {
  while (Json.nextKey()) {
    const key = wordAt(Json.from, Json.to);
    if (key === TYPE) item.type = Json.stringElseSkips() ? partOf(wordAt(Json.from, Json.to)) : Part.Other;
    else if (key === NAME) item.name = Json.stringElseSkips() ? textAt(Json.from, Json.to) : 0;
    else if (key === ID || key === TOOL_USE_ID) {
      if (Json.stringElseSkips()) item.toolId = textHash(Json.from, Json.to);
    } else if (key === IS_ERROR) item.isError = Json.isTrue();
    else if (key === INPUT) {
      Json.peek();
      item.from = Json.pos;
      isSimple = false;
      item.target = readTarget();
      item.isSimple = isSimple;
      item.to = Json.pos;
    } else if (key === TEXT || key === THINKING || key === DATA || key === CONTENT || key === SOURCE) {
      if (Json.string()) {
        item.from = Json.from;
        item.to = Json.to;
      } else {
        item.from = Json.pos;
        Json.skip();
        item.to = Json.pos;
      }
    } else Json.skip();
  }
}

/** Whether the last `readTarget` passed a command alone. */
let isSimple: bool = false;

/** What a tool call is about: the file's path, the sub-agent's type, or the program of a command. Nothing else of it. */
function readTarget(): Text {
  let target: Text = 0;
  if (!Json.entersElseSkips(OPENING_BRACE)) return 0;
  while (Json.nextKey()) {
    const key = wordAt(Json.from, Json.to);
    const isTold =
      key !== 0 &&
      (key === FILE_PATH || key === COMMAND || key === PATH || key === NOTEBOOK_PATH || key === SUBAGENT_TYPE);
    if (!isTold || Json.peek() !== QUOTE || !Json.string()) Json.skip();
    else if (key === COMMAND) {
      if (!target) target = program(Json.from, min(Json.to, Json.from + COMMAND_HEAD));
      isSimple = isSimpleCommand(Json.from, Json.to);
    } else if (Json.to - Json.from < LONGEST_TARGET) target = textAt(Json.from, Json.to);
  }
  return target;
}

/** As core/sources/simpleCommand.ts: one command, with nothing before, behind or within it, that writes no file. */
function isSimpleCommand(from: usize, to: usize): bool {
  for (let at = from; at < to; at++) {
    const byte = <u32>load<u8>(at);
    if (byte === 124 || byte === 59 || byte === 96 || byte === 40 || byte === 41) return false; // | ; ` ( )
    if (byte === 38) return false; // &
    if (byte === 62) {
      // Only `>&1` and the like are passed.
      if (load<u8>(++at) !== 38 || <u32>load<u8>(++at) - 48 > 9) return false;
      continue;
    }
    if (byte !== BACKSLASH) continue;
    // Escaped blanks, quotes and slashes join nothing; a line's end does, and any byte may be written as \u….
    const escaped = <u32>load<u8>(++at);
    if (escaped !== QUOTE && escaped !== BACKSLASH && escaped !== 47 && escaped !== 116) return false;
  }
  return to > from;
}

/** Mostly a command begins with its program's bare name. */
function program(from: usize, to: usize): Text {
  let at = from;
  while (at < to && isNameByte(load<u8>(at))) at++;
  const isWhole = at > from && at - from <= LONGEST_NAME && (at === to || load<u8>(at) === 32);
  const first = at > from ? load<u8>(from) : 0;
  if (!isWhole || first === 45 || first === 46) return programOf(from, to);
  const known = wordAt(from, at);
  return known === SUDO || known === ENV ? programOf(from, to) : textAt(from, at);
}

/** A letter, digit, `_`, `-` or `.`. */
function isNameByte(byte: u32): bool {
  return (byte | 32) - 97 < 26 || byte - 48 < 10 || byte === 95 || byte === 45 || byte === 46;
}
