/** RFC 4180: quoted where it must be, or where the caller says so. */
export function csvCell(value: string, quoted = false): string {
  const needsQuotes = quoted || /[",\r\n]|^\s|\s$/.test(value);
  return needsQuotes ? `"${value.replaceAll('"', '""')}"` : value;
}
