// @ts-check
// Writes the theme files beside this one: what a real webview is given in each of VS Code's own themes. To be run by
// hand when the VS Code of test/support/vscode changes.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { browser, closeBrowser } from '../vscode/browser.mjs';
import { startServer } from '../vscode/server.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));

const settings = {
  light: 'Light Modern',
  dark: 'Dark Modern',
  'high-contrast': 'Default High Contrast',
  'high-contrast-light': 'Default High Contrast Light',
};

// Of some 950 variables, those of the editor's inside, the terminal, chat and the like are of no use to a page of ours.
const unused =
  /^--vscode-(agent|ansi|bracket|chat|commentsView|debug|diffEditor(?!-(?:inserted|removed)Text)|editor(Bracket|Comment|Ghost|Gutter|Indent|Inlay|Marker|Minimap|Overview|Ruler|Unicode|WhiteSpace)|extension|git|inlineChat|inlineEdit|interactive|merge|minimap|multiDiff|notebook|outputView|peekView|ports|problems|profile|remoteHub|sash|scm|search|simpleFind|statusBar|symbolIcon|tab-|tab[A-Z]|terminal|testing|titleBar|walkThrough|welcomePage)/;

const probe = `exports.activate = () => {
  const panel = require('vscode').window.createWebviewPanel('probe', 'Probe', 1, {});
  panel.webview.html = '<html><body></body></html>';
};`;

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'themes-'));
const extension = path.join(dir, 'extensions/tokenmin.probe-0.0.1');
fs.mkdirSync(extension, { recursive: true });
fs.writeFileSync(path.join(extension, 'probe.js'), probe);
fs.writeFileSync(
  path.join(extension, 'package.json'),
  JSON.stringify({
    name: 'probe',
    publisher: 'tokenmin',
    version: '0.0.1',
    main: './probe.js',
    engines: { vscode: '^1.101.0' },
    activationEvents: ['onStartupFinished'],
  }),
);

for (const [name, setting] of Object.entries(settings)) {
  const server = await startServer({
    dir: path.join(dir, name),
    extensionsDir: path.join(dir, 'extensions'),
    settings: { 'workbench.colorTheme': setting },
  });
  const page = await (await browser()).newPage();
  await page.goto(server.url());
  const body = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame').locator('body');
  await body.waitFor({ state: 'attached' });
  const seen = await body.evaluate((element) => ({
    bodyAttributes: Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value])),
    variables: Object.fromEntries(
      [...element.ownerDocument.documentElement.style].map((key) => [
        key,
        element.ownerDocument.documentElement.style.getPropertyValue(key),
      ]),
    ),
  }));
  const id = seen.bodyAttributes['data-vscode-theme-id'];
  if (id !== setting) throw new Error(`${setting} gave the theme ${id}`);
  const variables = Object.fromEntries(Object.entries(seen.variables).filter(([key]) => !unused.test(key)));
  fs.writeFileSync(path.join(here, `${name}.json`), `${JSON.stringify({ setting, ...seen, variables }, null, 2)}\n`);
  await page.close();
  await server.stop();
}
await closeBrowser();
fs.rmSync(dir, { recursive: true, force: true });
