import assert from 'node:assert/strict';
import { goldenFiles, packageFiles } from '../support/packageFiles.mjs';

suite('packageFiles', function () {
  this.timeout(30_000);

  test('what ships is what the golden list names', async () => {
    assert.deepEqual(await packageFiles(), goldenFiles());
  });
});
