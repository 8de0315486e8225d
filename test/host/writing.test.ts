import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TokenminParts } from '../../src/extension';
import type { StopFlag } from '../../src/protocol/messages';
import { FoldedPaste } from '../../src/vscode/writing/foldedPaste';
import { ShortenedText } from '../../src/vscode/writing/shortenedText';
import { Shortener } from '../../src/vscode/writing/shortener';
import { activeParts, answerMessages, changeSetting, countOneCall } from '../support/hostParts';
import { until } from '../support/until';

const WORDY = 'Could you please add a test in order to cover the empty cart?\n\n\n\n\nThanks in advance!\n';
const SHORT = /^Add a test to cover the empty cart[.?]/;

suite('writing', () => {
  let parts: TokenminParts;
  suiteSetup(async () => {
    parts = await activeParts();
    await countOneCall(parts);
  });
  teardown(() => vscode.commands.executeCommand('workbench.action.closeQuickOpen'));
  suiteTeardown(async () => {
    for (const document of vscode.workspace.textDocuments.filter(({ isUntitled }) => isUntitled)) {
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  async function open(content: string, language = 'markdown'): Promise<vscode.TextEditor> {
    return vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content, language }));
  }

  suite('token count', () => {
    const text = () => (parts.writing.tokenCount.visible ? parts.writing.tokenCount.item.text : '');
    teardown(() => changeSetting('tokenCount.enabled', undefined));

    test('shows the tokens of the prompt in front, as an estimate with its range', async () => {
      await open('one two three four five');
      // Five words in o200k_base; of Claude's vocabulary usually a fifth more.
      await until('the count shows', () => text() === '≈ 6 tokens');
      const { tooltip, accessibilityInformation, name } = parts.writing.tokenCount.item;
      assert.match((tooltip as vscode.MarkdownString).value, /Between 6 and 6 tokens|6 tokens/);
      assert.match((tooltip as vscode.MarkdownString).value, /claude&#45;sonnet&#45;4&#45;5.*An estimate/s);
      assert.equal(accessibilityInformation?.label, 'About 6 tokens, estimated');
      assert.equal(name, 'Token count');
    });

    test('follows the selection and the text', async () => {
      const editor = await open('one two three four five six seven eight nine ten');
      await until('the count shows', () => text() === '≈ 12 tokens');
      editor.selection = new vscode.Selection(0, 0, 0, 13);
      await until('the selection is counted', () => text() === '≈ 4 tokens selected');
      editor.selection = new vscode.Selection(0, 0, 0, 0);
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'zero '));
      await until('the new text is counted', () => text() === '≈ 13 tokens' || text() === '≈ 14 tokens');
    });

    test('is not there for code, nor when it is switched off', async () => {
      await open('const a = 1;', 'typescript');
      await until('nothing shows', () => !parts.writing.tokenCount.visible);
      await open('one two three');
      await until('the count shows', () => parts.writing.tokenCount.visible);
      await changeSetting('tokenCount.enabled', false);
      await until('nothing shows any more', () => !parts.writing.tokenCount.visible);
    });

    test('counts the beginning of a text that is far too long, and says so', async () => {
      await open('word '.repeat(1_000_000));
      await until('the count shows', () => text().startsWith('> '));
    });
  });

  suite('scratchpad', () => {
    async function lenses(editor: vscode.TextEditor): Promise<string[]> {
      const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        editor.document.uri,
        20,
      );
      return found.map(({ command }) => command?.title ?? '');
    }

    test('is an untitled Markdown editor with the cost above', async () => {
      await vscode.commands.executeCommand('tokenmin.openScratchpad');
      const editor = vscode.window.activeTextEditor;
      assert.ok(editor);
      assert.deepEqual([editor.document.isUntitled, editor.document.languageId], [true, 'markdown']);
      assert.equal((await lenses(editor))[0], 'Write a prompt: its size and cost stand here');
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'word '.repeat(1000)));
      const titles = await lenses(editor);
      assert.match(titles[0] ?? '', /^≈ 1,2\d\d tokens$/);
      assert.ok(titles.includes('+ prefix 1,000, recorded'), titles.join(' | '));
      assert.ok(
        titles.some((title) => /^≈ \$0\.0\d now$/.test(title)),
        titles.join(' | '),
      );
      assert.ok(
        titles.some((title) => title.endsWith('a session (one call)')),
        titles.join(' | '),
      );
      assert.equal(titles.at(-1), 'Shorten…');
    });

    test('an empty one is used again', async () => {
      await vscode.commands.executeCommand('tokenmin.openScratchpad');
      const first = vscode.window.activeTextEditor?.document;
      await vscode.commands.executeCommand('tokenmin.openScratchpad');
      assert.equal(vscode.window.activeTextEditor?.document, first);
    });

    test('another untitled editor has no such lenses', async () =>
      assert.deepEqual(await lenses(await open('An ordinary note')), []));

    test('a closed one leaves nothing to the next editor of its name', async () => {
      await vscode.commands.executeCommand('tokenmin.openScratchpad');
      const { document } = vscode.window.activeTextEditor!;
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      await until('it is forgotten', () => !parts.writing.scratchpads.has(document));
    });
  });

  suite('shorten', () => {
    const diffIsOpen = () => vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputTextDiff;

    /** Runs a command that ends with a list to choose from, and accepts what is ticked. */
    async function choose(command: string, wait: () => boolean): Promise<void> {
      const done = Promise.resolve(vscode.commands.executeCommand(command));
      let over = false;
      void done.then(() => (over = true));
      const end = Date.now() + 10_000;
      while (!over && !wait() && Date.now() < end) {
        await new Promise((resolve) => setTimeout(resolve, 200));
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      }
      await done;
    }

    test('a selection: shown first, applied by a click, undone in one step', async () => {
      const messages = answerMessages('showInformationMessage', undefined);
      const editor = await open(`Title\n${WORDY}`);
      editor.selection = new vscode.Selection(1, 0, editor.document.lineCount, 0);
      await choose('tokenmin.shortenSelection', diffIsOpen);
      assert.ok(diffIsOpen());
      assert.equal(editor.document.getText(), `Title\n${WORDY}`);
      assert.match(messages.said[0] ?? '', /^Shorten: \d+ → \d+ tokens\. Look it through, then decide\.$/);
      await vscode.commands.executeCommand('tokenmin.useShortened');
      messages.restore();
      const [title, ...rest] = editor.document.getText().split('\n');
      assert.equal(title, 'Title');
      assert.match(rest.join('\n'), SHORT);
      await vscode.window.showTextDocument(editor.document);
      await vscode.commands.executeCommand('undo');
      assert.equal(editor.document.getText(), `Title\n${WORDY}`);
    });

    test('applies nothing when the text has changed since', async () => {
      const messages = answerMessages('showInformationMessage', undefined);
      const errors = answerMessages('showErrorMessage', undefined);
      const editor = await open(WORDY);
      await choose('tokenmin.shortenSelection', diffIsOpen);
      const change = new vscode.WorkspaceEdit();
      change.insert(editor.document.uri, new vscode.Position(0, 0), 'Also: ');
      await vscode.workspace.applyEdit(change);
      await vscode.commands.executeCommand('tokenmin.useShortened');
      messages.restore();
      errors.restore();
      assert.deepEqual(errors.said, ['The text has changed since. Nothing was applied; shorten once more.']);
      assert.equal(editor.document.getText(), `Also: ${WORDY}`);
    });

    test('the clipboard: copied only by a click', async () => {
      const messages = answerMessages('showInformationMessage', undefined);
      await vscode.env.clipboard.writeText(WORDY);
      await choose('tokenmin.shortenClipboard', diffIsOpen);
      assert.equal(await vscode.env.clipboard.readText(), WORDY);
      await vscode.commands.executeCommand('tokenmin.useShortened');
      messages.restore();
      assert.match(await vscode.env.clipboard.readText(), SHORT);
    });

    for (const [what, text] of [
      ['code alone', 'export function add(a: number, b: number): number {\n  return a + b;\n}\n'],
      ['a fence that is not closed', '```ts\nconst a = 1;   \n\n\n\n\nconst b = 2;\n'],
      ['five megabytes in one line', 'x'.repeat(5_000_000)],
      ['zero-width joiners', '👩‍👩‍👧‍👦 می‌خواهم'],
      ['binary', 'a\u0000b'],
      ['nothing', ''],
    ] as const) {
      test(`${what}: left as it is, without a list`, async () => {
        const editor = await open(text);
        await vscode.commands.executeCommand('tokenmin.shortenSelection');
        assert.equal(diffIsOpen(), false);
        assert.ok(editor.document.getText() === text);
      });
    }

    test('cancelled, it tells the worker to stop, and shows nothing', async () => {
      const flags: (StopFlag | undefined)[] = [];
      const query = (_name: string, _params: unknown, stop?: StopFlag) => {
        flags.push(stop);
        return new Promise<never>(() => {});
      };
      const { withProgress } = vscode.window;
      const cancelling: typeof withProgress = (_options, task) => {
        const source = new vscode.CancellationTokenSource();
        const done = task({ report: () => undefined }, source.token);
        source.cancel();
        return done;
      };
      Object.assign(vscode.window, { withProgress: cancelling });
      try {
        await open('word '.repeat(20_000));
        const unused = new ShortenedText(vscode.window.createOutputChannel('test', { log: true }));
        unused.dispose();
        await new Shortener({ query }, parts.settings, unused).selection();
      } finally {
        Object.assign(vscode.window, { withProgress });
      }
      assert.deepEqual([flags.length, flags[0]?.[0], diffIsOpen()], [1, 1, false]);
    });

    test('line ends stay what they are', async () => {
      const messages = answerMessages('showInformationMessage', undefined);
      const editor = await open(WORDY.replaceAll('\n', '\r\n'));
      await choose('tokenmin.shortenSelection', diffIsOpen);
      await vscode.commands.executeCommand('tokenmin.useShortened');
      messages.restore();
      assert.match(editor.document.getText(), SHORT);
      assert.doesNotMatch(editor.document.getText(), /[^\r]\n/);
    });
  });

  suite('paste', () => {
    const rows = Array.from({ length: 120 }, (_, id) => ({ id, name: `part ${id}`, price: id * 3 }));
    const json = JSON.stringify(rows, undefined, 2);

    async function offers(
      pasted: string,
      around = '',
      service: Pick<TokenminParts['client'], 'query'> = parts.client,
    ): Promise<vscode.DocumentPasteEdit[] | undefined> {
      const { document } = await open(around);
      const data = new vscode.DataTransfer();
      data.set('text/plain', new vscode.DataTransferItem(pasted));
      const log = vscode.window.createOutputChannel('test', { log: true });
      const token = new vscode.CancellationTokenSource().token;
      return new FoldedPaste(service, parts.settings, log).provideDocumentPasteEdits(
        document,
        [new vscode.Range(0, 0, 0, 0)],
        data,
        { only: undefined },
        token,
      );
    }

    test('offers data minified and as CSV, with the difference, after the text as it is', async () => {
      const [minified, csv] = (await offers(json)) ?? [];
      assert.match(minified?.title ?? '', /^Paste minified \(≈ \d,\d{3} → \d,\d{3} tokens\)$/);
      assert.equal(minified?.insertText, JSON.stringify(rows));
      assert.match(csv?.title ?? '', /^Paste as CSV \(≈ \d,\d{3} → \d,\d{3} tokens\)$/);
      assert.deepEqual(csv?.yieldTo, [vscode.DocumentDropOrPasteEditKind.Text]);
    });

    test('offers nothing where it is not worth it', async () => {
      assert.equal(await offers('{"a": 1}'), undefined);
      assert.deepEqual(await offers('An ordinary sentence. '.repeat(200)), []);
      assert.equal(await offers('x'.repeat(5_000_000)), undefined);
    });

    test('does not keep anybody waiting', async () => {
      const never = { query: () => new Promise<never>(() => {}) };
      const began = performance.now();
      assert.deepEqual(await offers(json, '', never), []);
      assert.ok(performance.now() - began < 5000);
    });

    test('offers nothing where the prompt is about the form', async () =>
      assert.deepEqual(await offers(json, 'Why is the indentation wrong here?'), []));
  });

  suite('the tool', () => {
    const invoke = async (input: object) => {
      const { content } = await vscode.lm.invokeTool('tokenmin_shorten', { input, toolInvocationToken: undefined });
      return content.map((part) => (part as vscode.LanguageModelTextPart).value);
    };

    test('answers with the shortened text and the difference', async () => {
      const [text, difference, ...more] = await invoke({ text: WORDY });
      assert.match(text ?? '', SHORT);
      assert.match(difference ?? '', /^≈\d+ → \d+ tokens$/);
      assert.deepEqual(more, []);
    });

    test('declines what is to stay word for word', async () =>
      assert.deepEqual(await invoke({ text: `Repeat verbatim: ${WORDY}` }), [
        'Declined: the text asks to be kept word for word.',
      ]));

    test('does not send back what is as it was', async () =>
      assert.deepEqual(await invoke({ text: 'Fix the test.' }), ['Unchanged: nothing to shorten safely (≈5 tokens).']));
  });
});
