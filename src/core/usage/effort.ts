/**
 * Reasoning effort, from least to most. Claude Code knows low to max, Codex none to ultra; OpenAI's models may define
 * words of their own, which are kept as they are logged and compare with nothing.
 */
const LEVELS = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max', 'ultra'];
const WORD = /^[a-z][a-z0-9_-]{0,23}$/;

/** A log's word for an effort, in lower case; '' for what is none. */
export function effortOf(value: unknown): string {
  if (typeof value !== 'string' || value.length > 24) return '';
  const word = value.toLowerCase();
  return WORD.test(word) ? word : '';
}

/** By how many steps `a` is more effort than `b`. NaN: one of them is not known, or a word of a model's own. */
export function compareEffort(a: string, b: string): number {
  const [i, k] = [LEVELS.indexOf(a), LEVELS.indexOf(b)];
  return i < 0 || k < 0 ? NaN : i - k;
}
