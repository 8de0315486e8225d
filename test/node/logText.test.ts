import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { BlockKind } from '../../src/core/usage/blockKind';
import type { TextBlock } from '../../src/core/usage/textBlock';
import { LogText } from '../../src/node/coach/logText';
import { readFixture } from '../support/readFixture';

const CLAUDE = '.claude/projects/shop/one.jsonl';
const CODEX = '.codex/sessions/2026/08/01/rollout-2026-08-01T09-00-00-01980000-0000-7000-8000-00000000000a.jsonl';
const COPILOT = '.config/Code/User/workspaceStorage/1f2e/chatSessions/s1';

const LOG = Array.from({ length: 9 }, (_, i) => `2026-08-01 08:59:0${i} ERROR job ${i} failed "at once"\n`).join('');
const TYPED = 'Warum schlägt das fehl? 왜? 🙈\n';

const claude = (role: 'user' | 'assistant', content: unknown, more: object = {}): object => ({
  type: role,
  sessionId: 'one',
  cwd: '/home/dev/shop',
  timestamp: '2026-08-01T09:00:00.000Z',
  uuid: 'u1',
  message: { id: 'm1', role, model: 'claude-sonnet-4-5', content },
  ...more,
});
const codex = (payload: object, type = 'response_item'): object => ({
  timestamp: '2026-08-01T09:00:01.000Z',
  type,
  payload,
});
const said = (text: string): object =>
  codex({ type: 'message', role: 'user', content: [{ type: 'input_text', text }] });
const request = (text: string, fields: object = {}): object => ({
  requestId: 'r1',
  timestamp: 1_785_500_001_000,
  modelId: 'copilot/claude-sonnet-4.5',
  message: { text, parts: [] },
  response: [],
  ...fields,
});
const session = (...requests: object[]): object => ({ version: 3, sessionId: 's1', creationDate: 1, requests });

suite('texts of blocks, out of the logs', () => {
  let folder: string;
  let texts: LogText;

  setup(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tokenmin-texts-'));
    texts = new LogText();
  });
  teardown(() => {
    texts.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const pathOf = (name: string): string => path.join(folder, 'home', name);
  const write = (name: string, content: string | Uint8Array): string => {
    fs.mkdirSync(path.dirname(pathOf(name)), { recursive: true });
    fs.writeFileSync(pathOf(name), content);
    return pathOf(name);
  };
  const writeRows = (name: string, rows: readonly object[], end = '\n'): string =>
    write(name, rows.map((row) => JSON.stringify(row) + end).join(''));
  const blocks = (): TextBlock[] => readFixture(folder).blocks;
  const textOf = (block: TextBlock): string | undefined => texts.textOf({ ...block, ...block.at }, block.source);
  /** What every block is and says; those without a text aside. */
  const told = (): [kind: string, text: string | undefined][] =>
    blocks()
      .filter(({ hash }) => hash !== 0)
      .map((block) => [BlockKind[block.kind], textOf(block)]);

  suite('Claude Code', () => {
    test('what the program attached', () => {
      const attached = (attachment: object, more: object = {}): object => ({
        type: 'attachment',
        sessionId: 'one',
        timestamp: '2026-08-01T09:00:00.000Z',
        attachment,
        ...more,
      });
      writeRows(CLAUDE, [
        attached({ type: 'queued_command', prompt: 'and the "tests"', commandMode: 'prompt' }),
        attached({ type: 'deferred_tools_delta', addedLines: ['WebFetch', 'mcp__jira__search'] }),
        attached(
          { type: 'skill_listing', content: '- a: b', skillCount: 1 },
          { rendered: [{ content: 'Skills:\n- a: b' }] },
        ),
        attached({ type: 'file', filename: '/a', content: { file: { content: 'let a;\n' } } }),
      ]);
      assert.deepEqual(told(), [
        ['Typed', 'and the "tests"'],
        ['Instructions', 'WebFetch\nmcp__jira__search'],
        ['Instructions', 'Skills:\n- a: b'],
        ['Injected', 'let a;\n'],
      ]);
    });

    test('a prompt, an answer and what a tool gave', () => {
      writeRows(CLAUDE, [
        claude('user', 'Add a test.'),
        claude('assistant', [
          { type: 'text', text: 'I will.\n"Quoted".' },
          { type: 'tool_use', id: 't1', name: 'Read', input: { file_path: '/a.ts' } },
        ]),
        claude('user', [{ type: 'tool_result', tool_use_id: 't1', content: 'const a = 1;\n\tend' }]),
      ]);
      assert.deepEqual(told(), [
        ['Typed', 'Add a test.'],
        ['AssistantText', 'I will.\n"Quoted".'],
        ['ToolCall', '{"file_path":"/a.ts"}'],
        ['ToolResult', 'const a = 1;\n\tend'],
      ]);
    });

    test('a result that is a list gives the texts in it', () => {
      const content = [
        { type: 'text', text: 'one\n' },
        { type: 'image', source: { type: 'base64', data: 'AAAA' } },
        { type: 'text', text: 'two' },
      ];
      writeRows(CLAUDE, [claude('user', [{ type: 'tool_result', tool_use_id: 't1', content }])]);
      assert.deepEqual(told(), [['ToolResult', 'one\ntwo']]);
    });

    test('a prompt that was split by how its parts came about', () => {
      const reminder = '<system-reminder>Mind the tests.</system-reminder>';
      writeRows(CLAUDE, [claude('user', `${TYPED}${LOG}\nSo what?\n${reminder}`)]);
      assert.deepEqual(told(), [
        ['Typed', TYPED],
        ['Pasted', LOG],
        ['Typed', '\nSo what?\n'],
        ['Injected', reminder],
      ]);
    });

    test('several texts of one row, and a row whose lines end as on Windows', () => {
      const row = claude('user', [
        { type: 'text', text: 'First.' },
        { type: 'text', text: 'Second.' },
      ]);
      writeRows(CLAUDE, [claude('user', 'Before.'), row], '\r\n');
      assert.deepEqual(
        told().map(([, text]) => text),
        ['Before.', 'First.', 'Second.'],
      );
    });

    test('a text written with escapes where none are needed', () => {
      const row = JSON.stringify(claude('user', 'PROMPT')).replace('PROMPT', '\\u00fcber \\uD83D\\uDE48 \\/ \\t \\"');
      write(CLAUDE, `${row}\n`);
      assert.deepEqual(told(), [['Typed', 'über 🙈 / \t "']]);
    });

    test('bytes that are no text', () => {
      const [head, tail] = JSON.stringify(claude('user', 'PROMPT')).split('PROMPT') as [string, string];
      write(CLAUDE, Buffer.concat([Buffer.from(head), Buffer.from([65, 0xff, 0xc3, 66]), Buffer.from(`${tail}\n`)]));
      assert.deepEqual(told(), [['Typed', 'A\ufffd\ufffdB']]);
    });

    test('after a byte order mark, and after lines that are none', () => {
      const row = JSON.stringify(claude('user', 'Hello there.'));
      write(CLAUDE, `\ufeff${row}\n{"broken\n\n${row.replace('Hello', 'Goodbye')}\n`);
      assert.deepEqual(
        told().map(([, text]) => text),
        ['Hello there.', 'Goodbye there.'],
      );
    });

    test('a line of nine megabytes, and the one behind it', () => {
      const long = 'word "word"\n'.repeat(750_000);
      writeRows(CLAUDE, [
        claude('user', [{ type: 'tool_result', tool_use_id: 't1', content: long }]),
        claude('user', 'Too long.'),
      ]);
      const [result, prompt] = blocks();
      assert.equal(textOf(result!), long);
      assert.equal(textOf(prompt!), 'Too long.');
    });

    test('nothing of a line beyond 16 MB', () => {
      writeRows(CLAUDE, [claude('user', [{ type: 'tool_result', tool_use_id: 't1', content: 'x'.repeat(17 << 20) }])]);
      assert.equal(textOf(blocks()[0]!), undefined);
    });
  });

  suite('Codex', () => {
    const meta = codex({ id: '01980000-0000-7000-8000-00000000000a', cwd: '/w' }, 'session_meta');

    test('a prompt as item and as event: told once, and found', () => {
      const event = codex({ type: 'user_message', message: `${TYPED}${LOG}` }, 'event_msg');
      writeRows(CODEX, [meta, said(`${TYPED}${LOG}`), event, codex({ type: 'task_complete' }, 'event_msg')]);
      assert.deepEqual(told(), [
        ['Typed', TYPED],
        ['Pasted', LOG],
      ]);
    });

    test('a prompt of which there is an item only', () => {
      const answer = codex({
        type: 'message',
        role: 'assistant',
        content: [{ type: 'output_text', text: 'Ja,\nso.' }],
      });
      const text = '<environment_context>\n  <cwd>/w</cwd>\n</environment_context>\nWhy "so"?\n';
      writeRows(CODEX, [meta, said(text), answer, codex({ type: 'task_complete' }, 'event_msg')]);
      assert.deepEqual(
        told().toSorted(([a], [b]) => (a < b ? -1 : 1)),
        [
          ['AssistantText', 'Ja,\nso.'],
          ['Injected', '<environment_context>\n  <cwd>/w</cwd>\n</environment_context>'],
          ['Typed', '\nWhy "so"?\n'],
        ],
      );
    });

    const framed = (id: string, seconds: number, text: string): string[] => [
      `Chunk ID: ${id}\nWall time: ${seconds} seconds\nProcess exited with code 0\nOriginal token count: 3\nOutput:\n${text}`,
      `Exit code: 0\nWall time: ${seconds} seconds\nOutput:\n${text}`,
      JSON.stringify({ output: text, metadata: { exit_code: 0, duration_seconds: seconds } }),
      JSON.stringify({ output: text, metadata: { duration_seconds: seconds } }).replaceAll('":', '": '),
    ];
    framed('', 0, '').forEach((_, i) => {
      test(`what a command printed is the same whatever stands around it, frame ${i + 1}`, () => {
        const printed = 'One "a"\n\\two\n",\n"metadata"';
        const outputs = [framed('36c2f2', 0.0123, printed)[i], framed('00a1', 12.5, printed)[i]];
        writeRows(CODEX, [
          meta,
          ...outputs.map((output, n) => codex({ type: 'function_call_output', call_id: `c${n}`, output })),
          codex({ type: 'task_complete' }, 'event_msg'),
        ]);
        const results = blocks().filter(({ kind }) => kind === BlockKind.ToolResult);
        assert.deepEqual(results.map(textOf), [printed, printed]);
        assert.equal(results[0]!.hash, results[1]!.hash);
        assert.ok(results.every(({ bytes }) => bytes > printed.length));
      });
    });

    test('a result that only looks like one in a frame is told whole', () => {
      const texts = ['Exit code: 0\nnothing', '{"output":"a"}', '{"output":"a","metadata":', 'Output:\na'];
      writeRows(CODEX, [
        meta,
        ...texts.map((output, n) => codex({ type: 'function_call_output', call_id: `c${n}`, output })),
        codex({ type: 'task_complete' }, 'event_msg'),
      ]);
      assert.deepEqual(
        told(),
        texts.map((text) => ['ToolResult', text.startsWith('{"output":"a","m') ? 'a' : text]),
      );
    });

    test('tools: arguments as text, an action as an object, results as text, list and object', () => {
      writeRows(CODEX, [
        meta,
        codex({ type: 'function_call', name: 'exec_command', call_id: 'c1', arguments: '{"cmd":"rg \\"a\\""}' }),
        codex({ type: 'local_shell_call', call_id: 'c2', action: { type: 'exec', command: ['ls'] } }),
        codex({
          type: 'custom_tool_call',
          name: 'apply_patch',
          call_id: 'c3',
          input: '*** Begin Patch\n*** End Patch',
        }),
        codex({ type: 'function_call_output', call_id: 'c1', output: 'Output:\n"a"' }),
        codex({ type: 'function_call_output', call_id: 'c2', output: [{ type: 'input_text', text: 'x\ny' }] }),
        codex({ type: 'function_call_output', call_id: 'c3', output: { content: 'Done.\n', success: true } }),
        codex({ type: 'task_complete' }, 'event_msg'),
        codex({ type: 'turn_aborted', reason: 'interrupted' }, 'event_msg'),
      ]);
      const by = (kind: string): (string | undefined)[] => told().flatMap(([k, text]) => (k === kind ? [text] : []));
      assert.deepEqual(by('ToolCall'), [
        '{"cmd":"rg \\"a\\""}',
        '{"type":"exec","command":["ls"]}',
        '*** Begin Patch\n*** End Patch',
      ]);
      assert.deepEqual(by('ToolResult'), ['Output:\n"a"', 'x\ny', 'Done.\n']);
    });
  });

  suite('Copilot Chat', () => {
    const metadata = {
      promptTokens: 100,
      outputTokens: 10,
      renderedUserMessage: [{ type: 1, text: `<context>\nNow.\n</context>\n${TYPED}${LOG}` }],
      toolCallRounds: [
        {
          id: 'a',
          response: 'Looking:\n',
          toolCalls: [{ id: 'c1', name: 'read_file', arguments: '{"filePath":"/a"}' }],
        },
      ],
      toolCallResults: { c1: { content: [{ value: 'line 1\n' }, { value: { node: { children: [{ text: '2' }] } } }] } },
    };
    const found = [
      ['Typed', TYPED],
      ['Pasted', LOG],
      ['Injected', '<context>\nNow.\n</context>\n'],
      ['AssistantText', 'Looking:\n'],
      ['ToolCall', '{"filePath":"/a"}'],
      ['ToolResult', 'line 1\n2'],
    ];

    test('a session as one document', () => {
      write(`${COPILOT}.json`, JSON.stringify(session(request(`${TYPED}${LOG}`, { result: { metadata } })), null, 2));
      assert.deepEqual(told(), found);
    });

    test('a log of changes, in which texts come in pieces', () => {
      writeRows(`${COPILOT}.jsonl`, [
        { kind: 0, v: session() },
        { kind: 2, k: ['requests'], v: [request(`${TYPED}${LOG}`)] },
        { kind: 1, k: ['requests', 0, 'result'], v: { metadata } },
        { kind: 2, k: ['requests'], v: [request('And now?', { requestId: 'r2', timestamp: 1_785_500_002_000 })] },
        { kind: 2, k: ['requests', 1, 'response'], v: [{ value: 'Well' }] },
        { kind: 2, k: ['requests', 1, 'response'], v: [{ value: ', no.' }] },
      ]);
      assert.deepEqual(told(), [...found, ['Typed', 'And now?'], ['AssistantText', 'Well, no.']]);
    });
  });

  suite('what is there no more', () => {
    const first = (): TextBlock => {
      writeRows(CLAUDE, [claude('user', 'Something long enough to be told apart.')]);
      return blocks()[0]!;
    };

    test('a deleted log gives nothing', () => {
      const block = first();
      fs.rmSync(block.at.file);
      assert.equal(textOf(block), undefined);
    });

    test('a rewritten log gives nothing rather than another text', () => {
      const block = first();
      writeRows(CLAUDE, [claude('user', 'Something else that has the same length')]);
      assert.equal(textOf(block), undefined);
    });

    test('a log cut short in the middle of the line gives what is left, or nothing', () => {
      const block = first();
      fs.truncateSync(block.at.file, 40);
      assert.equal(textOf(block), undefined);
    });

    test('a document that became something else', () => {
      write(`${COPILOT}.json`, JSON.stringify(session(request('Where is it?'))));
      const block = blocks()[0]!;
      for (const content of ['', '[]', '{"requests":{"__proto__":[1]}}', '\0\0\0', '[[[['.repeat(1000)]) {
        fs.writeFileSync(block.at.file, content);
        assert.equal(new LogText().textOf({ ...block, ...block.at }, block.source), undefined);
      }
    });

    test('a folder in the place of the log', () => {
      const block = first();
      fs.rmSync(block.at.file);
      fs.mkdirSync(block.at.file);
      assert.equal(textOf(block), undefined);
    });

    test('what has no fingerprint, or is no log of lines', () => {
      const place = { file: '/home/dev/.codex/a.jsonl.zst', offset: 0, bytes: 4, hash: 1 };
      assert.equal(texts.textOf(place, 'codex'), undefined);
      assert.equal(texts.textOf({ ...place, file: '/nowhere.jsonl', hash: 0 }, 'codex'), undefined);
    });
  });

  test('a line of two million brackets is passed in reasonable time and memory', () => {
    const block = { file: write(CLAUDE, `${'['.repeat(2_000_000)}\n`), offset: 0, bytes: 40, hash: 7 };
    assert.equal(texts.textOf(block, 'claude-code'), undefined);
    fs.writeFileSync(block.file, `${'[],'.repeat(2_000_000)}\n`);
    assert.equal(texts.textOf({ ...block, offset: 3 }, 'claude-code'), undefined);
  });

  test('the last line without a line feed, after a longer line was read', () => {
    const long = 'Long. '.repeat(5_000).trim();
    writeRows(CLAUDE, [claude('user', long), claude('user', 'Short.')]);
    const [first, second] = blocks();
    fs.truncateSync(first!.at.file, fs.statSync(first!.at.file).size - 1);
    for (const [block, text] of [
      [second!, 'Short.'],
      [first!, long],
      [second!, 'Short.'],
    ] as const) {
      texts.close();
      assert.equal(textOf(block), text);
    }
  });

  test('a line many times as long as its text', () => {
    writeRows(CLAUDE, [
      claude('user', 'Here.', { toolUseResult: { stdout: 'x'.repeat(300_000) } }),
      claude('user', 'B.'),
    ]);
    assert.deepEqual(told(), [
      ['Typed', 'Here.'],
      ['Typed', 'B.'],
    ]);
  });

  test('a log that has shrunk, and one that ends where the block began', () => {
    writeRows(CLAUDE, [claude('user', 'One.'), claude('user', 'Two.')]);
    const [first, second] = blocks();
    fs.truncateSync(first!.at.file, second!.at.offset + 20);
    assert.equal(textOf(second!), undefined);
    fs.truncateSync(first!.at.file, second!.at.offset);
    assert.equal(new LogText().textOf({ ...second!, ...second!.at }, 'claude-code'), undefined);
    assert.equal(textOf(first!), 'One.');
  });

  test('two conversations of one file', () => {
    writeRows(CLAUDE, [claude('user', 'One.'), claude('user', 'Two.', { sessionId: 'two' }), claude('user', 'Three.')]);
    const all = blocks();
    assert.deepEqual(
      all.map(({ conversationId }) => conversationId),
      ['one', 'two', 'one'],
    );
    assert.deepEqual(all.map(textOf), ['One.', 'Two.', 'Three.']);
  });

  test('many lines are read one after the other, in any order', () => {
    writeRows(
      CLAUDE,
      Array.from({ length: 40 }, (_, i) => claude('user', `Prompt number ${i}.`)),
    );
    const all = blocks();
    for (const i of [39, 0, 20, 39, 1, 0]) assert.equal(textOf(all[i]!), `Prompt number ${i}.`);
  });
});
