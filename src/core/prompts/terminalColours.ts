/**
 * A terminal's colours and other orders, as they are copied: with their escape, or with it lost on the way. Without one,
 * `[5m]` may be a range.
 */
// oxlint-disable-next-line no-control-regex
const COLOURS = /\x1b\[[\d;?]{0,20}[A-Za-z]|\[\d{1,3}(?:;\d{1,3}){0,5}m(?!\])/g;

export function withoutColours(line: string): string {
  return line.includes('[') ? line.replaceAll(COLOURS, '') : line;
}
