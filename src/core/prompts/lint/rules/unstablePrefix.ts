import type { Draft, LintRule } from '../lintRule';
import type { InstructionFile } from '../parseInstructionFile';
import { removal } from '../removal';

/** A line that only says when something was last changed. */
const DATE_LINE =
  /^\W*(?:last[ -](?:updated?|modified|changed|reviewed|verified|synced)|updated(?: (?:on|at))?|date|generated(?: (?:on|at))?|current date|today(?:['’]s date)?)\W*(?:is|on|at|:)?\W*(?:\d{4}[-/.年]\s?\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\.? \d|\d{1,2} (?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec))/i;
/** Lines that `git status` begins with, and those that follow. */
const GIT_HEAD = /^(?:On branch \S+|HEAD detached (?:at|from) \S+)\r?$/m;
const GIT_NEXT =
  /^(?:Your branch (?:is (?:up to date with|ahead of|behind) '|and '[^']+' have diverged)|nothing to commit\b|No commits yet\r?$|Untracked files:\r?$|Changes (?:to be committed|not staged for commit):\r?$|You have unmerged paths\.\r?$)/m;
const CLOCK =
  /\$\(date\b[^)]*\)|\{\{\s*(?:current[_-]?)?(?:date|time|now|timestamp)\b[^}]*\}\}|\$\{(?:CURRENT_)?(?:DATE|TIME|NOW)\}/i;

/** What makes the beginning of each request another one, so that nothing behind it is read from the cache. */
export const unstablePrefix: LintRule = {
  id: 'unstable-prefix',
  severity: 'information',
  *check({ files }) {
    for (const file of files) {
      if (file.load !== 'always' || file.kind === 'mcp') continue;
      for (const statement of file.statements) {
        if (DATE_LINE.test(statement.plain) && statement.words.length <= 10) {
          yield draft(file, statement, 'unstable-prefix.date', statement.removal);
        }
      }
      // In code it is something to be written, not to be put in here.
      for (const range of file.prose) {
        const words = file.text.slice(range.start, range.end);
        if (isGitStatus(words) || CLOCK.test(words)) yield draft(file, range, 'unstable-prefix');
      }
      for (const block of file.codeBlocks) {
        if (isGitStatus(block.value)) yield draft(file, block, 'unstable-prefix', block);
      }
      // `!` before inline code: put in what the command prints.
      for (const { start, end } of file.inlineCodes) {
        if (file.text[start - 1] === '!' && !/[\w)]/.test(file.text[start - 2] ?? '')) {
          yield draft(file, { start: start - 1, end }, 'unstable-prefix');
        }
      }
    }
  },
};

/** Not of one such line: sentences begin like it. */
function isGitStatus(text: string): boolean {
  return GIT_HEAD.test(text) && GIT_NEXT.test(text);
}

function draft(
  file: InstructionFile,
  { start, end }: { start: number; end: number },
  wording: 'unstable-prefix' | 'unstable-prefix.date',
  away?: { start: number; end: number },
): Draft {
  const edit = away && removal(file, away);
  return { file, range: { start, end }, wording, ...(edit && { fix: { label: 'fix.remove', edits: [edit] } }) };
}
