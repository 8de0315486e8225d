import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { AdviceAction } from '../../src/core/coach/coachRule';
import type { TokenminParts } from '../../src/extension';
import type { AdviceView } from '../../src/protocol/coachViews';
import { noAdvice } from '../support/coachData';
import { activeParts, answerMessages, countOneCall } from '../support/hostParts';
import { until } from '../support/until';

const settings = path.join(os.homedir(), '.claude/settings.json');
const SETTING: AdviceAction = {
  kind: 'assistant-setting',
  source: 'claude-code',
  path: ['env', 'ENABLE_PROMPT_CACHING_1H'],
  value: '1',
};
const BEFORE = '{\n  // mine\n  "model": "opus"\n}\n';
const AFTER = '{\n  // mine\n  "model": "opus",\n  "env": {\n    "ENABLE_PROMPT_CACHING_1H": "1"\n  }\n}\n';

suite('adviceAction', () => {
  let parts: TokenminParts;
  suiteSetup(async () => {
    parts = await activeParts();
    await countOneCall(parts);
    await vscode.commands.executeCommand('tokenmin.showAdvice');
  });
  suiteTeardown(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  setup(() => {
    fs.mkdirSync(path.dirname(settings), { recursive: true });
    fs.writeFileSync(settings, BEFORE, { mode: 0o640 });
  });
  teardown(async () => {
    await vscode.workspace.saveAll(false);
    fs.rmSync(settings, { force: true });
  });

  /** As the page does it, once it was given advice that offers this. */
  async function press(action: AdviceAction): Promise<void> {
    await offer(action);
    await parts.dashboard.receive({ type: 'adviceAction', ruleId: 'ttl-fit', workspace: '', monthlyNano: 1 });
  }

  async function offer(action: AdviceAction): Promise<void> {
    const query = parts.client.query.bind(parts.client);
    const [tip] = [{ ruleId: 'ttl-fit', action }] as AdviceView['advice'];
    Object.assign(parts.client, { query: () => Promise.resolve({ ...noAdvice(), advice: [tip] }) });
    await parts.dashboard.receive({ type: 'query', id: 801, method: 'advice', params: { days: 30, billing: 'api' } });
    Object.assign(parts.client, { query });
  }

  const diffs = () =>
    vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .flatMap(({ input }) => (input instanceof vscode.TabInputTextDiff ? [input] : []));

  async function sides(): Promise<string[]> {
    await until('the diff', () => diffs().length === 1);
    const [diff] = diffs();
    assert.ok(diff);
    const read = async (uri: vscode.Uri) => (await vscode.workspace.openTextDocument(uri)).getText();
    return [await read(diff.original), await read(diff.modified)];
  }

  /** What the user is told, and the answer to each. */
  function answering(button: string | undefined) {
    const info = answerMessages('showInformationMessage', button);
    const errors = answerMessages('showErrorMessage', undefined);
    return { info: info.said, errors: errors.said, restore: () => (info.restore(), errors.restore()) };
  }

  test('a setting is shown as a diff, and nothing is written by that', async () => {
    const said = answering(undefined);
    await press(SETTING);
    said.restore();
    assert.deepEqual(await sides(), [BEFORE, AFTER]);
    assert.deepEqual(said.info, [`Tokenmin would change ${settings} as shown. Nothing is written yet.`]);
    assert.equal(fs.readFileSync(settings, 'utf8'), BEFORE);
  });

  test('it is written after a click on Apply, keeps comments and rights, and is undone as it was', async () => {
    const said = answering('Apply');
    await press(SETTING);
    await until('it is written', () => fs.readFileSync(settings, 'utf8') === AFTER);
    await until('it is told', () => said.info.length === 2);
    said.restore();
    assert.equal(said.info[1], `${settings} was changed.`);
    assert.equal(fs.statSync(settings).mode & 0o777, 0o640);
    assert.equal(diffs().length, 0);
    await vscode.commands.executeCommand('tokenmin.undoChange');
    assert.equal(fs.readFileSync(settings, 'utf8'), BEFORE);
  });

  test('the diff’s own button applies it, too, and only once', async () => {
    const said = answering(undefined);
    await press(SETTING);
    await sides();
    await vscode.commands.executeCommand('tokenmin.applyChange');
    assert.equal(fs.readFileSync(settings, 'utf8'), AFTER);
    await vscode.commands.executeCommand('tokenmin.applyChange');
    said.restore();
    assert.deepEqual(said.errors, ['No change is waiting to be applied.']);
    await vscode.commands.executeCommand('tokenmin.undoChange');
  });

  test('Leave It leaves it', async () => {
    const said = answering('Leave It');
    await press(SETTING);
    await until('the diff is gone', () => diffs().length === 0);
    said.restore();
    assert.equal(fs.readFileSync(settings, 'utf8'), BEFORE);
  });

  test('a rule’s own latest change is undone, and of other rules nothing', async () => {
    const said = answering('Apply');
    await press(SETTING);
    await until('it is told', () => said.info.length === 2);
    await parts.dashboard.receive({ type: 'undoChange', ruleId: 'effort-down' });
    assert.deepEqual(said.errors, ['Tokenmin did not make this change itself. Take it back where you made it.']);
    assert.equal(fs.readFileSync(settings, 'utf8'), AFTER);
    await parts.dashboard.receive({ type: 'undoChange', ruleId: 'ttl-fit' });
    said.restore();
    assert.equal(fs.readFileSync(settings, 'utf8'), BEFORE);
  });

  test('a file that is not there is made, and gone again when that is undone', async () => {
    fs.rmSync(settings);
    const said = answering('Apply');
    await press(SETTING);
    await until('it is told', () => said.info.length === 2);
    said.restore();
    assert.deepEqual(JSON.parse(fs.readFileSync(settings, 'utf8')), { env: { ENABLE_PROMPT_CACHING_1H: '1' } });
    await vscode.commands.executeCommand('tokenmin.undoChange');
    assert.equal(fs.existsSync(settings), false);
  });

  test('what was changed after the diff was made is not overwritten', async () => {
    const said = answering(undefined);
    await press(SETTING);
    fs.writeFileSync(settings, '{"mine": 2}');
    await vscode.commands.executeCommand('tokenmin.applyChange');
    said.restore();
    assert.deepEqual(said.errors, [`${settings} is no longer what the diff shows. Nothing was written.`]);
    assert.equal(fs.readFileSync(settings, 'utf8'), '{"mine": 2}');
  });

  test('what was changed since is not undone: the diff shows what it was', async () => {
    const said = answering('Apply');
    await press(SETTING);
    await until('it is told', () => said.info.length === 2);
    fs.writeFileSync(settings, '{"mine": 3}');
    await vscode.commands.executeCommand('tokenmin.undoChange');
    said.restore();
    assert.match(said.errors[0] ?? '', /has been changed since\. Nothing was undone/);
    assert.equal(fs.readFileSync(settings, 'utf8'), '{"mine": 3}');
    assert.deepEqual(await sides(), [BEFORE, '{"mine": 3}']);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    fs.writeFileSync(settings, AFTER);
    await vscode.commands.executeCommand('tokenmin.undoChange');
    assert.equal(fs.readFileSync(settings, 'utf8'), BEFORE);
  });

  for (const [what, content] of [
    ['is no JSON', 'export default {}'],
    ['is torn', '{ "env": {'],
    ['has a list in the setting’s place', '{ "env": [] }'],
    ['is no text', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
  ] as const) {
    test(`a file that ${what} is left alone, and that is said`, async () => {
      fs.writeFileSync(settings, content);
      const said = answering('Apply');
      await press(SETTING);
      said.restore();
      assert.equal(said.errors.length, 1);
      assert.match(said.errors[0] ?? '', /nothing was changed/i);
      assert.deepEqual(fs.readFileSync(settings), Buffer.from(content));
      assert.equal(diffs().length, 0);
    });
  }

  test('a link to a settings file stays a link', async () => {
    const real = path.join(os.homedir(), 'dotfiles.json');
    fs.writeFileSync(real, BEFORE);
    fs.rmSync(settings);
    fs.symlinkSync(real, settings);
    const said = answering('Apply');
    await press(SETTING);
    await until('it is told', () => said.info.length === 2);
    said.restore();
    assert.equal(fs.lstatSync(settings).isSymbolicLink(), true);
    assert.equal(fs.readFileSync(real, 'utf8'), AFTER);
    await vscode.commands.executeCommand('tokenmin.undoChange');
    assert.equal(fs.readFileSync(real, 'utf8'), BEFORE);
    fs.rmSync(real);
  });

  test('a setting of Codex is changed in its own format', async () => {
    const config = path.join(os.homedir(), '.codex/config.toml');
    fs.mkdirSync(path.dirname(config), { recursive: true });
    fs.writeFileSync(config, '# mine\nmodel = "gpt-5.3-codex"\n\n[tools]\nweb_search = true\n');
    const said = answering('Apply');
    await press({ kind: 'assistant-setting', source: 'codex', path: ['tool_output_token_limit'], value: 5000 });
    await until('it is told', () => said.info.length === 2);
    said.restore();
    assert.equal(
      fs.readFileSync(config, 'utf8'),
      '# mine\nmodel = "gpt-5.3-codex"\ntool_output_token_limit = 5000\n\n[tools]\nweb_search = true\n',
    );
    await vscode.commands.executeCommand('tokenmin.undoChange');
    fs.rmSync(config);
  });

  test('a setting of the editor is shown, changed and changed back by the editor', async () => {
    const value = () => vscode.workspace.getConfiguration().inspect('tokenmin.budget.warnAt')?.globalValue;
    const said = answering('Apply');
    await press({ kind: 'editor-setting', key: 'tokenmin.budget.warnAt', value: 70 });
    await until('it is set', () => value() === 70);
    await until('it is told', () => said.info.length === 2);
    said.restore();
    await vscode.commands.executeCommand('tokenmin.undoChange');
    assert.equal(value(), undefined);
  });

  test('a setting that no extension declares is not even shown', async () => {
    const said = answering('Apply');
    await press({ kind: 'editor-setting', key: 'nowhere.declared', value: 1 });
    await until('it is told', () => said.errors.length === 1);
    said.restore();
    assert.deepEqual(said.errors, ['This editor does not know the setting nowhere.declared.']);
    assert.equal(diffs().length, 0);
  });

  test('nothing is done but what the coach offers', async () => {
    const said = answering('Apply');
    await parts.dashboard.receive({ type: 'adviceAction', ruleId: 'no-such-rule', workspace: '', monthlyNano: 1 });
    await parts.dashboard.receive({ type: 'adviceAction', ruleId: 'ttl-fit', action: SETTING });
    said.restore();
    assert.deepEqual(said.errors, ['This tip is no longer there. Look again.']);
    assert.equal(fs.readFileSync(settings, 'utf8'), BEFORE);
  });

  test('advice about the sample month changes no settings', async () => {
    await parts.sample.set(true);
    const said = answering('Apply');
    await press(SETTING);
    said.restore();
    await parts.sample.set(false);
    assert.deepEqual(said.errors, ['This tip is about the sample month. Your own settings are left alone.']);
    assert.equal(fs.readFileSync(settings, 'utf8'), BEFORE);
  });

  test('a text is copied as it is', async () => {
    await press({ kind: 'copy', text: 'copied from a tip' });
    assert.equal(await vscode.env.clipboard.readText(), 'copied from a tip');
  });

  test('a text that is made from a log is asked for, and where the log is gone, that is said', async () => {
    const evidence = { sessionId: 1, file: '/nowhere.jsonl', offset: 3 };
    const asked: unknown[] = [];
    const query = parts.client.query.bind(parts.client);
    await offer({ kind: 'copy-made', what: 'folded-log' });
    for (const answer of [{ text: 'folded' }, { missing: 'log' }]) {
      Object.assign(parts.client, { query: (...all: unknown[]) => (asked.push(all), Promise.resolve(answer)) });
      const said = answering(undefined);
      await parts.dashboard.receive({
        type: 'adviceAction',
        ruleId: 'ttl-fit',
        workspace: '',
        monthlyNano: 1,
        evidence,
      });
      said.restore();
      assert.equal(await vscode.env.clipboard.readText(), 'folded');
      assert.equal(said.errors.length, 'text' in answer ? 0 : 1);
    }
    Object.assign(parts.client, { query });
    assert.deepEqual(asked[0], ['adviceText', { ruleId: 'ttl-fit', ...evidence }]);
  });

  test('an instruction file opens at its line, and no other file does', async () => {
    const file = path.join(os.homedir(), 'CLAUDE.md');
    fs.writeFileSync(file, 'one\ntwo\n');
    await parts.dashboard.receive({ type: 'openFile', file, line: 2 });
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, file);
    assert.equal(vscode.window.activeTextEditor?.selection.active.line, 1);
    await parts.dashboard.receive({ type: 'openFile', file: '~/CLAUDE.md' });
    assert.equal(vscode.window.activeTextEditor?.selection.active.line, 0);
    const said = answering(undefined);
    for (const other of [path.join(os.homedir(), 'nowhere.md'), '/etc/passwd', os.homedir()]) {
      await parts.dashboard.receive({ type: 'openFile', file: other });
    }
    said.restore();
    assert.equal(said.errors.length, 3);
    fs.rmSync(file);
  });
});
