import assert from 'node:assert/strict';
import { commandFacts, type CommandFacts } from '../../../../src/core/insights/shell/commandFacts';

function tests(name: string, fact: (facts: CommandFacts) => boolean, yes: readonly string[], no: readonly string[]) {
  suite(name, () => {
    for (const line of yes) test(line.slice(0, 70), () => assert.equal(fact(commandFacts(line)), true));
    for (const line of no) test(`not: ${line.slice(0, 70)}`, () => assert.equal(fact(commandFacts(line)), false));
  });
}

suite('programs of a command line', () => {
  const lines: [line: string, programs: string[]][] = [
    ['ls', ['ls']],
    ['cd app && npm test', ['cd', 'npm']],
    ['source .venv/bin/activate && pytest -q', ['source', 'pytest']],
    ['env CI=1 FOO="a b" npm test', ['npm']],
    ['timeout -k 5 120 npm test', ['npm']],
    ['time sudo -u me make install', ['make']],
    ['(cd app && npm test) 2>&1 | tail -20', ['cd', 'npm', 'tail']],
    ['docker compose -f a.yml exec -T -e A=b web pytest -q', ['pytest']],
    ['docker-compose run --rm web rspec', ['rspec']],
    ['docker compose up -d', ['docker']],
    ['kubectl exec -n a pod -- psql -c "select 1"', ['psql']],
    ['npx --yes vitest run', ['vitest']],
    ['poetry run pytest', ['pytest']],
    ['/usr/bin/python3 -m pytest', ['pytest']],
    ['bash -lc "cd app && cargo test"', ['cd', 'cargo']],
    ["ssh -p 22 host 'cd app; make test'", ['cd', 'make']],
    ['bash scripts/test.sh fast', ['test.sh']],
    ['for f in src/*.ts; do wc -l "$f"; done', ['wc']],
    ['if grep -q x a; then echo yes; else rm a; fi', ['grep', 'echo', 'rm']],
    ['while read l; do echo $l; done < list', ['read', 'echo']],
    ['case $1 in a) ls;; b) rm x;; esac', ['ls', 'rm']],
    ['find . -name "*.bak" -exec rm {} \\;', ['find', 'rm']],
    ['git ls-files | xargs -n 5 sed -i s/a/b/', ['git', 'sed']],
    ['echo "$(git rev-parse HEAD)" `date`', ['git', 'date', 'echo']],
    ["git commit -m \"$(cat <<'EOF'\nDon't; rm x (it\nEOF\n)\" && git push", ['cat', 'git', 'git']],
    ["cat > a.sh <<'EOF'\nrm -rf x\nEOF\nchmod +x a.sh", ['cat', 'chmod']],
    ['bash <<EOF\nnpm test\nEOF', ['npm']],
    ['# rm x\nls # rm y', ['ls']],
    ['echo a\\;rm "b;rm" \'c|rm\'', ['echo']],
    ['[[ $a > $b && -f c ]] && ls', ['[[', 'ls']],
    ['A=1', []],
    ['', []],
  ];
  for (const [line, programs] of lines) {
    test(line.slice(0, 70) || 'nothing', () => assert.deepEqual(commandFacts(line).programs, programs));
  }

  for (const part of ['$(', '`', '"', "'", '(', 'sudo ', 'a=', '<<a\n', 'bash -c "', '${', '|', '\\', '\n\n', '[[ ']) {
    test(`takes no time for ${JSON.stringify(part)} again and again`, () => {
      assert.doesNotThrow(() => commandFacts(part.repeat(30_000)));
    });
  }
});

tests(
  'command line that writes files',
  ({ writes }) => writes,
  [
    'echo a > a.txt',
    'npm test >> log.txt 2>&1',
    "cat > src/a.ts <<'EOF'\nexport {};\nEOF",
    'cd app && sed -i.bak s/a/b/ a.ts',
    "sed -i '' -e s/a/b/ a.ts",
    'perl -pi -e s/a/b/ a.ts',
    'find . -name "*.bak" -delete',
    'find . -name "*.bak" | xargs rm',
    'find . -type f -exec rm {} +',
    'rm -rf build',
    'mkdir -p src/new',
    'cp /tmp/a src/a',
    'curl -so a.zip https://example.org/a.zip',
    'npm run x | tee out.txt',
    'git checkout -- a.ts',
    'npx prettier --write src',
    "python3 - <<'EOF'\nopen('a.txt', 'w').write('a')\nEOF",
    `node -e "require('fs').writeFileSync('a', 'b')"`,
    'tar xzf a.tgz',
    '(npm test) &> out.log',
  ],
  [
    'npm test > /dev/null 2>&1',
    'npm test 2>&1 | tail -20',
    'grep -rn a src > /tmp/found; wc -l /tmp/found',
    "sed -n '1,80p' src/a.ts",
    'cat <<EOF\na > b\nEOF',
    'awk "{ print \\$1 }" a',
    'git log --oneline | head',
    'git stash list',
    'echo "a > b"',
    '[[ 2 > 1 ]]',
    'curl -s https://example.org',
    'tar tzf a.tgz',
    'cp src/a /tmp/a',
    'python3 -c \'print(open("a").read())\'',
    'ls <(sort a)',
  ],
);

tests(
  'command line that only reads',
  ({ onlyReads }) => onlyReads,
  [
    'cd /home/me/shop && grep -rn retry src | head -20',
    "sed -n '1,80p' src/a.ts",
    'for f in src/*.ts; do wc -l $f; done',
    "echo '---'; ls src",
    'git log --oneline -20 -- src/a.ts',
    'git -C app diff HEAD~1',
    'git branch -a',
    'find . -name a.ts -exec grep -l x {} \\;',
    'gh pr view 12 --json title',
    'rg a 2>/dev/null || true',
    'curl -s https://example.org | jq .a',
  ],
  [
    'npm test',
    'cat a > b',
    'git add -A',
    'git branch -D old',
    'git stash',
    'find . -delete',
    'python3 a.py',
    './queue.sh',
    'gh pr create --fill',
    'curl -X POST https://example.org',
    'rg -l a | xargs sed -i s/a/b/',
    '',
  ],
);

tests(
  'command line that commits',
  ({ commits }) => commits,
  ['git commit -m a', 'cd /home/me/shop && git add -A && git commit -m "x" && git push', 'git -C app -c a=b commit'],
  ['git log --grep commit', 'echo git commit', 'git commit --dry-run', 'git status'],
);

tests(
  'command line that others see',
  ({ acts }) => acts,
  [
    'git push',
    './deploy.sh staging',
    'npm run deploy',
    'npm publish',
    'kubectl apply -f a.yml',
    'kubectl rollout restart deploy/web',
    'terraform apply',
    'gh pr comment 1 -b hello',
    'gh api -X DELETE repos/a/b',
    'curl -d a=b https://example.org',
    'make deploy',
  ],
  [
    'git pull',
    './queue.sh',
    'kubectl get deploy',
    'kubectl rollout status a',
    'gh run list',
    'curl -sf a',
    'cat deploy.sh',
  ],
);

tests(
  'command line that checks',
  ({ checks }) => checks,
  [
    'npm test',
    'cd app; cd web; npm test',
    'source .venv/bin/activate && pytest -q',
    'timeout 120 npm test',
    '(cd app && npm test)',
    './scripts/test.sh',
    'bash scripts/run-tests.sh',
    'docker compose exec web pytest -q',
    'npm --prefix app run build',
    'pnpm --filter web test',
    'yarn workspace web lint',
    'just test',
    'npm run test:unit',
    'rm -rf dist && npm run build',
    'cargo clippy --all',
    'go vet ./...',
  ],
  [
    'npm install',
    'node a.js',
    'cat test.sh',
    'ls test',
    'git commit -m test',
    'npm run dev',
    'python3 a.py',
    'echo npm test',
  ],
);

tests(
  'command line that hides that a check failed',
  ({ hidesFailure }) => hidesFailure,
  [
    'npm test 2>&1 | tail -20',
    'npm test; echo done',
    'npm test || true',
    '(cd app && npm test) | tail',
    'cd app && npm test | grep -v x | head',
    'npm test\necho done',
    'npm test &',
    'bash -c "npm test" | tail',
    'echo "$(npm test)"',
    'npm run lint; npm test',
  ],
  [
    'npm test',
    'cd app; cd web; npm test',
    'npm run build && npm test',
    'npm test && git commit -m "$(date)"',
    'npm test && git log | head',
    'set -o pipefail; npm test | tail',
    'set -e\nnpm test\necho done',
    'cat a | head',
    'npm test > out.txt 2>&1',
  ],
);

tests(
  'command line that waits',
  ({ waits }) => waits,
  [
    'sleep 60 && gh run list --limit 1',
    'kubectl get pods -l app=web',
    'curl -sf http://localhost:3000/health',
    'gh pr checks 12',
    'docker compose ps',
    'tail -20 build.log',
    'aws ecs describe-services --services a',
  ],
  [
    'npm test',
    'ls src',
    'curl -X POST https://example.org',
    'kubectl apply -f a',
    'cat a.ts',
    'gh pr create',
    'git push',
  ],
);
