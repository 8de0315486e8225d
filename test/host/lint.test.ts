import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { activeParts, changeSetting } from '../support/hostParts';
import { until } from '../support/until';

const TEXT = [
  '# Shop',
  '',
  '- Write clean code.',
  '',
  '## SQL',
  '',
  `\`db/a.sql\` \`db/b.sql\` \`db/c.sql\` ${'abc '.repeat(320)}`,
  '',
  '@docs/none.md',
  '',
].join('\n');

suite('lint', () => {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const file = path.join(root, 'CLAUDE.md');
  const other = path.join(root, 'notes.md');
  let document: vscode.TextDocument;

  suiteSetup(async () => {
    await activeParts();
    fs.mkdirSync(path.join(root, 'db'), { recursive: true });
    for (const name of ['a', 'b', 'c']) fs.writeFileSync(path.join(root, `db/${name}.sql`), '');
    fs.writeFileSync(other, TEXT);
  });

  setup(async () => {
    fs.writeFileSync(file, TEXT);
    document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document);
    await until('three findings show', () => found().length === 3);
  });

  teardown(async () => {
    await changeSetting('lint.enabled', undefined);
    await changeSetting('lint.codeLens', undefined);
    await changeSetting('lint.rules', undefined);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  suiteTeardown(() => {
    for (const name of ['CLAUDE.md', 'notes.md', 'db'])
      fs.rmSync(path.join(root, name), { recursive: true, force: true });
  });

  function found(): string[] {
    return vscode.languages
      .getDiagnostics(document.uri)
      .map(({ code, severity, range }) => `${code as string} ${severity} ${document.getText(range)}`);
  }

  async function actions(line: number): Promise<vscode.CodeAction[]> {
    const range = new vscode.Range(line, 0, line, 100);
    // Only quick fixes: Markdown itself offers to rewrite whatever there is.
    return vscode.commands.executeCommand('vscode.executeCodeActionProvider', document.uri, range, 'quickfix');
  }

  async function lenses(): Promise<string[]> {
    const all = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri);
    return all.map(({ range, command }) => `${range.start.line} ${command?.title}`);
  }

  test('marks exactly what it found', () =>
    assert.deepEqual(found().sort(), [
      `broken-import ${vscode.DiagnosticSeverity.Warning} @docs/none.md`,
      `scope-section ${vscode.DiagnosticSeverity.Information} ## SQL`,
      `tautology ${vscode.DiagnosticSeverity.Information} Write clean code.`,
    ]));

  test('leaves other files alone', async () => {
    const notes = await vscode.workspace.openTextDocument(other);
    await vscode.window.showTextDocument(notes);
    await vscode.commands.executeCommand('workbench.action.files.save');
    assert.deepEqual(vscode.languages.getDiagnostics(notes.uri), []);
  });

  test('follows what is typed, saved or not', async () => {
    const edit = new vscode.WorkspaceEdit();
    edit.delete(document.uri, new vscode.Range(2, 0, 3, 0));
    await vscode.workspace.applyEdit(edit);
    await until('the tautology is gone', () => found().length === 2);
    assert.equal(document.isDirty, true);
  });

  test('offers a fix that has to be confirmed, and to switch the rule off', async () => {
    const offered = await actions(2);
    assert.deepEqual(
      offered.map(({ title }) => title),
      ['Remove it', 'Disable tautology here', 'Disable tautology in this file'],
    );
    const [[uri, edits]] = offered[0]!.edit!.entries() as [[vscode.Uri, vscode.TextEdit[]]];
    assert.equal(uri.fsPath, file);
    assert.deepEqual(
      edits.map(({ range, newText }) => [document.getText(range), newText]),
      [['- Write clean code.\n\n', '']],
    );
  });

  test('switches a rule off by a comment', async () => {
    const disable = (await actions(2)).find(({ title }) => title === 'Disable tautology here');
    await vscode.workspace.applyEdit(disable!.edit!);
    await until('the tautology is gone', () => found().length === 2);
    assert.equal(document.lineAt(2).text, '<!-- tokenmin-disable-next-line tautology -->');
  });

  test('offers to move a section to a rule of its folder', async () => {
    const move = (await actions(4)).find(({ title }) => title.startsWith('Move'));
    assert.equal(move?.title, `Move to ${path.join('.claude', 'rules', 'db.md')}`);
  });

  test('tells above each section what it comes to', async () => {
    const [whole, sql, ...others] = await lenses();
    assert.match(whole ?? '', /^0 ≈ [\d,]+ tokens · in every call$/);
    assert.deepEqual(others, []);
    assert.match(sql ?? '', /^4 ≈ [\d,]+ tokens$/);
  });

  test('has no lenses where they are switched off', async () => {
    await changeSetting('lint.codeLens', false);
    assert.deepEqual(await lenses(), []);
  });

  test('obeys the settings of its rules', async () => {
    await changeSetting('lint.rules', { tautology: 'off', 'scope-section': 'warning' });
    await until('one finding is gone', () => found().length === 2);
    await until('another one is graver', () => found().some((text) => text.startsWith('scope-section 1 ')));
  });

  test('says nothing where it is switched off', async () => {
    await changeSetting('lint.enabled', false);
    await until('all findings are gone', () => found().length === 0);
  });
});
