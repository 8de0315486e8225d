import { isNegative } from '../keepList';
import type { Draft, LintRule } from '../lintRule';
import { loadedTogether } from '../loadedTogether';
import type { InstructionFile, Statement } from '../parseInstructionFile';

interface Claim {
  file: InstructionFile;
  start: number;
  end: number;
  topic: string;
  value: string;
}

const LONGEST = 25;
const MANAGERS = /\b(?:npm|pnpm|yarn|bun)\b/gi;
const ELSEWHERE =
  /\b(?:python|go|golang|rust|java|yaml|json|makefiles?|css|html|jsx|sql|markdown|docs?|legacy|ci|docker\w*|globally|global|publish\w*|registry)\b|\.\w{1,5}\b|[\w-]+\/[\w-]/i;

/** Two instructions of one request that cannot both be followed, out of a short list of usual ones. */
export const contradiction: LintRule = {
  id: 'contradiction',
  severity: 'information',
  *check({ files }) {
    const claims = files
      .filter(({ load }) => load !== 'invoke')
      .flatMap((file) => file.statements.flatMap((statement) => claimsOf(file, statement)));
    const told = new Set<string>();
    for (const [i, later] of claims.entries()) {
      const earlier = claims
        .slice(0, i)
        .find(
          ({ topic, value, file }) =>
            topic === later.topic && value !== later.value && loadedTogether(file, later.file),
        );
      // One pair of a topic shows what is wrong; the others follow from it.
      if (!earlier || told.has(`${later.file.path} ${later.topic}`)) continue;
      told.add(`${later.file.path} ${later.topic}`);
      yield draft(earlier, later);
    }
  },
};

function draft(earlier: Claim, { file, start, end, value }: Claim): Draft {
  const { line } = earlier.file.lines.positionAt(earlier.start);
  return {
    file,
    range: { start, end },
    wording: 'contradiction',
    params: [earlier.file.path, line, earlier.value, value],
    related: { file: earlier.file.path, line },
  };
}

function claimsOf(file: InstructionFile, statement: Statement): Claim[] {
  const { plain, words, heading, lead, start, end } = statement;
  if (words.length > LONGEST || ELSEWHERE.test(`${heading} ${lead} ${plain}`) || isNegative(`${heading} ${lead}`))
    return [];
  const claim = (topic: string, value: string | undefined): Claim[] =>
    value === undefined ? [] : [{ file, start, end, topic, value }];
  return [
    ...claim('package manager', packageManager(plain)),
    ...claim('indentation', indentation(plain)),
    ...claim('quotes', quotes(plain)),
    ...claim('semicolons', semicolons(plain)),
  ];
}

function packageManager(plain: string): string | undefined {
  const affirmed =
    /\b(?:use|using|prefer|package manager(?: is)?:?) (?:only )?(npm|pnpm|yarn|bun)\b(?! (?:scripts?|packages?|workspaces?|link))/i.exec(
      plain,
    );
  if (!affirmed || /\b(?:not|never|don['’]?t|avoid) (?:to )?use$/i.test(plain.slice(0, affirmed.index + 3)))
    return undefined;
  const named = new Set((plain.match(MANAGERS) ?? []).map((name) => name.toLowerCase()));
  // "npm or yarn" leaves the choice; "pnpm, not npm" does not.
  return named.size > 1 && !isNegative(plain) ? undefined : affirmed[1]!.toLowerCase();
}

function indentation(plain: string): string | undefined {
  if (!/\bindent/i.test(plain) || !/\b(?:uses?|using|prefer|must|should|always|with)\b/i.test(plain)) return undefined;
  if (isNegative(plain)) return undefined;
  const spaces = /\b(\d|two|four|eight)[- ]spaces?\b/i.exec(plain);
  const tabs = /\btabs?\b(?! (?:width|size))/i.test(plain);
  if (tabs && /\bspaces?\b/i.test(plain)) return undefined;
  if (tabs) return 'tabs';
  return spaces ? `${NUMBERS[spaces[1]!.toLowerCase()] ?? spaces[1]} spaces` : undefined;
}

const NUMBERS: Readonly<Record<string, string>> = { two: '2', four: '4', eight: '8' };

function quotes(plain: string): string | undefined {
  const found = new Set(
    [...plain.matchAll(/\b(single|double)[- ]quotes?\b/gi)].map(([, kind = '']) => kind.toLowerCase()),
  );
  const [kind] = found;
  return found.size === 1 && !isNegative(plain) && /\b(?:use|prefer|always)\b/i.test(plain)
    ? `${kind} quotes`
    : undefined;
}

function semicolons(plain: string): string | undefined {
  if (!/\bsemi-?colons?\b/i.test(plain)) return undefined;
  if (/\b(?:no|omit|without|avoid|skip|never use|don['’]t use|do not use) (?:trailing )?semi-?colons?\b/i.test(plain))
    return 'no semicolons';
  return !isNegative(plain) && /\b(?:use|always|require|add|include)\b/i.test(plain) ? 'semicolons' : undefined;
}
