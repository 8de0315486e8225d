import { BlockKind } from '../../usage/blockKind';
import type { PlacedBlock, SessionFacts, Thread } from '../session/sessionFacts';
import { tasksOf } from './tasks';

/** Texts of one thread that are read. */
const MOST_PROMPTS = 40;
const MOST_FAILURES = 24;
const MOST_OUTPUTS = 24;
/** Of a task: the last outputs before the moment that it is asked at; a stack trace is followed at once or never. */
const MOST_RECENT = 8;
const LONGEST_OUTPUT = 65_536;

const FRAME =
  /^\s*at \S|^\s*File ".*", line \d|^\s*from \S+:\d+:in |^\s*\S+:\d+:in [`']|^\s*--> \S+:\d+|^\s+\S+\.go:\d+|panicked at /;

/**
 * What a task is about, as far as it was said up to a moment: the words of the user's prompts, what failed, and stack
 * traces in what commands printed. Nothing is read before it is asked for.
 */
export class TaskWords {
  private readonly begins: ReadonlySet<PlacedBlock>;
  /** Of the thread's blocks: up to here they were looked at. */
  private passed = 0;
  private unread: PlacedBlock[] = [];
  private outputs: PlacedBlock[] = [];
  private texts: string[] = [];
  private hasPrompt = false;
  private readonly left = { prompts: MOST_PROMPTS, failures: MOST_FAILURES, outputs: MOST_OUTPUTS };

  constructor(
    private readonly session: SessionFacts,
    private readonly thread: Thread,
  ) {
    const tasks = thread === session.threads[0] ? tasksOf(session) : [];
    this.begins = new Set(tasks.map(({ turns }) => turns[0]!.prompt[0]!));
  }

  private pass(block: PlacedBlock): void {
    const { kind, isError, name, target, bytes, hash } = block;
    if (this.begins.has(block)) {
      this.texts = [];
      this.unread = [];
      this.outputs = [];
      this.hasPrompt = false;
    }
    const isTyped = kind === BlockKind.Typed || kind === BlockKind.Pasted;
    if (isTyped || (kind === BlockKind.Injected && !this.hasPrompt)) {
      this.unread.push(block);
      this.hasPrompt = true;
    } else if (kind === BlockKind.ToolResult && isError) this.unread.push(block);
    else if (kind === BlockKind.ToolResult && hash !== 0 && bytes <= LONGEST_OUTPUT && runs(name, target)) {
      this.outputs.push(block);
      if (this.outputs.length > MOST_RECENT) this.outputs.shift();
    }
  }

  /** Does any of it say so, up to the thread's block at `index`? Asked in their order; where there is more than can be read, it may. */
  some(index: number, says: (text: string) => boolean): boolean {
    const { blocks } = this.thread;
    while (this.passed <= index) this.pass(blocks[this.passed++]!);
    const { session, left, texts } = this;
    for (const block of this.unread.splice(0)) {
      if (block.isError) {
        if (left.failures-- > 0) texts.push(session.textOf(block) ?? '');
      } else if (left.prompts-- > 0) texts.push(session.textOf(block) ?? '');
      else return true;
    }
    for (const block of this.outputs.splice(0)) {
      if (left.outputs-- > 0) texts.push(framesIn(session.textOf(block) ?? ''));
    }
    return texts.some(says);
  }
}

/** A shell's command: its target is a program. What prints files or finds them prints frames that nobody ran into. */
function runs(name: string, target: string): boolean {
  return target !== '' && !/[\\/]/.test(target) && !PASSIVE.has(target) && !/^(?:Read|Grep|Glob|LS)$/.test(name);
}

const PASSIVE = new Set(
  'cat head tail sed nl bat batcat less more type Get-Content rg grep find ls fd ag tree git'.split(' '),
);

function framesIn(text: string): string {
  return text
    .split('\n')
    .filter((line) => FRAME.test(line.slice(0, 400)))
    .slice(0, 200)
    .join('\n');
}
