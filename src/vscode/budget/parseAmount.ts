/** '1,000' is a thousand here and one there: what may be meant either way is not guessed at. */
const GROUPED = /^[1-9]\d{0,2}([.,])\d{3}(\1\d{3})*$/;

/** Dollars as they are typed. null: none are wanted; undefined: makes no sense. */
export function parseAmount(text: string): number | null | undefined {
  const typed = text.trim().replace(/^\$\s*/, '');
  if (text.trim() === '') return null;
  if (GROUPED.test(typed)) return undefined;
  const amount = Number(typed.replace(',', '.'));
  return Number.isFinite(amount) && amount > 0 ? amount : undefined;
}
