// @ts-check
// Starts a headless Chromium: the packaged one on Linux x64, an installed one elsewhere.
import fs from 'node:fs';
import { packagedChromium, setup } from './setup.mjs';

/** @typedef {import('playwright-core').Browser} Browser */
/** @typedef {import('playwright-core').FrameLocator} FrameLocator */
/** @typedef {import('playwright-core').Locator} Locator */
/** @typedef {import('playwright-core').Page} Page */

const installed = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
  'C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe',
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
];

const flags = [
  '--no-sandbox', // needs a privileged helper that containers lack
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
];

function chromiumPath() {
  const found = [process.env.TOKENMIN_CHROMIUM, packagedChromium, ...installed].find(
    (file) => file && fs.existsSync(file),
  );
  if (!found) throw new Error('No Chromium found. Name one in the environment variable TOKENMIN_CHROMIUM.');
  return found;
}

/** @type {Promise<Browser> | undefined} */
let running;

/** The one browser of this process. Tests take contexts of their own from it. */
export function browser() {
  running ??= launch();
  return running;
}

export async function closeBrowser() {
  const closing = running;
  running = undefined;
  await (await closing)?.close();
}

async function launch() {
  await setup();
  const { chromium } = await import('playwright-core');
  return chromium.launch({ executablePath: chromiumPath(), headless: true, args: flags });
}
