import assert from 'node:assert/strict';
import { segment } from '../../../src/core/prompts/segment';
import { BlockKind } from '../../../src/core/usage/blockKind';
import { PASTED_CODE, PASTED_LOGS, TYPED } from './pastedSamples';

const LETTER: Record<number, string> = { [BlockKind.Typed]: 'T', [BlockKind.Pasted]: 'P', [BlockKind.Injected]: 'I' };

/** The parts as `[letter, text]`. */
function parts(text: string): [string, string][] {
  return segment(text).map((s) => [LETTER[s.kind]!, text.slice(s.start, s.end)]);
}
const kinds = (text: string): string =>
  parts(text)
    .map(([letter]) => letter!)
    .join('');

const LOG = Array.from({ length: 9 }, (_, i) => `2026-04-0${i + 1} 10:00:00 INFO started worker ${i}\n`).join('');
const TRACE = `TypeError: x is undefined
    at load (src/a.ts:10:3)
    at run (src/b.ts:20:5)
    at main (src/c.ts:1:1)
    at Module._compile (node:internal/modules:1:1)
    at Object.load (node:internal/modules:2:1)
    at Module.load (node:internal/modules:3:1)
    at node:internal/main:4:1
`;
const DIFF = `diff --git a/x b/x
index 1234567..89abcde 100644
--- a/x
+++ b/x
@@ -1,3 +1,4 @@
-old line
+new line
+  another line
 context
-  gone
`;
const JSON_TEXT = `{
  "name": "demo",
  "list": [
    "a"
  ],
  "flag": true,
  "more": {
    "x": 1
  }
}
`;
const CODE = `import { a } from './a';

export function run(x: number) {
  const y = x + 1;
  if (y > 2) {
    return a(y);
  }
  return 0;
}
`;
const TABLE = Array.from({ length: 8 }, (_, i) => `| row ${i} | value | more |\n`).join('');

suite('segment', () => {
  test('gives nothing for no text', () => {
    assert.deepEqual(parts(''), []);
  });

  test('takes plain words as typed', () => {
    assert.deepEqual(parts('please fix the login form'), [['T', 'please fix the login form']]);
  });

  test('takes a long typed list as typed', () => {
    const list = Array.from({ length: 20 }, (_, i) => `- step ${i}: rename the button (see the sketch)`).join('\n');
    assert.equal(kinds(`Do this:\n${list}`), 'T');
  });

  test('takes twenty lines of prose as typed', () => {
    assert.equal(kinds('I would like the report to show one more column, with the share of each.\n'.repeat(20)), 'T');
  });

  for (const [what, pasted] of Object.entries({ LOG, TRACE, DIFF, JSON_TEXT, CODE, TABLE })) {
    test(`takes ${what} between words as pasted`, () => {
      assert.deepEqual(parts(`what is this?\n${pasted}please explain`), [
        ['T', 'what is this?\n'],
        ['P', pasted],
        ['T', 'please explain'],
      ]);
    });
  }

  for (const line of [
    '[Sun Dec 04 04:47:44 2005] [notice] jk2 is up',
    'Jan  5 12:00:00 shop sshd: session opened',
    '01-05 12:00:00.123  1702  2395 D Window: shown',
    '17/06/09 20:10:40 INFO executor: registered',
    '[10.30 16:49:06] browser - opened through the proxy',
    '260105 120000 35 INFO dfs: served',
    '20260105-12:00:00:123|Step|30002312|counted',
    '10.0.0.1 - - [05/Jan/2026:12:00:00 +0100] GET / 200',
    '10.0.0.1 - - [05/Jan/2026 12:00:00] "GET /cart HTTP/1.1" 500 -',
    'I0105 12:00:00.000000 1 controller: synced',
    'info: Microsoft.Hosting.Lifetime[14]',
    'test cart::tests::totals ... FAILED',
    '3   SwiftUI          0x00000001b2c3d4e5 specialized ViewBody + 44',
    'irb(main):001> cart.total',
    'time=2026-01-05T12:00:00Z level=info msg=started',
    'web-1  | listening on port',
    '… ×12 INFO GET /health (12:00:01–12:04:55)',
    '[{"id":1,"name":"x"},',
  ]) {
    test(`takes lines such as ${JSON.stringify(line)} as pasted`, () => {
      assert.equal(kinds(`why?\n${`${line}\n`.repeat(8)}`), 'TP');
    });
  }

  test('takes seven log lines as typed', () => {
    assert.equal(kinds(LOG.split('\n').slice(0, 7).join('\n')), 'T');
  });

  test('takes eight log lines as pasted', () => {
    assert.equal(kinds(LOG.split('\n').slice(0, 8).join('\n')), 'P');
  });

  test('takes minified JSON on one line as pasted', () => {
    assert.equal(kinds(`look\n{"items":[${'{"id":1,"name":"x"},'.repeat(60)}{}]}`), 'TP');
  });

  test('takes a fence as pasted whatever is in it', () => {
    assert.deepEqual(parts('try\n```\n<system-reminder>x</system-reminder>\nhello\n```\nthen stop'), [
      ['T', 'try\n'],
      ['P', '```\n<system-reminder>x</system-reminder>\nhello\n```\n'],
      ['T', 'then stop'],
    ]);
  });

  test('closes a fence by a mark at least as long only', () => {
    assert.deepEqual(parts('````\n```\nx\n````\nend'), [
      ['P', '````\n```\nx\n````\n'],
      ['T', 'end'],
    ]);
  });

  for (const marks of ['    ~~~~^^', '~~~^~~~', '  ~~~ ^ ~~~']) {
    test(`takes ${marks}, which stands under a line of code, for no fence`, () =>
      assert.equal(kinds(`see\n${marks}\nand\nstop`), 'T'));
  }

  test('lets an open fence reach to the end', () => {
    assert.equal(kinds('see\n```js\nfoo'), 'TP');
  });

  for (const name of [
    'system-reminder',
    'command-name',
    'local-command-stdout',
    'environment_context',
    'user_instructions',
    'task-notification',
    'turn_aborted',
  ]) {
    test(`takes <${name}> as injected`, () => {
      assert.deepEqual(parts(`go on\n<${name}>\nnote\n</${name}>\nthanks`), [
        ['T', 'go on\n'],
        ['I', `<${name}>\nnote\n</${name}>\n`.slice(0, -1)],
        ['T', '\nthanks'],
      ]);
    });
  }

  test('takes a fence within a wrapper as injected', () => {
    assert.equal(kinds('<system-reminder>\n```\nx\n```\n</system-reminder>\n'), 'I');
  });

  test('takes neighbouring wrappers and the blanks between them as one', () => {
    assert.equal(kinds('<command-message>a</command-message>\n\n<command-name>/a</command-name>\n'), 'I');
  });

  test('takes what was given to a slash command as typed', () => {
    assert.deepEqual(parts('<command-name>/review</command-name>\n<command-args>only the tests</command-args>'), [
      ['I', '<command-name>/review</command-name>\n<command-args>'],
      ['T', 'only the tests'],
      ['I', '</command-args>'],
    ]);
  });

  test('takes an unclosed wrapper as typed', () => {
    assert.equal(kinds('<system-reminder> is what I mean'), 'T');
  });

  test('takes a wrapper named within a sentence as typed', () => {
    assert.equal(kinds('why is there <system-reminder>x</system-reminder> in it?'), 'T');
  });

  test('takes unknown elements as typed', () => {
    assert.equal(kinds('<div>hello</div>'), 'T');
  });

  test('takes a continuation summary as injected', () => {
    assert.equal(kinds(`This session is being continued from a previous conversation that ran out.\n${CODE}`), 'I');
  });

  test('takes a caveat as injected to the end of its line', () => {
    assert.deepEqual(parts('Caveat: The messages below were generated by the user.\nhello'), [
      ['I', 'Caveat: The messages below were generated by the user.\n'],
      ['T', 'hello'],
    ]);
  });

  test('takes a notification of a background task as injected, and where its result is', () => {
    const told = '<task-notification>\n<status>completed</status>\n</task-notification>';
    for (const pointer of ['Read the output file to retrieve the result: ', 'Full transcript available at: ']) {
      assert.equal(kinds(`${told}\n${pointer}/tmp/tasks/a1.output`), 'I');
      assert.deepEqual(parts(`${told}\n${pointer}/tmp/tasks/a1.output\nand now?`), [
        ['I', `${told}\n${pointer}/tmp/tasks/a1.output`],
        ['T', '\nand now?'],
      ]);
      assert.equal(kinds(`${pointer}/tmp/tasks/a1.output`), 'T');
    }
    assert.equal(kinds(`[SYSTEM NOTIFICATION - NOT USER INPUT]\nThis is an automated event.\n${told}`), 'I');
    assert.equal(kinds('why [SYSTEM NOTIFICATION - NOT USER INPUT]?'), 'T');
  });

  test("takes the editor's context before the request as injected", () => {
    assert.deepEqual(
      parts('# Context from my IDE setup:\n\n## Open tabs:\n- a.ts\n\n## My request for Codex:\nrename it'),
      [
        ['I', '# Context from my IDE setup:\n\n## Open tabs:\n- a.ts\n\n## My request for Codex:'],
        ['T', '\nrename it'],
      ],
    );
  });

  test('takes instruction files as injected', () => {
    assert.equal(kinds('# AGENTS.md instructions for /w/app\n\n<INSTRUCTIONS>\nUse tabs.\n</INSTRUCTIONS>'), 'I');
  });

  test('takes blank text as typed', () => {
    assert.deepEqual(parts(' \n '), [['T', ' \n ']]);
  });

  for (const [what, sample] of Object.entries({ ...PASTED_LOGS, ...PASTED_CODE })) {
    test(`takes ${what} without a fence as pasted, for the most part`, () => {
      const spans = parts(`What is wrong here?\n\n${sample}\nPlease tell me.`);
      const pasted = spans.filter(([letter]) => letter === 'P').map(([, text]) => text);
      assert.ok(pasted.join('').length > (sample.length * 2) / 3, JSON.stringify(spans));
      assert.ok(spans[0]?.[0] === 'T' && spans.at(-1)?.[0] === 'T', JSON.stringify(spans));
    });
  }

  for (const [what, sample] of Object.entries(TYPED)) {
    test(`takes ${what} as typed`, () => assert.equal(kinds(sample), 'T'));
  }
});
