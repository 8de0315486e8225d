import { Bytes } from './bytes';
import { Contents, Content } from './content';
import { wordOf, Text } from './texts';
import { word, Word } from './words';

/** A tool call whose result is still to come. */
@unmanaged
class OpenTool {
  id: u32;
  name: Text;
  target: Text;
}

/** A tool call is answered within a few rows; a log that never answers must not make us remember for ever. */
const MOST: u32 = 200;

const EDIT = word('Edit');
const MULTI_EDIT = word('MultiEdit');
const WRITE = word('Write');
const NOTEBOOK_EDIT = word('NotebookEdit');
const TASK = word('Task');
const AGENT = word('Agent');

export function isEditTool(name: Text): bool {
  const known: Word = wordOf(name);
  return known !== 0 && (known === EDIT || known === MULTI_EDIT || known === WRITE || known === NOTEBOOK_EDIT);
}

export function isSubAgentTool(name: Text): bool {
  const known: Word = wordOf(name);
  return known !== 0 && (known === TASK || known === AGENT);
}

/** The tool calls that are open, oldest first. */
class OpenTools {
  readonly list: Bytes = Bytes.create(MOST * offsetof<OpenTool>());

  forget(): void {
    this.list.length = 0;
  }

  get count(): u32 {
    return <u32>(this.list.length / offsetof<OpenTool>());
  }

  at(index: u32): OpenTool {
    return changetype<OpenTool>(this.list.at + index * offsetof<OpenTool>());
  }

  /** Its place; the number of tools when there is none. */
  find(id: u32): u32 {
    const count = this.count;
    for (let i: u32 = 0; i < count; i++) if (this.at(i).id === id) return i;
    return count;
  }

  add(id: u32, name: Text, target: Text): void {
    // A call is answered soon or never: the oldest one gives way.
    while (this.count >= MOST) this.remove(0);
    const at = this.find(id);
    if (at === this.count) this.list.add(offsetof<OpenTool>());
    const tool = this.at(at);
    tool.id = id;
    tool.name = name;
    tool.target = target;
  }

  remove(index: u32): void {
    const from = changetype<usize>(this.at(index));
    const end = this.list.at + this.list.length;
    memory.copy(from, from + offsetof<OpenTool>(), end - from - offsetof<OpenTool>());
    this.list.length -= offsetof<OpenTool>();
  }

  /** Does a row hold the result of an edit? */
  answersEdit(contents: Bytes): bool {
    const elements = Contents.count(contents);
    for (let i: u32 = 0; i < elements; i++) {
      const item: Content = Contents.at(contents, i);
      const at = this.find(item.toolId);
      if (at < this.count && isEditTool(this.at(at).name)) return true;
    }
    return false;
  }
}

export const openTools = new OpenTools();
