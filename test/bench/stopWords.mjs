const STOP_WORDS = new Set(
  (
    'a an the of to in on at by for from with and or but if then than so as is are was were be been being am do does did ' +
    'have has had will would can could should may might must i me my you your he him his she her it its we us our they ' +
    'them their this that these those not no only just very really please who whom which what there here when where how'
  ).split(' '),
);

/** What shorteners with large claims do: English stop words go, outside code. A baseline, not an example. */
export function withoutStopWords(text) {
  return text
    .split(/(```[\s\S]*?```|`[^`\n]*`)/)
    .map((part, i) =>
      i % 2 === 1
        ? part
        : part.replace(/\b([A-Za-z']+)\b[ \t]?/g, (all, word) => (STOP_WORDS.has(word.toLowerCase()) ? '' : all)),
    )
    .join('');
}
