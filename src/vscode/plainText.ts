/**
 * Text from elsewhere as it may stand in a label of VS Code, on one line: without signs that control the terminal or the
 * direction of writing, and without `$(icon)`.
 */
export function plainText(text: string, longest = 80): string {
  const visible = text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
  const letters = Array.from(visible.slice(0, 4 * longest));
  const short = letters.length > longest ? `${letters.slice(0, longest - 1).join('')}…` : visible;
  return short.replaceAll('$(', '\\$(');
}
