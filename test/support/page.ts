import fs from 'node:fs';
import path from 'node:path';
import type { AxeResults, Result } from 'axe-core';
import { browser, closeBrowser, type Page } from './vscode/browser.mjs';
import { themes, type Theme, type ThemeName } from './themes';

/**
 * Where an opened page lives. Its HTML must be made with `cspSource: webviewOrigin`; `dist/media/x` is
 * `${webviewOrigin}/media/x`.
 */
export const webviewOrigin = 'https://webview.test';

export interface PageOptions {
  /** The whole document with its own CSP, as the extension makes it. */
  html: string;
  /** What the extension answers to a message of the page; each is posted back. */
  answers?: (message: unknown) => unknown[] | Promise<unknown[]>;
  /** Default: `dark`. */
  theme?: ThemeName;
  /** Size of the panel on the screen, in pixels. Default: 1000 × 800. */
  width?: number;
  height?: number;
  /** 2 for 200 %. */
  zoom?: number;
  reducedMotion?: boolean;
  /** What `getState()` returns at first. */
  state?: unknown;
}

export interface OpenedPage {
  page: Page;
  /** Accessibility violations of what is shown now, by all rules or by those named. */
  axe: (rules?: string[]) => Promise<Result[]>;
  /** Changes the theme as VS Code does while a page is open. */
  dress: (theme: ThemeName) => Promise<void>;
  /** What the page has posted, in order. */
  sent: unknown[];
  /** Posts a message of the extension to the page. */
  post: (message: unknown) => Promise<void>;
  /** What the page last gave to `setState()`. It survives `page.reload()`. */
  state: () => Promise<unknown>;
  /** Errors, CSP violations and requests for anything outside dist/. A good page has none. */
  problems: string[];
  close: () => Promise<void>;
}

const AXE = path.resolve('node_modules/axe-core/axe.min.js');
const dist = path.resolve('dist');
const types: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.ttf': 'font/ttf',
  '.svg': 'image/svg+xml',
};

/** Opens a built page in Chromium as VS Code would show it in a webview: theme, API, state, nothing but dist/media. */
export async function openPage(options: PageOptions): Promise<OpenedPage> {
  const { width = 1000, height = 800, zoom = 1, answers } = options;
  const context = await (
    await browser()
  ).newContext({
    viewport: { width: Math.round(width / zoom), height: Math.round(height / zoom) },
    deviceScaleFactor: zoom,
    reducedMotion: options.reducedMotion ? 'reduce' : 'no-preference',
  });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const sent: unknown[] = [];
  const problems: string[] = [];

  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await context.route('**/*', (route) => {
    const url = new URL(route.request().url());
    if (url.origin === webviewOrigin && url.pathname === '/') {
      return route.fulfill({ contentType: 'text/html', body: options.html });
    }
    const file = path.join(dist, url.pathname);
    if (url.origin === webviewOrigin && url.pathname.startsWith('/media/') && fs.existsSync(file)) {
      return route.fulfill({
        contentType: types[path.extname(file)] ?? 'application/octet-stream',
        body: fs.readFileSync(file),
      });
    }
    problems.push(`request for ${url}`);
    return route.abort();
  });

  const post = (message: unknown) => page.evaluate((data) => window.postMessage(data), message);
  await page.exposeFunction('tokenminSend', async (json: string) => {
    const message: unknown = JSON.parse(json);
    sent.push(message);
    for (const reply of (await answers?.(message)) ?? []) await post(reply);
  });
  await page.addInitScript(prepareWebview, {
    theme: themes[options.theme ?? 'dark'],
    state: options.state,
    reduceMotion: options.reducedMotion ?? false,
  });
  await page.goto(`${webviewOrigin}/`);

  return {
    page,
    sent,
    problems,
    post,
    state: () => page.evaluate(() => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined),
    close: () => context.close(),
    axe: async (rules) => {
      if (!(await page.evaluate('"axe" in window'))) await page.evaluate(fs.readFileSync(AXE, 'utf8'));
      const results = await page.evaluate<AxeResults>(`axe.run(${JSON.stringify(rules ? { runOnly: rules } : {})})`);
      return results.violations;
    },
    dress: (theme) =>
      page.evaluate((next) => {
        document.documentElement.removeAttribute('style');
        const own = [...document.body.classList].filter((name) => /^vscode-(light|dark|high-contrast)/.test(name));
        document.body.classList.remove(...own);
        (window as unknown as { tokenminDress: (theme: Theme) => void }).tokenminDress(next);
        for (const animation of document.getAnimations()) if (animation instanceof CSSTransition) animation.finish();
      }, themes[theme]),
  };
}

/** Does inside the page, before its scripts run, what VS Code does around a webview. */
function prepareWebview({ theme, state, reduceMotion }: { theme: Theme; state: unknown; reduceMotion: boolean }) {
  if (state !== undefined && sessionStorage.getItem('state') === null) {
    sessionStorage.setItem('state', JSON.stringify(state));
  }
  let acquired = false;
  const send = (window as unknown as { tokenminSend: (json: string) => Promise<void> }).tokenminSend;
  Object.assign(window, {
    acquireVsCodeApi() {
      if (acquired) throw new Error('An instance of the VS Code API has already been acquired');
      acquired = true;
      return {
        postMessage: (message: unknown) => void send(JSON.stringify(message)),
        getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
        setState: (next: unknown) => {
          sessionStorage.setItem('state', JSON.stringify(next ?? null));
          return next;
        },
      };
    },
  });

  // VS Code's own default style loses against anything of the page, hence the layer.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`@layer vscode {
    html { background: var(--vscode-editor-background); }
    body {
      margin: 0; padding: 0 20px; color: var(--vscode-editor-foreground);
      font: var(--vscode-font-weight) var(--vscode-font-size) var(--vscode-font-family);
    }
    a { color: var(--vscode-textLink-foreground); }
    a:focus, input:focus, select:focus, textarea:focus, button:focus {
      outline: 1px solid var(--vscode-focusBorder); outline-offset: -1px;
    }
  }`);
  document.adoptedStyleSheets.push(sheet);

  const dress = ({ variables, bodyAttributes }: Theme) => {
    for (const [name, value] of Object.entries(variables)) document.documentElement?.style.setProperty(name, value);
    if (!document.body) return;
    observer.disconnect();
    for (const [name, value] of Object.entries(bodyAttributes)) {
      if (name === 'class') document.body.classList.add(...value.split(' '));
      else document.body.setAttribute(name, value);
    }
    if (reduceMotion) document.body.classList.add('vscode-reduce-motion');
  };
  Object.assign(window, { tokenminDress: dress });
  const observer = new MutationObserver(() => dress(theme));
  observer.observe(document, { childList: true, subtree: true });
}

suiteTeardown(closeBrowser);
