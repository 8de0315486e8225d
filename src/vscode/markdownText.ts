/**
 * Text from a log as it may stand in a Markdown table: every sign that could mean something is written as an entity,
 * which no Markdown construct, link detection or icon syntax survives. Model names are whatever a log says.
 */
export function markdownText(text: string, longest = 60): string {
  // Control and direction-changing characters could hide or reorder what is shown.
  const visible = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  const letters = Array.from(visible);
  const short = letters.length > longest ? `${letters.slice(0, longest - 1).join('')}…` : visible;
  return short.replaceAll(/[^\p{L}\p{N} …]/gu, (sign) => `&#${sign.codePointAt(0)};`);
}
