/** A log with ever new texts must not grow the memory. */
const MOST_REMEMBERED = 10_000;

/**
 * `judge`, asked once for each text: the tools and files of hundreds of thousands of blocks have a few thousand names.
 * Only for what depends on nothing but the text.
 */
export function remembered<T extends NonNullable<unknown>>(judge: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    let answer = known.get(text);
    if (answer === undefined) {
      answer = judge(text);
      if (known.size >= MOST_REMEMBERED) known.clear();
      known.set(text, answer);
    }
    return answer;
  };
}
