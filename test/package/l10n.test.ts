import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';

suite('l10n', () => {
  test('the bundle for translators holds exactly the strings of the code', () => {
    const { status, stderr } = spawnSync(process.execPath, ['test/support/l10n.mjs', '--check'], { encoding: 'utf8' });
    assert.equal(stderr, '');
    assert.equal(status, 0);
  });
});
