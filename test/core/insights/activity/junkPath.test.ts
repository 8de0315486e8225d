import assert from 'node:assert/strict';
import { junkPattern } from '../../../../src/core/insights/activity/junkPath';

suite('files that nobody wrote', () => {
  const cases: [path: string, pattern: string][] = [
    ['/home/me/shop/node_modules/left/index.js', 'node_modules/'],
    ['/home/me/shop/app/dist/main.js', 'dist/'],
    ['C:\\shop\\dist\\main.js', 'dist/'],
    ['package-lock.json', 'package-lock.json'],
    ['/home/me/shop/api/go.sum', 'go.sum'],
    ['src/jquery.min.js', '*.min.js'],
    ['src/__snapshots__/a.test.ts.snap', '__snapshots__/'],
    ['src/a.test.ts.snap', '*.snap'],
    ['/home/me/shop/build/bundle.js', 'build/'],
    ['/home/me/shop/build/make.ts', ''],
    ['bin/cli.js', ''],
    ['public/app.js', ''],
    ['static/js/main.js', ''],
    ['public/css/site-navigation.css', ''],
    ['public/app.bundle.js', 'public/'],
    ['static/js/main.3f2a9c1b.js', 'static/'],
    ['static/js/2.chunk.js', 'static/'],
    ['public/assets/index-BX92kdQz.css', 'public/'],
    ['bin/Shop.class', 'bin/'],
    ['public/build/app.js', 'build/'],
    ['/home/me/shop/src/distance.ts', ''],
    ['/home/me/shop/lib/outline.css', ''],
    ['/usr/share/build/a.js', ''],
    ['', ''],
  ];
  for (const [path, pattern] of cases) {
    test(`${path}: ${pattern || 'a file like others'}`, () => {
      assert.equal(junkPattern(path, '/home/me/shop'), pattern);
    });
  }

  test('folders that the workspace lies in say nothing', () => {
    assert.equal(junkPattern('/srv/dist/shop/src/a.ts', '/srv/dist/shop'), '');
    assert.equal(junkPattern('/srv/dist/shop/src/a.ts', '/home/me'), 'dist/');
  });
});
