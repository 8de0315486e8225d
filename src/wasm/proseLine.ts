import { word, wordAt } from './words';

const APOSTROPHE: u8 = 39;
const COMMA: u8 = 44;
const COLON: u8 = 58;
const SPACE: u8 = 32;
const LETTER_R: u8 = 114;
const LETTER_W: u8 = 119;
const LONGEST_WORD: usize = 40;

const LETTER: u8 = 1;
const UPPER: u8 = 2;
const DIGIT: u8 = 4;
const MARK: u8 = 8;
/** What each byte is. Bytes of letters beyond ASCII and of typographic marks pass for marks. */
const kinds = heap.alloc(256);
memory.fill(kinds, 0, 128);
memory.fill(kinds + 128, MARK, 128);
for (let byte: u8 = 65; byte <= 90; byte++) store<u8>(kinds + byte, LETTER | UPPER);
for (let byte: u8 = 97; byte <= 122; byte++) store<u8>(kinds + byte, LETTER);
for (let byte: u8 = 48; byte <= 57; byte++) store<u8>(kinds + byte, DIGIT);
const MARKS = ' ,.!?\'"()/-_+%#@:`~*';
for (let i = 0; i < MARKS.length; i++) store<u8>(kinds + MARKS.charCodeAt(i), MARK);

const PROGRAMS = [
  'npm,ok,not,diff,index,thread,goroutine,Traceback,Caused,File',
  'import,export,from,const,let,var,def,class,fn,func,function',
  'return,if,elif,for,while,with,except,public,private,async,module,require',
  'test,defp,defmodule,describe,context,namespace,resources,task,factory',
  'select,left,right,inner,outer,full,cross,join,where,group,order,limit,insert,delete,update',
  'Started,Processing,Completed,created,exit,Exception,Unhandled,Stack,stack,Program',
].join(',');
/** What a line begins with that programs may have written. */
const programWords = PROGRAMS.split(',').map<u32>((text) => word(text));

/**
 * Does a line begin as prose does, with a word that is no program's? If nothing but `isOfProse` follows, no pattern of
 * core/prompts/pastedLine.ts fits it. Said of many lines that people write and of none that looks pasted.
 */
export function beginsAsProse(from: usize, to: usize): bool {
  let at = from;
  while (at < to && (load<u8>(kinds + load<u8>(at)) & LETTER || load<u8>(at) === APOSTROPHE)) at++;
  const length = at - from;
  if (length === 0 || length > LONGEST_WORD || at === to) return false;
  if (load<u8>(at) === COMMA ? load<u8>(at, 1) !== SPACE : load<u8>(at) !== SPACE) return false;
  if (load<u8>(from) === APOSTROPHE || (load<u8>(kinds + load<u8>(from, 1)) & UPPER && length > 1)) return false;
  // As in drwxr-xr-x.
  if (load<u8>(from, 1) === LETTER_R && load<u8>(from, 2) === LETTER_W) return false;
  const first = wordAt(from, at);
  return first === 0 || !programWords.includes(first);
}

/** May this byte, which is no escape, stand in a line of prose after another byte? */
export function isOfProse(at: usize): bool {
  const byte = load<u8>(at);
  if (load<u8>(kinds + byte) === 0) return false;
  if (byte === SPACE) return load<u8>(at - 1) !== SPACE;
  return byte !== COLON || !(load<u8>(kinds + load<u8>(at, 1)) & DIGIT);
}
