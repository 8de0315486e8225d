import assert from 'node:assert/strict';
import { openPage, webviewOrigin, type OpenedPage, type PageOptions } from '../support/page';
import { themeNames, themes } from '../support/themes';

suite('openPage', function () {
  this.timeout(30_000);

  const csp = `default-src 'none'; script-src 'nonce-n'; style-src ${webviewOrigin}`;
  const html = (body: string) =>
    `<!DOCTYPE html><html lang="en"><head><title>t</title><meta http-equiv="Content-Security-Policy" content="${csp}"></head><body><main>${body}</main></body></html>`;
  const script = (code: string) => html(`<h1>t</h1><script nonce="n">${code}</script>`);
  const open = (body: string, options?: Partial<PageOptions>) => openPage({ html: html(body), ...options });

  for (const name of themeNames) {
    test(`dresses the page in ${name}`, async () => {
      const { page, close } = await open('<h1>t</h1>', { theme: name });
      const seen = await page.evaluate(() => ({
        kind: document.body.dataset.vscodeThemeKind,
        foreground: getComputedStyle(document.documentElement).getPropertyValue('--vscode-editor-foreground'),
      }));
      assert.deepEqual(seen, {
        kind: `vscode-${name}`,
        foreground: themes[name].variables['--vscode-editor-foreground'],
      });
      await close();
    });
  }

  test('changes the theme altogether', async () => {
    const seen = ({ page }: OpenedPage) =>
      page.evaluate(() => ({
        style: document.documentElement.style.cssText,
        attributes: document.body.getAttributeNames().map((name) => [name, document.body.getAttribute(name)]),
      }));
    const changed = await open('<h1>t</h1>', { theme: 'high-contrast-light' });
    await changed.dress('dark');
    const fresh = await open('<h1>t</h1>', { theme: 'dark' });
    assert.deepEqual(await seen(changed), await seen(fresh));
    await changed.close();
    await fresh.close();
  });

  test('theme is there before the first script runs', async () => {
    const { sent, close } = await openPage({
      html: script('acquireVsCodeApi().postMessage([...document.body.classList])'),
      theme: 'light',
    });
    assert.deepEqual(sent, [['vscode-light']]);
    await close();
  });

  test('answers come back as message events', async () => {
    const { page, sent, close } = await openPage({
      html: script(`const api = acquireVsCodeApi();
        addEventListener('message', (e) => { document.querySelector('h1').textContent = e.data.text; });
        api.postMessage({ ask: 1 });`),
      answers: () => [{ text: 'answered' }],
    });
    await page.locator('h1', { hasText: 'answered' }).waitFor();
    assert.deepEqual(sent, [{ ask: 1 }]);
    await close();
  });

  test('state survives a reload', async () => {
    const { page, sent, close } = await openPage({
      html: script(
        'const api = acquireVsCodeApi(); api.postMessage(api.getState().n); api.setState({ n: api.getState().n + 1 })',
      ),
      state: { n: 1 },
    });
    await page.reload();
    assert.deepEqual(sent, [1, 2]);
    await close();
  });

  test('style attributes against the CSP are problems', async () => {
    const { problems, close } = await open('<h1 style="color: red">t</h1>');
    assert.match(problems.join(), /Content Security Policy/);
    await close();
  });

  test('requests for another host are problems', async () => {
    const { problems, close } = await openPage({
      html: '<title>t</title><script src="https://elsewhere.test/x.js"></script>',
    });
    assert.match(problems.join(), /request for https:\/\/elsewhere\.test/);
    await close();
  });

  test('axe reports an image without a text', async () => {
    const { axe, close } = await open('<h1>t</h1><img src="data:,">');
    assert.deepEqual(
      (await axe()).map((violation) => violation.id),
      ['image-alt'],
    );
    await close();
  });

  test('axe reports nothing on a good page', async () => {
    const { axe, problems, close } = await open('<h1>t</h1>');
    assert.deepEqual(await axe(), []);
    assert.deepEqual(problems, []);
    await close();
  });

  test('zoom shrinks the layout and keeps the size on the screen', async () => {
    const { page, close } = await open('<h1>t</h1>', { width: 600, zoom: 2 });
    assert.deepEqual(await page.evaluate(() => [innerWidth, devicePixelRatio]), [300, 2]);
    await close();
  });
});
