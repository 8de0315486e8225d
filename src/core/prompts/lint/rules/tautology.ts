import { isKept } from '../keepList';
import type { LintRule } from '../lintRule';
import { removal } from '../removal';

const QUALITY =
  '(?:clean|readable|maintainable|high[- ]quality|good|quality|well[- ]structured|well[- ]written|well[- ]organi[sz]ed|efficient|robust|scalable|production[- ]ready|elegant|simple|understandable|professional|bug[- ]free|idiomatic|modular|concise|clear)';
const QUALITIES = `${QUALITY}(?:(?:, and |, | and )${QUALITY})*`;
const CODE = '(?:code|software|solutions?|implementations?|typescript|javascript|python|java|go|rust)(?: code)?';
const PRACTICES =
  '(?:(?:coding|programming|software|software (?:engineering|development)|industry|development|general|established) )?(?:best[- ]practices|coding standards|good practices|industry standards)';

/** Each says nothing that an assistant does not try unasked, and is all that its instruction says. */
const EMPTY: readonly RegExp[] = [
  `(?:always )?(?:write|produce|generate|create|provide|deliver) ${QUALITIES} ${CODE}`,
  `(?:keep|make sure|ensure) (?:that )?(?:the |your |all )?code (?:is |remains |stays )?${QUALITIES}`,
  `(?:always )?(?:follow|adhere to|apply|use|stick to) ${PRACTICES}(?:(?:, and |, | and )${PRACTICES})*`,
  `(?:always )?(?:use|choose|write) (?:meaningful|descriptive|clear|good|sensible|meaningful and descriptive|clear and descriptive|descriptive and meaningful) (?:variable |function |method |class |variable and function |function and variable )?(?:names|naming)`,
  `(?:always )?(?:ensure|maintain|prioriti[sz]e) (?:high )?(?:code quality|quality)`,
  `(?:always )?(?:be|act) (?:helpful|careful|thorough|smart|professional)(?: and (?:helpful|careful|thorough|smart|professional))?`,
  `(?:always )?(?:double[- ]check|check|review) your (?:work|code|answers?)`,
  `(?:always )?do your best(?: work)?`,
  `(?:write|ensure) bug[- ]free code`,
].map((pattern) => new RegExp(`^${pattern}$`, 'i'));

export const tautology: LintRule = {
  id: 'tautology',
  severity: 'information',
  *check({ files }) {
    for (const file of files) {
      if (file.load === 'invoke') continue;
      for (const statement of file.statements) {
        const plain = statement.plain.replace(/\s+/g, ' ').replace(/^[\s\p{P}\p{S}]+|[\s\p{P}\p{S}]+$/gu, '');
        if (statement.isTitle || !EMPTY.some((pattern) => pattern.test(plain)) || isKept(file, statement)) continue;
        const edit = statement.removal && removal(file, statement.removal);
        yield {
          file,
          range: { start: statement.start, end: statement.end },
          wording: 'tautology',
          savingTokens: 'all',
          ...(edit && { fix: { label: 'fix.remove', edits: [edit] } }),
        };
      }
    }
  },
};
