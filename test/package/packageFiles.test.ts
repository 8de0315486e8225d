import assert from 'node:assert/strict';
import { goldenFiles, packageFiles } from '../support/packageFiles.mjs';

suite('packageFiles', function () {
  this.timeout(60_000); // vsce looks at every file, those of the whole VS Code below test/ too

  test('what ships is what the golden list names', async () => {
    assert.deepEqual(await packageFiles(), goldenFiles());
  });
});
