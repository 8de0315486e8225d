import fc from 'fast-check';
import { conversation, output, prose, type ScenarioSession, type SessionScript } from './scenario';

type Step = (script: SessionScript) => unknown;

const MODELS = ['claude-opus-4-8', 'claude-sonnet-4-6', 'claude-haiku-4-5', 'gpt-5.5', 'orchard-7b'];
const TARGETS = ['src/cart.ts', 'src/order.ts', 'dist/main.js', 'package-lock.json', 'README.md'];
const TOOLS = ['Read', 'Bash', 'Edit', 'Write', 'Grep', 'Task'];
const PROMPTS = [
  'Rename the field in the cart.',
  'What does this function do?',
  'That is wrong, it still fails.',
  'and make the button blue',
  'Write a commit message.',
  '',
];

const tokens = fc.oneof(fc.integer({ min: 1, max: 800 }), fc.integer({ min: 800, max: 12_000 }));
const seed = fc.constantFrom('a', 'b', 'c');

const tool = fc.record({
  name: fc.constantFrom(...TOOLS),
  target: fc.constantFrom(...TARGETS),
  result: fc.tuple(tokens, seed).map(([n, s]) => output(n, s)),
  isError: fc.boolean(),
  edit: fc.option(fc.record({ added: fc.nat(300), removed: fc.nat(300) }), { nil: undefined }),
});

const call = fc.record(
  {
    model: fc.constantFrom(...MODELS),
    out: fc.integer({ min: 1, max: 5_000 }),
    reasoning: fc.nat(1_000),
    text: fc.tuple(tokens, seed).map(([n, s]) => prose(n, s)),
    tools: fc.array(tool, { maxLength: 3 }),
    speed: fc.constantFrom('', 'fast'),
    tier: fc.constantFrom('', 'priority', 'batch'),
    effort: fc.constantFrom('', 'low', 'medium', 'xhigh', 'own-word'),
    cacheMiss: fc.boolean(),
    estimated: fc.boolean(),
  },
  { requiredKeys: [] },
);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: call.map((c) => (script: SessionScript) => script.call(c)) },
  { weight: 3, arbitrary: fc.constantFrom(...PROMPTS).map((text) => (script: SessionScript) => script.prompt(text)) },
  {
    weight: 1,
    arbitrary: fc.tuple(tokens, seed).map(
      ([n, s]) =>
        (script: SessionScript) =>
          script.prompt('Look:', { pasted: prose(n, s).replaceAll(' ', '\n') }),
    ),
  },
  // Clocks jump, backwards too.
  {
    weight: 2,
    arbitrary: fc
      .oneof(fc.integer({ min: -10, max: 90 }), fc.integer({ min: 90, max: 5_000 }))
      .map((minutes) => (script: SessionScript) => script.wait(minutes)),
  },
  { weight: 1, arbitrary: fc.constant((script: SessionScript) => script.compact(prose(500, 'summary'))) },
  { weight: 1, arbitrary: fc.constantFrom('a1', 'a2').map((agent) => (script: SessionScript) => script.helper(agent)) },
  { weight: 1, arbitrary: fc.constant((script: SessionScript) => script.main()) },
);

const setup: fc.Arbitrary<ScenarioSession> = fc.record({
  source: fc.constantFrom('claude-code', 'codex', 'copilot-chat'),
  model: fc.constantFrom(...MODELS),
  day: fc.nat(29),
  hour: fc.integer({ min: 0, max: 23 }),
  prefix: fc.integer({ min: 0, max: 200_000 }),
  cache: fc.constantFrom('5m', '1h'),
  workspace: fc.constantFrom('/home/me/shop', '/home/me/site', ''),
});

/** A conversation in which anything may happen. */
export const randomSession: fc.Arbitrary<SessionScript> = fc
  .tuple(setup, fc.array(step, { maxLength: 40 }))
  .map(([options, steps]) => {
    const script = conversation(options);
    for (const act of steps) act(script);
    return script;
  });
