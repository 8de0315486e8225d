import type { SampleRandom } from './sampleRandom';

/** What one task is about. Two topics share no word and no folder. */
export interface SampleTopic {
  area: string;
  things: readonly string[];
  actions: readonly string[];
}

export const SAMPLE_TOPICS: readonly SampleTopic[] = [
  { area: 'billing', things: ['invoice', 'discount', 'currency', 'receipt'], actions: ['charge', 'refund', 'round'] },
  { area: 'search', things: ['index', 'ranking', 'facet', 'synonym'], actions: ['match', 'boost', 'tokenise'] },
  { area: 'upload', things: ['chunk', 'thumbnail', 'quota', 'checksum'], actions: ['resume', 'resize', 'verify'] },
  {
    area: 'calendar',
    things: ['recurrence', 'timezone', 'reminder', 'attendee'],
    actions: ['invite', 'shift', 'snooze'],
  },
  { area: 'routing', things: ['depot', 'vehicle', 'detour', 'stopover'], actions: ['dispatch', 'reroute', 'estimate'] },
  { area: 'login', things: ['password', 'passkey', 'captcha', 'lockout'], actions: ['sign', 'revoke', 'expire'] },
];

/** Invented text of the kinds that fill a session. All of it is made up and harmless. */
export class SampleText {
  constructor(private readonly random: SampleRandom) {}

  feature(topic: SampleTopic): string {
    const [thing, other] = [this.random.pick(topic.things), this.random.pick(topic.things)];
    return this.random.pick([
      `Add a ${thing} option to src/${topic.area}/${other}.ts and cover it with a test; the suite should pass.`,
      `In src/${topic.area}/${thing}.ts, ${this.random.pick(topic.actions)} must also work when the ${other} is empty. Keep the public API.`,
      `src/${topic.area}/${thing}.test.ts fails on an empty ${other}. Find out why and fix it.`,
    ]);
  }

  followUp(topic: SampleTopic): string {
    const thing = this.random.pick(topic.things);
    return this.random.pick([
      `Good. Now the same for ${thing}.`,
      `Please name it ${thing}Limit and run the tests again.`,
      `Show me how ${thing} is used by its callers before you change it.`,
    ]);
  }

  /** A turn that any model answers well. */
  simple(topic: SampleTopic): string {
    const thing = this.random.pick(topic.things);
    return this.random.pick([
      'Write a commit message for the staged changes.',
      `What does ${this.random.pick(topic.actions)}${capital(thing)} return for an empty list?`,
      `Write the pull request description for the ${thing} branch.`,
      `Rename ${thing}Id to ${thing}Key in src/${topic.area}/${thing}.ts.`,
      `Add a doc comment to ${thing}Options.`,
    ]);
  }

  answer(topic: SampleTopic, sentences: number): string {
    return Array.from({ length: sentences }, () => this.sentence(topic)).join(' ');
  }

  sentence(topic: SampleTopic): string {
    const { random } = this;
    const [thing, other] = [random.pick(topic.things), random.pick(topic.things)];
    const action = random.pick(topic.actions);
    return random.pick([
      `The ${thing} is read once and then handed to ${action}${capital(other)}.`,
      `I kept the ${thing} check in ${topic.area}/${other}.ts, so callers need no change.`,
      `When the ${other} is missing, ${action} now returns early with ${random.int(0, 9)} items.`,
      `The test covers an empty ${thing}, one ${other} and ${random.int(2, 40)} of them.`,
    ]);
  }

  code(topic: SampleTopic, lines: number): string {
    const { random } = this;
    return Array.from({ length: lines }, (_, i) => {
      const [thing, other, action] = [random.pick(topic.things), random.pick(topic.things), random.pick(topic.actions)];
      return [
        `export function ${action}${capital(thing)}${i}(${thing}: ${capital(thing)}, limit = ${random.int(1, 99)}): number {`,
        `  const ${other}Count = ${thing}.${other}s.filter((item) => item.${action}edAt > limit).length;`,
        `  if (${other}Count === 0) return ${random.int(0, 9)};`,
        `  return Math.min(limit, ${other}Count * ${random.int(2, 30)});`,
        '}',
        '',
      ][i % 6];
    }).join('\n');
  }

  /** As the Read tool shows a file. */
  numbered(code: string): string {
    return code
      .split('\n')
      .map((line, i) => `${String(i + 1).padStart(6)}→${line}`)
      .join('\n');
  }

  /** Mostly the same line over and over, with one failure in it: folds to a fraction. */
  log(topic: SampleTopic, lines: number): string {
    const { random } = this;
    const thing = random.pick(topic.things);
    const failing = random.int(lines >> 1, lines - 2);
    return Array.from({ length: lines }, (_, i) => {
      const clock = `09:${String(i % 60).padStart(2, '0')}:${String(random.int(0, 59)).padStart(2, '0')}.${random.int(100, 999)}`;
      return i === failing
        ? `${clock} ERROR [${topic.area}-worker-2] ${thing} ${random.int(1000, 9999)} rejected: limit exceeded`
        : `${clock} INFO  [${topic.area}-worker-${random.int(1, 3)}] ${thing} ${random.int(1000, 9999)} accepted in ${random.int(1, 60)} ms`;
    }).join('\n');
  }

  testRun(topic: SampleTopic, tests: number): string {
    const { random } = this;
    const lines = Array.from(
      { length: tests },
      () =>
        `  ✓ ${topic.area} › ${random.pick(topic.things)} › ${random.pick(topic.actions)}s item ${random.int(1, 400)} (${random.int(1, 30)} ms)`,
    );
    return [...lines, '', `${tests} passing (${random.int(1, 9)} s)`].join('\n');
  }

  /** A flat table as pretty-printed JSON: the dearest way to paste it. */
  table(topic: SampleTopic, rows: number): string {
    const { random } = this;
    const [first, second] = topic.things;
    const items = Array.from({ length: rows }, () => ({
      [`${first}Id`]: random.int(1000, 9999),
      [`${first}Name`]: `${first} ${random.id(5)}`,
      [`${second}Count`]: random.int(0, 60),
      [`${second}Share`]: random.int(1, 99),
      active: random.next() < 0.5,
    }));
    return JSON.stringify(items, undefined, 2);
  }
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
