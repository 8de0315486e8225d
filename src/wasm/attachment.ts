import { Bytes } from './bytes';
import { Contents, MOST_ELEMENTS, Part, readContents } from './content';
import { Json, OPENING_BRACE, OPENING_BRACKET, QUOTE } from './json';
import { textAt, Text } from './texts';
import { word, wordAt, Word } from './words';

// Rows of their own for what Claude Code adds to a conversation (since 2.1): `attachment` says what, `rendered`, in newer
// versions, how it was put to the model. Field names as public transcripts and readers of them have them.

const TYPE = word('type');
const CONTENT = word('content');
const TEXT = word('text');
const FILE = word('file');
const FILE_PATH = word('filePath');
const FILENAME = word('filename');
const PATH = word('path');
const BASE64 = word('base64');
const PROMPT = word('prompt');
const ORIGIN = word('origin');
const KIND = word('kind');
const HUMAN = word('human');
const IS_META = word('isMeta');
const COMMAND_MODE = word('commandMode');
const TASK_NOTIFICATION = word('task-notification');
const HOOK_EVENT = word('hookEvent');
const SESSION_START = word('SessionStart');
const PROMPT_SUBMIT = word('UserPromptSubmit');

const QUEUED_COMMAND = word('queued_command');
const HOOK_SUCCESS = word('hook_success');

const ADDED_LINES = word('addedLines');
const ADDED_BLOCKS = word('addedBlocks');
const SNIPPET = word('snippet');
const FILES = word('files');
const SKILLS = word('skills');
const MEMORIES = word('memories');

const SKILL_LISTING = word('skill_listing');
const AGENT_LISTING = word('agent_listing_delta');
const DEFERRED_TOOLS = word('deferred_tools_delta');
const MCP_INSTRUCTIONS = word('mcp_instructions_delta');
const INSTRUCTIONS = word('instructions');
const NESTED_MEMORY = word('nested_memory');
const MEMORY = word('relevant_memories');
const HOOK_CONTEXT = word('hook_additional_context');
const INVOKED_SKILLS = word('invoked_skills');
const FILE_READ = word('file');
const DIRECTORY = word('directory');
const EDITED_FILE = word('edited_text_file');
const SELECTED_LINES = word('selected_lines_in_ide');

/** A file's content stands this deep: content.file.content. */
const DEEPEST = 4;
const LONGEST_TARGET: usize = 1000;

/** Where the attachment's fields stand that its type decides about; 0: it has none. */
let prompt: usize = 0;
let content: usize = 0;
let added: usize = 0;
let name: Text = 0;
let target: Text = 0;
let part: Part = Part.Attached;

/** Adds the texts of the attachment at `at` to `list`, as `rendered`, if that is not 0, has them. */
export function readAttachment(list: Bytes, at: usize, rendered: usize): void {
  prompt = content = added = name = target = 0;
  list.length = 0;
  let type: Word = 0;
  let event: Word = 0;
  let isHarness = false;
  Json.pos = at;
  if (!Json.enter(OPENING_BRACE)) return;
  while (Json.nextKey()) {
    const key = wordAt(Json.from, Json.to);
    if (key === TYPE) {
      if (!Json.stringElseSkips()) continue;
      type = wordAt(Json.from, Json.to);
      name = textAt(Json.from, Json.to);
    } else if (key === COMMAND_MODE) {
      if (value() === TASK_NOTIFICATION) isHarness = true;
    } else if (key === IS_META) {
      if (Json.isTrue()) isHarness = true;
    } else if (key === ORIGIN) {
      if (!isHuman()) isHarness = true;
    } else if (key === HOOK_EVENT) event = value();
    else if (key === FILENAME || key === PATH) readTarget();
    else if (key === PROMPT) prompt = Json.passed();
    else if (key === CONTENT || key === SNIPPET || key === FILES || key === SKILLS || key === MEMORIES) {
      content = Json.passed();
    } else if (key === ADDED_LINES || key === ADDED_BLOCKS) added = Json.passed();
    else Json.skip();
  }
  const end = Json.pos;
  if (type === QUEUED_COMMAND && !isHarness) {
    Json.pos = prompt;
    if (prompt) readContents(list);
  } else {
    part = isStanding(type) ? Part.Standing : Part.Attached;
    addTexts(list, rendered, 0);
    if (list.length > 0) {
      // That is how it was put: with line numbers, or in a frame.
    } else if (type === HOOK_SUCCESS) {
      // Of a hook's output the model sees that of these two.
      if (event === SESSION_START || event === PROMPT_SUBMIT) addTexts(list, content, 0);
    } else if (type === QUEUED_COMMAND) addTexts(list, prompt, 0);
    else if (isSeen(type)) addTexts(list, content ? content : added, 0);
  }
  Json.pos = end;
}

/** What an assistant is told before anybody says a word, or would be told then if it were there. */
function isStanding(type: Word): bool {
  if (type === 0) return false;
  if (type === SKILL_LISTING || type === AGENT_LISTING || type === DEFERRED_TOOLS) return true;
  return type === MCP_INSTRUCTIONS || type === INSTRUCTIONS || type === NESTED_MEMORY;
}

/** Is its payload what the model was shown, more or less? Others are notes of the program to itself. */
function isSeen(type: Word): bool {
  if (isStanding(type)) return true;
  if (type === 0) return false;
  if (type === HOOK_CONTEXT || type === INVOKED_SKILLS || type === MEMORY) return true;
  return type === FILE_READ || type === DIRECTORY || type === EDITED_FILE || type === SELECTED_LINES;
}

/** Adds the text at `at`: a string, a list of strings as one, or what they stand in. */
function addTexts(list: Bytes, at: usize, depth: i32): void {
  if (at === 0 || depth > DEEPEST) return;
  Json.pos = at;
  const first = Json.peek();
  if (first === QUOTE) {
    if (Json.string() && Json.to > Json.from) add(list, part, Json.from, Json.to);
  } else if (first === OPENING_BRACKET) addList(list, depth);
  else if (first === OPENING_BRACE) addObject(list, depth);
}

function addList(list: Bytes, depth: i32): void {
  const from = Json.pos;
  Json.skip();
  const end = Json.pos;
  const own = target;
  Json.pos = from + 1;
  if (Json.peek() === QUOTE) add(list, part, from, end);
  else {
    while (Contents.count(list) < MOST_ELEMENTS && Json.pos < end && Json.nextElement()) {
      const element = Json.pos;
      Json.skip();
      const next = Json.pos;
      if (Json.broken) break;
      addTexts(list, element, depth + 1);
      target = own;
      Json.pos = next;
    }
  }
  Json.pos = end;
}

function addObject(list: Bytes, depth: i32): void {
  let inside: usize = 0;
  Json.enter(OPENING_BRACE);
  while (Json.nextKey()) {
    const key = wordAt(Json.from, Json.to);
    if (key === FILE_PATH || key === PATH) readTarget();
    else if (key === CONTENT || key === TEXT || key === FILE) inside = Json.passed();
    else if (key === BASE64 && Json.string()) add(list, Part.Image, Json.from, Json.to);
    else Json.skip();
  }
  const end = Json.pos;
  addTexts(list, inside, depth + 1);
  Json.pos = end;
}

function add(list: Bytes, type: Part, from: usize, to: usize): void {
  const item = Contents.add(list);
  item.type = type;
  item.from = from;
  item.to = to;
  item.name = type === Part.Image ? 0 : name;
  item.target = type === Part.Image ? 0 : target;
}

/** The word that is next; passes any value. */
function value(): Word {
  return Json.stringElseSkips() ? wordAt(Json.from, Json.to) : 0;
}

function readTarget(): void {
  if (Json.stringElseSkips() && Json.to - Json.from < LONGEST_TARGET) target = textAt(Json.from, Json.to);
}

/** Whether an origin says that a person wrote it. */
export function isHuman(): bool {
  let kind: Word = HUMAN;
  if (!Json.entersElseSkips(OPENING_BRACE)) return true;
  while (Json.nextKey()) {
    if (wordAt(Json.from, Json.to) === KIND) kind = value();
    else Json.skip();
  }
  return kind === HUMAN;
}
