import fs from 'node:fs';
import path from 'node:path';
import { homeEnvironment, temporaryFolder } from './home.mjs';
import { installLink } from './installLink.mjs';
import { themes, type ThemeName } from './themes';
import { browser, closeBrowser, type FrameLocator, type Locator, type Page } from './vscode/browser.mjs';
import { settingsFile, startServer } from './vscode/server.mjs';

export interface WorkbenchOptions {
  /** Content of the home folder that Tokenmin sees, by path in it: `{ '.claude/projects/p/s.jsonl': '…' }`. */
  home?: Record<string, string | Uint8Array>;
  /** Content of the opened folder. */
  workspace?: Record<string, string | Uint8Array>;
  settings?: Record<string, unknown>;
  env?: Record<string, string>;
  /** Default: `dark`. */
  theme?: ThemeName;
  /** Size of the window in pixels. Default: 1280 × 800. */
  width?: number;
  height?: number;
}

/** One window of VS Code, in a browser. */
export interface WorkbenchWindow {
  page: Page;
  /** Runs a command by its title in the palette, as `Tokenmin: Open Dashboard`. */
  command(title: string): Promise<void>;
  /** An item of the status bar by the id it was created with. */
  statusItem(id: string): Locator;
  /** What is inside the visible webview. */
  webview(): FrameLocator;
  /** Writes out/screenshots/NAME.png. */
  screenshot(name: string): Promise<void>;
}

export interface Workbench extends WorkbenchWindow {
  /** Path of the home folder, for tests that append to logs. */
  home: string;
  /** Path of the opened folder. */
  workspace: string;
  /** Another window on the same machine, with an extension host of its own. */
  openWindow(): Promise<WorkbenchWindow>;
  /** Changes user settings, but for the colour theme; `undefined` removes one. */
  changeSettings(settings: Record<string, unknown>): void;
  /** Changes the colour theme, and waits until the first window shows it. */
  changeTheme(theme: ThemeName): Promise<void>;
  close(): Promise<void>;
}

const screenshots = path.resolve('out/screenshots');
const running = new Map<Workbench, Page[]>();

/** Starts a VS Code with Tokenmin installed, in a home of its own. `close()` it in suiteTeardown. */
export async function startWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const dir = temporaryFolder();
  const home = path.join(dir, 'home');
  const workspace = path.join(dir, 'workspace');
  writeFiles(home, options.home ?? {});
  writeFiles(workspace, options.workspace ?? {});
  const extensionsDir = path.join(dir, 'extensions');
  installLink(extensionsDir);
  const server = await startServer({
    dir,
    extensionsDir,
    env: { ...homeEnvironment(home), ...options.env },
    settings: { 'workbench.colorTheme': themes[options.theme ?? 'dark'].setting, ...options.settings },
  });
  const context = await (
    await browser()
  ).newContext({ viewport: { width: options.width ?? 1280, height: options.height ?? 800 } });

  // On a busy machine the extension host alone may take 15 s to start.
  context.setDefaultTimeout(30_000);

  const pages: Page[] = [];
  const openWindow = async () => {
    const page = await context.newPage();
    pages.push(page);
    await page.goto(server.url({ folder: workspace }));
    await page.locator('.monaco-workbench .statusbar').waitFor();
    return workbenchWindow(page);
  };
  const changeSettings = (settings: Record<string, unknown>) => {
    const file = settingsFile(dir);
    const old = JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, unknown>;
    fs.writeFileSync(file, JSON.stringify({ ...old, ...settings }, null, 2));
  };
  const workbench: Workbench = {
    ...(await openWindow()),
    home,
    workspace,
    openWindow,
    changeSettings,
    changeTheme: async (theme) => {
      // Not by the settings file: VS Code itself writes there after a change of theme, and trips over ours.
      await workbench.command('Preferences: Color Theme');
      const name = themes[theme].bodyAttributes['data-vscode-theme-name'] ?? theme;
      await workbench.page.locator('.quick-input-widget input').fill(name);
      await workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
      await workbench.page.locator(`.monaco-workbench.${workbenchClasses[theme]}`).waitFor();
    },
    close: async () => {
      running.delete(workbench);
      await context.close();
      await server.stop();
      fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  running.set(workbench, pages);
  return workbench;
}

const workbenchClasses: Record<ThemeName, string> = {
  light: 'vs',
  dark: 'vs-dark',
  'high-contrast': 'hc-black',
  'high-contrast-light': 'hc-light',
};

function writeFiles(folder: string, files: Record<string, string | Uint8Array>): void {
  fs.mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
  }
}

function workbenchWindow(page: Page): WorkbenchWindow {
  return {
    page,
    command: (title) => runCommand(page, title),
    statusItem: (id) => page.locator(`.statusbar-item[id="tokenmin.tokenmin.${id}"]`),
    webview: () => page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame'),
    screenshot: (name) => screenshot(page, name),
  };
}

/** A palette that is just closing, or keys that come before the workbench listens, only cost another try. */
async function runCommand(page: Page, title: string): Promise<void> {
  const input = page.locator('.quick-input-widget input');
  const row = page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
  for (let tries = 1; ; tries++) {
    try {
      await input.waitFor({ state: 'hidden', timeout: 3000 });
      await page.keyboard.press('F1');
      await input.fill(`>${title}`, { timeout: 3000 });
      await row.click({ timeout: 5000 });
      return;
    } catch (error) {
      if (tries === 4) throw error;
      await page.keyboard.press('Escape');
    }
  }
}

async function screenshot(page: Page, name: string): Promise<void> {
  fs.mkdirSync(screenshots, { recursive: true });
  await page.screenshot({ path: path.join(screenshots, `${name}.png`) });
}

teardown(async function () {
  if (this.currentTest?.state !== 'failed') return;
  const name = this.currentTest.fullTitle().replaceAll(/\W+/g, '-');
  for (const [index, page] of [...running.values()].flat().entries()) await screenshot(page, `FAILED-${name}-${index}`);
});

suiteTeardown(closeBrowser);
