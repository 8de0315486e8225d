/** What stands between a command and the next one. ';' also for the end of a line. */
type Operator = '' | ';' | '&' | '&&' | '||' | '|';

/** A program with its arguments, as a shell would call it. */
export interface SimpleCommand {
  /** Without their quotes; variables and what a shell would put in as they stand. */
  words: string[];
  /** Files that it is written to. */
  into: string[];
  /** What stands in the command line for it to read. */
  input: string;
  /** What comes next, and how. */
  operator: Operator;
  /** Within `$(…)`: its status is nobody's. */
  isInner: boolean;
}

/** Longer ones are files that are written by a command: what follows them does not matter. */
const LONGEST = 100_000;
const DEEPEST = 12;

/** Words that only hold commands together. */
const GLUE = new Set(['if', 'then', 'else', 'elif', 'fi', 'while', 'until', 'do', 'done', 'esac', '!', '{', '}']);
/** What follows these up to the next command are names and values. */
const HEADS = new Set(['for', 'select', 'case', 'function']);

/** The commands of a command line in their order, those of `$(…)` before the one they are for. Linear time. */
export function parseCommandLine(line: string): SimpleCommand[] {
  const parser = new Parser(line.length > LONGEST ? line.slice(0, LONGEST) : line);
  parser.list('', 0, false);
  return parser.commands;
}

interface Heredoc {
  end: string;
  isIndented: boolean;
  owner: { input: string };
}

class Parser {
  readonly commands: SimpleCommand[] = [];
  private at = 0;
  private awaited: Heredoc[] = [];

  constructor(private readonly text: string) {}

  /** Reads commands up to `close`, or to the end. */
  list(close: '' | ')' | '`', depth: number, isInner: boolean): void {
    const { text, commands } = this;
    if (depth > DEEPEST) {
      this.at = text.length;
      return;
    }
    const start = commands.length;
    const fresh = (): SimpleCommand => ({ words: [], into: [], input: '', operator: '', isInner });
    let current = fresh();
    /** Where the last group began, if nothing has come after it. */
    let group = -1;
    const end = (operator: Operator): void => {
      while (GLUE.has(current.words[0] ?? '')) current.words.shift();
      if (HEADS.has(current.words[0] ?? '')) current.words = [];
      if (current.words.length > 0 || current.into.length > 0) {
        current.operator = operator;
        commands.push(current);
        group = -1;
      } else if (operator !== ';' && operator !== '' && commands.length > start) {
        // A pipe behind a group takes what all of it says.
        for (let i = operator === '|' && group >= 0 ? group : commands.length - 1; i < commands.length; i++) {
          commands[i]!.operator = operator;
        }
      }
      current = fresh();
    };
    while (this.at < text.length) {
      const c = text[this.at]!;
      const next = text[this.at + 1] ?? '';
      if (c === '\n') {
        this.at++;
        end(';');
        this.takeHeredocs();
      } else if (c === ' ' || c === '\t' || c === '\r') this.at++;
      else if (c === '\\' && next === '\n') this.at += 2;
      else if (c === '#') this.skipTo('\n');
      else if (c === ';') {
        this.at++;
        end(';');
      } else if (c === '&' && next === '>') this.redirect(current, depth);
      else if (c === '&') {
        this.at += next === '&' ? 2 : 1;
        end(next === '&' ? '&&' : '&');
      } else if (c === '|') {
        this.at += next === '|' || next === '&' ? 2 : 1;
        end(next === '|' ? '||' : '|');
      } else if (c === '(') {
        if (current.words.length > 0) {
          // A function's name.
          this.at += next === ')' ? 2 : 1;
          current.words = [];
        } else if (next === '(') this.skipTo('))', 2);
        else {
          this.at++;
          const from = commands.length;
          this.list(')', depth + 1, isInner);
          group = from;
        }
      } else if (c === ')') {
        this.at++;
        if (close === ')') {
          end('');
          return;
        }
        // Of a case.
        current = fresh();
      } else if (c === '`' && close === '`') {
        this.at++;
        end('');
        return;
      } else if (c === '<' || c === '>') this.redirect(current, depth);
      else {
        const from = this.at;
        const word = this.word(close, depth);
        const follows = text[this.at];
        const isDescriptor = (follows === '>' || follows === '<') && /^\d+$/.test(text.slice(from, this.at));
        if (word === '[[') {
          current.words.push(word);
          this.skipTo(']]', 2);
        } else if (!isDescriptor) current.words.push(word);
      }
    }
    end('');
  }

  private redirect(command: SimpleCommand, depth: number): void {
    const { text } = this;
    const [operator] = /^(?:<<<|<<-?|<&|<\(|<>|<|&>>|&>|>>|>\||>&|>\(|>)/.exec(text.slice(this.at, this.at + 3))!;
    this.at += operator.length;
    if (operator === '<(' || operator === '>(') {
      this.list(')', depth + 1, true);
      return;
    }
    while (text[this.at] === ' ' || text[this.at] === '\t') this.at++;
    const word = this.word('', depth);
    if (operator === '<<' || operator === '<<-') {
      this.awaited.push({ end: word, isIndented: operator === '<<-', owner: command });
    } else if (operator === '<<<') command.input = word;
    else if (operator.includes('>') && operator !== '<>' && !(operator === '>&' && /^[\d-]/.test(word))) {
      command.into.push(word);
    }
  }

  /** What stands below a line with `<<`. */
  private takeHeredocs(): void {
    for (const { end, isIndented, owner } of this.awaited) {
      const from = this.at;
      for (;;) {
        const feed = this.text.indexOf('\n', this.at);
        const line = this.text.slice(this.at, feed < 0 ? undefined : feed);
        const before = this.at;
        this.at = feed < 0 ? this.text.length : feed + 1;
        if ((isIndented ? line.replace(/^\t+/, '') : line) === end || feed < 0) {
          owner.input = this.text.slice(from, before);
          break;
        }
      }
    }
    this.awaited = [];
  }

  /** A word without its quotes. */
  private word(close: '' | ')' | '`', depth: number): string {
    const { text } = this;
    let word = '';
    while (this.at < text.length) {
      const c = text[this.at]!;
      if (/[\s;&|<>()]/.test(c) || (c === '`' && close === '`')) break;
      if (c === "'") word += this.between("'", 1);
      else if (c === '$' && text[this.at + 1] === "'") {
        this.at++;
        word += this.between("'", 1);
      } else if (c === '"') word += this.quoted(depth);
      else if (c === '\\') {
        word += text[this.at + 1] === '\n' ? '' : (text[this.at + 1] ?? '');
        this.at += 2;
      } else word += this.piece(c, depth);
    }
    return word;
  }

  private quoted(depth: number): string {
    const { text } = this;
    let word = '';
    this.at++;
    while (this.at < text.length) {
      const c = text[this.at]!;
      if (c === '"') {
        this.at++;
        break;
      }
      if (c === '\\') {
        word += text.slice(this.at, this.at + 2).replace(/^\\(["\\$`])/, '$1');
        this.at += 2;
      } else word += this.piece(c, depth);
    }
    return word;
  }

  /** What a shell would put in, or a character as it stands. */
  private piece(c: string, depth: number): string {
    if (c === '`' || c === '$') return this.expansion(depth);
    this.at++;
    return c;
  }

  /** `$name`, `${…}`, `$((…))`, or `$(…)`, whose commands are taken. */
  private expansion(depth: number): string {
    const { text } = this;
    const from = this.at;
    if (text[from] === '`') {
      this.at++;
      this.nested('`', depth);
    } else if (text.startsWith('$((', from)) this.skipTo('))', 2);
    else if (text.startsWith('$(', from)) {
      this.at += 2;
      this.nested(')', depth);
    } else if (text.startsWith('${', from)) this.skipTo('}', 1);
    else this.at++;
    return text.slice(from, this.at);
  }

  private nested(close: ')' | '`', depth: number): void {
    // What the outer line still awaits stands below it, not in here.
    const awaited = this.awaited;
    this.awaited = [];
    this.list(close, depth + 1, true);
    this.awaited = awaited;
  }

  private between(quote: string, length: number): string {
    const from = this.at + length;
    const end = this.text.indexOf(quote, from);
    this.at = end < 0 ? this.text.length : end + quote.length;
    return this.text.slice(from, end < 0 ? undefined : end);
  }

  /** To `what`, or behind it. */
  private skipTo(what: string, behind = 0): void {
    const found = this.text.indexOf(what, this.at);
    this.at = found < 0 ? this.text.length : found + behind;
  }
}
