/** Once parsed, an empty object takes twenty times the room of its bytes. No chat is made of so many. */
export const MOST_VALUES = 6_000_000;

/** Would parsing these bytes as JSON fill the memory? By the commas and brackets, those inside texts included. */
export function hasTooManyValues(bytes: Uint8Array, start = 0, end = bytes.length): boolean {
  if (end - start <= MOST_VALUES) return false;
  let values = 0;
  for (let i = start; i < end; i++) {
    const byte = bytes[i];
    if (byte === 44 || byte === 91 || byte === 123) values++;
  }
  return values > MOST_VALUES;
}
