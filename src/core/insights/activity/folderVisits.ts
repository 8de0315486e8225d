import { remembered } from '../../usage/remembered';
import { BlockKind } from '../../usage/blockKind';
import { blocksOfKind } from '../session/blocksOfKind';
import type { SessionFacts } from '../session/sessionFacts';
import { commandOf } from './toolUse';

/** Of a command line; what comes later are mostly texts that it writes. */
const LONGEST_COMMAND = 4_000;
const SHELLS = /bash|shell|exec|terminal|^run_/i;
const isShell = remembered((name) => SHELLS.test(name));
const WORKDIR = /"(?:workdir|cwd)"\s*:\s*"([^"]*)"/;
/** Programs that take a folder without a slash behind it. */
const OF_FOLDERS = 'cd|pushd|ls|tree|find|rg|grep|fd|ag|du|cp|mv|rm|mkdir';

/** Whether a session was in folders of its workspace: by its tools' targets, or by what its commands name. */
export class FolderVisits {
  private commands: readonly string[] | undefined | 'unread' = 'unread';

  /** `mostCommands`: commands that may be read. */
  constructor(
    private readonly session: SessionFacts,
    private readonly root: string,
    private readonly mostCommands: number,
  ) {}

  /** How many texts were read. */
  get read(): number {
    return this.commands === 'unread' ? 0 : (this.commands?.length ?? 0);
  }

  /** `folder`: 'db/sql/'. undefined: nothing says so, and there are more commands than may be read. */
  in(folder: string): boolean | undefined {
    const name = folder.replace(/\/$/, '');
    if (this.isTarget(name)) return true;
    if (this.commands === 'unread') this.commands = this.readCommands();
    const isNamed = namedIn(name, this.root);
    return this.commands?.some((command) => isNamed(command));
  }

  private isTarget(name: string): boolean {
    const { root } = this;
    const is = remembered((target) => {
      const path = target.replaceAll('\\', '/').replace(/^\.\//, '');
      const inside = path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
      return inside === name || inside.startsWith(`${name}/`);
    });
    return this.session.threads.some(({ blocks }) =>
      // A program may have a folder's name.
      blocks.some((block) => block.target !== '' && is(block.target) && !isShell(block.name)),
    );
  }

  private readCommands(): string[] | undefined {
    const { session } = this;
    const calls = session.threads.flatMap((thread) =>
      blocksOfKind(thread, BlockKind.ToolCall).blocks.filter(({ name, hash }) => hash !== 0 && isShell(name)),
    );
    const once = [...new Map(calls.map((block) => [block.hash, block])).values()];
    if (once.length > this.mostCommands) return undefined;
    return once.map((block) => {
      const args = session.textOf(block) ?? '';
      const folder = WORKDIR.exec(args.slice(-LONGEST_COMMAND))?.[1];
      return `${folder ? `cd ${folder}\n` : ''}${commandOf(args).slice(0, LONGEST_COMMAND)}`.replaceAll('\\', '/');
    });
  }
}

function namedIn(name: string, root: string): (command: string) => boolean {
  const path = `(?:\\./|${escaped(root)}/)?${escaped(name)}`;
  const below = new RegExp(`(?:^|[\\s"'=:(,<>@])${path}/`);
  const itself = new RegExp(`\\b(?:${OF_FOLDERS})\\b[^|;&\\n]*?[\\s"']${path}(?:[\\s"';&|)]|$)`);
  return (command) => below.test(command) || itself.test(command);
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
