import fs from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';

const Entry = v.object({
  ruleId: v.string(),
  target: v.object({ kind: v.picklist(['file', 'editor-setting']), id: v.string() }),
  before: v.optional(v.string()),
  after: v.string(),
  /** Of the verdict that is to come, in the ledger. */
  followId: v.optional(v.number()),
});

/** A change that was made, with all that is needed to take it back. */
export type JournalEntry = v.InferOutput<typeof Entry>;

const MOST_ENTRIES = 20;

/** What Tokenmin changed, latest last, in a file that only the user can read: settings may hold secrets. */
export class ChangeJournal {
  constructor(private readonly file: string) {}

  async entries(): Promise<JournalEntry[]> {
    const text = await fs.readFile(this.file, 'utf8').catch(() => '[]');
    return v.parse(v.fallback(v.array(Entry), []), tryParse(text));
  }

  async add(entry: JournalEntry): Promise<void> {
    await this.#write([...(await this.entries()), entry].slice(-MOST_ENTRIES));
  }

  /** Takes out the latest entry with this content. */
  async remove(entry: JournalEntry): Promise<void> {
    const entries = await this.entries();
    const same = JSON.stringify(entry);
    const index = entries.findLastIndex((one) => JSON.stringify(one) === same);
    if (index >= 0) await this.#write(entries.toSpliced(index, 1));
  }

  async #write(entries: JournalEntry[]): Promise<void> {
    await fs.mkdir(path.dirname(this.file), { recursive: true });
    const beside = `${this.file}.tmp`;
    await fs.writeFile(beside, JSON.stringify(entries), { mode: 0o600 });
    await fs.rename(beside, this.file);
  }
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
