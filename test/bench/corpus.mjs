// Invented text in the shapes that fill real logs, kept as it stands inside a JSON string, so that a piece of any
// length is a slice and writing a gigabyte takes seconds.

const NOUNS = 'invoice parcel ledger route cache socket widget session token queue cursor basket sensor pixel'.split(
  ' ',
);
const VERBS = 'load parse merge render fetch store apply check split count'.split(' ');
const LEVELS = ['INFO', 'INFO', 'INFO', 'DEBUG', 'WARN', 'ERROR'];
const ODD = [
  'naïve café',
  '価格を確認',
  '여러 줄',
  'Größe ändern',
  '🚚 sent',
  '\u001b[32m✓\u001b[39m',
  'tab\there',
  'C:\\temp\\a',
];

function logLine(random, n) {
  const clock = `2026-10-${String((n % 28) + 1).padStart(2, '0')}T09:${String(n % 60).padStart(2, '0')}:00.${n % 1000}Z`;
  const odd = random.chance(0.04) ? ` ${random.pick(ODD)}` : '';
  return `${clock} ${random.pick(LEVELS)} [${random.pick(NOUNS)}-${random.int(1, 9)}] ${random.pick(VERBS)} "${random.pick(NOUNS)}" took ${random.int(1, 900)} ms id=${random.id(8)}${odd}`;
}

function codeLine(random, n) {
  const [a, b, v] = [random.pick(NOUNS), random.pick(NOUNS), random.pick(VERBS)];
  const comment = random.chance(0.03) ? ` // ${random.pick(ODD)}` : '';
  return [
    `export function ${v}${n}(${a}: string, ${b} = ${random.int(0, 99)}): number {`,
    `  const ${b}${n % 10} = ${v}('${a}', { ${b}: "${random.id(5)}", limit: ${random.int(1, 500)} });${comment}`,
    `  if (${a}.length > ${random.int(1, 40)}) return ${b}${n % 10} + ${random.int(1, 99)};`,
    `  return ${a}.split("\\n").map((line) => line.trim()).length;`,
    '}',
    '',
  ][n % 6];
}

function proseLine(random) {
  const words = Array.from({ length: random.int(8, 24) }, () => random.pick(random.chance(0.5) ? NOUNS : VERBS));
  return `${words.join(' ')}${random.chance(0.05) ? ` ${random.pick(ODD)}` : ''}.`;
}

/** Lines as a JSON string holds them. A slice starts and ends at a line. */
class Lines {
  constructor(lines) {
    const escaped = lines.map((line) => JSON.stringify(line).slice(1, -1));
    this.starts = new Uint32Array(lines.length + 1);
    for (let i = 0; i < lines.length; i++) this.starts[i + 1] = this.starts[i] + escaped[i].length + 2;
    this.text = escaped.join('\\n') + '\\n';
  }

  /** About `characters` of whole lines, from anywhere: { text, first line, number of lines }. */
  slice(random, characters) {
    const share = Math.min(1, characters / this.text.length);
    const count = Math.max(1, Math.floor((this.starts.length - 1) * share));
    const first = random.int(0, this.starts.length - 1 - count);
    return { text: this.between(first, count), first, count };
  }

  /** The lines of a slice as JSON strings, each with a mark in front. */
  each({ first, count }, mark) {
    return Array.from({ length: count }, (_, i) => `"${mark}${this.between(first + i, 1)}"`);
  }

  between(first, count) {
    return this.text.slice(this.starts[first], this.starts[first + count] - 2);
  }
}

export class Corpus {
  constructor(random) {
    const make = (n, line) => Array.from({ length: n }, (_, i) => line(random, i));
    const code = make(24_000, codeLine);
    this.log = new Lines(make(16_000, logLine));
    this.code = new Lines(code);
    /** The same lines as the Read tool shows them. */
    this.numbered = new Lines(code.map((line, i) => `${String(i + 1).padStart(6)}→${line}`));
    this.prose = new Lines(make(6_000, proseLine));
    /** What images and thinking signatures look like. */
    this.base64 = random.id(1_200_000);
  }
}
