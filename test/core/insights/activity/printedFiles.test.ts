import assert from 'node:assert/strict';
import { printedFiles } from '../../../../src/core/insights/activity/printedFiles';

suite('files that a command prints', () => {
  const cases: [command: string, files: string[]][] = [
    ['cat package-lock.json', ['package-lock.json']],
    ['cat -n a.js b.js 2>/dev/null', ['a.js', 'b.js']],
    ['head -200 dist/app.js', ['dist/app.js']],
    ['head -n 200 dist/app.js | grep x', ['dist/app.js']],
    ["sed -n '1,80p;90q' dist/app.js", ['dist/app.js']],
    ['sed -n 1,260p "dist/my app.js"', ['dist/my app.js']],
    ['sed -n -e 1p -e 3p a.js', ['a.js']],
    ['bat -r 1:20 a.js', ['a.js']],
    ['cd dist && cat app.js; echo ---; tail -5 /tmp/x.log', ['dist/app.js', '/tmp/x.log']],
    ['cat dist/*.js 2>&1', ['dist/*.js']],
    ["sed -i 's/a/b/' a.js", []],
    ["cat > a.js <<'EOF'\nlet a;\nEOF", []],
    ['cat $FILE', []],
    ['npm test && cat dist/app.js', []],
    ['cat', []],
    ['for f in a b; do cat $f; done', []],
    ['', []],
    [`cat ${'a'.repeat(5000)}`, []],
  ];
  for (const [command, files] of cases) {
    test(JSON.stringify(command.slice(0, 60)), () => assert.deepEqual(printedFiles(command), files));
  }
});
