import assert from 'node:assert/strict';
import type { CommandFamily } from '../../../src/core/prompts/shorten/data/commandFamily';
import { commandFamily, commandHead } from '../../../src/core/prompts/shorten/data/commandFamily';
import { filterCommandOutput } from '../../../src/core/prompts/shorten/data/filterCommandOutput';

const times = (count: number, line: (i: number) => string): string[] =>
  Array.from({ length: count }, (_, i) => line(i));

suite('commandFamily', () => {
  const cases: [string, CommandFamily | undefined][] = [
    ['npm test', 'test'],
    ['npm t', 'test'],
    ['npm run test:unit -- --watch=false', 'test'],
    ['CI=1 npx vitest run', 'test'],
    ['cd app && pytest -q 2>&1 | tail -20', 'test'],
    ['python -m pytest tests', 'test'],
    ['go test ./...', 'test'],
    ['cargo test --all', 'test'],
    ['./gradlew clean test', 'test'],
    ['mvn -q verify', 'test'],
    ['npm ci', 'install'],
    ['pnpm install --frozen-lockfile', 'install'],
    ['sudo apt-get install -y jq', 'install'],
    ['pip install -r requirements.txt', 'install'],
    ['npm run build', 'build'],
    ['tsc -p .', 'build'],
    ['make -j4', 'build'],
    ['docker build -t x .', 'build'],
    ['mvn package', 'build'],
    ['npx eslint src', 'lint'],
    ['npm run lint', 'lint'],
    ['tsc --noEmit', 'lint'],
    ['cargo clippy', 'lint'],
    ['pnpm --filter api test', 'test'],
    ['pnpm -w test', 'test'],
    ['pnpm -r --filter=./api exec vitest run', 'test'],
    ['pnpm vitest run', 'test'],
    ['yarn workspace api test', 'test'],
    ['yarn workspace api jest', 'test'],
    ['npm --prefix web test', 'test'],
    ['npm -w api run test:unit', 'test'],
    ['npm run -w api build', 'build'],
    ['npx -y vitest run', 'test'],
    ['npx -y -p typescript tsc --noEmit', 'lint'],
    ['docker compose exec api npm test', 'test'],
    ['docker compose -f a.yml run --rm -e CI=1 api pytest -q', 'test'],
    ['docker run --rm -v $PWD:/app -w /app node:20 npm ci', 'install'],
    ['pnpm --filter vitest install', 'install'],
    ['npm -w jest install', 'install'],
    ['npm --prefix test start', undefined],
    ['docker compose exec test ls', undefined],
    ['yarn workspace test start', undefined],
    ['npx -p jest serve', undefined],
    ['ls -la', undefined],
    ['cat test.txt', undefined],
    ['git commit -m "npm test"', undefined],
    ['echo make', undefined],
    ['jest-old', undefined],
    ['', undefined],
    ['a=1 '.repeat(1000), undefined],
  ];
  for (const [command, expected] of cases) {
    test(JSON.stringify(command.slice(0, 40)), () => assert.equal(commandFamily(command), expected));
  }
});

suite('commandHead', () => {
  const cases: [string, string][] = [
    ['npm test -- --watch=false', 'npm test'],
    ['cd app && CI=1 npm  run test:unit 2>&1 | tail', 'npm run test:unit'],
    ['npm --prefix web test', 'npm --prefix web test'],
    ['npm -w api run test -- -v', 'npm -w api run test'],
    ['pnpm --filter api exec vitest run', 'pnpm --filter api exec vitest'],
    ['yarn workspace api test --ci', 'yarn workspace api test'],
    ['npx -y vitest run', 'npx -y vitest'],
    ['python -m pytest tests', 'python -m pytest'],
    ['docker compose exec api npm test', 'docker compose exec api npm test'],
    ['docker compose build api', 'docker compose build'],
    ['cargo build --release', 'cargo build'],
    ['make -j4', 'make'],
    ['ls -la', ''],
  ];
  for (const [command, expected] of cases) {
    test(JSON.stringify(command), () => assert.equal(commandHead(command), expected));
  }

  test('is found at once in what nobody types', () => {
    const words = 'npm|pnpm|yarn|npx|docker|compose|exec|run|workspace|-w|-e|-p|--filter|a|a=1|env|--'.split('|');
    for (const one of words) {
      for (const two of words) {
        for (const three of words) commandFamily(`${one} ${two} ${three} `.repeat(600).slice(0, 1990));
      }
    }
  }).timeout(10_000);
});

suite('filterCommandOutput', () => {
  const cases: { name: string; command: string; failed?: boolean; output: string[]; expected: string[] }[] = [
    {
      name: 'tests that passed: summary and warnings',
      command: 'npx jest',
      output: [
        ...times(30, (i) => `PASS src/a${i}.test.ts`),
        '  console.warn',
        '    old call',
        ...times(30, (i) => `PASS src/b${i}.test.ts`),
        '',
        'Test Suites: 60 passed, 60 total',
        'Tests:       200 passed, 200 total',
        'Snapshots:   0 total',
        'Time:        3.2 s',
        '',
      ],
      expected: [
        '  console.warn',
        '    old call',
        '',
        'Test Suites: 60 passed, 60 total',
        'Tests:       200 passed, 200 total',
        'Snapshots:   0 total',
        'Time:        3.2 s',
        '',
      ],
    },
    {
      name: 'tests that failed: everything from the first failure on',
      command: 'pytest',
      output: [
        ...times(20, (i) => `tests/test_${i}.py ..........  [${i}%]`),
        '=================== FAILURES ===================',
        'def test_x():',
        '    x = 1',
        '>   assert x == 2',
        ...times(10, (i) => `captured ${i}`),
        '============ 1 failed, 200 passed in 3.2s ============',
      ],
      expected: [
        '=================== FAILURES ===================',
        'def test_x():',
        '    x = 1',
        '>   assert x == 2',
        ...times(10, (i) => `captured ${i}`),
        '============ 1 failed, 200 passed in 3.2s ============',
      ],
    },
    {
      name: 'a failure without a known word: everything',
      command: 'make',
      failed: true,
      output: times(30, (i) => `step ${i}`),
      expected: times(30, (i) => `step ${i}`),
    },
    {
      name: 'an install',
      command: 'npm ci',
      output: [
        'npm warn deprecated glob@7.2.3: old',
        ...times(30, (i) => `fetch GET 200 /p${i}`),
        'added 400 packages, and audited 401 packages in 9s',
        '',
        '52 packages are looking for funding',
        '  run `npm fund` for details',
        '',
        'found 0 vulnerabilities',
      ],
      expected: [
        'npm warn deprecated glob@7.2.3: old',
        'added 400 packages, and audited 401 packages in 9s',
        '',
        '52 packages are looking for funding',
        '  run `npm fund` for details',
        '',
        'found 0 vulnerabilities',
      ],
    },
    {
      name: 'an install by pip',
      command: 'pip install -r requirements.txt',
      output: [
        ...times(20, (i) => `Requirement already satisfied: dep${i}>=1.0 in /venv`),
        ...times(20, (i) => `  Downloading dep${i}.whl (1.${i} MB)`),
        'shop 1.0 requires dep3<1.0, but you have dep3 1.2 which is incompatible.',
        'Installing collected packages: dep1, dep2',
        'Successfully installed dep1-1.0 dep2-1.0',
      ],
      expected: [
        '  Downloading dep18.whl (1.18 MB)',
        '  Downloading dep19.whl (1.19 MB)',
        'shop 1.0 requires dep3<1.0, but you have dep3 1.2 which is incompatible.',
        'Installing collected packages: dep1, dep2',
        'Successfully installed dep1-1.0 dep2-1.0',
      ],
    },
    {
      name: 'a build by make',
      command: 'make -j4',
      output: [
        ...times(20, (i) => `cc -Wall -Werror -c a${i}.c -o a${i}.o`),
        "a3.c:7:9: warning: unused variable 'x' [-Wunused-variable]",
        ...times(20, (i) => `cc -Wall -Werror -c b${i}.c -o b${i}.o`),
      ],
      expected: [
        "a3.c:7:9: warning: unused variable 'x' [-Wunused-variable]",
        ...times(5, (i) => `cc -Wall -Werror -c b${i + 15}.c -o b${i + 15}.o`),
      ],
    },
    {
      name: 'a build',
      command: 'cargo build',
      output: [
        ...times(30, (i) => `   Compiling dep${i} v1.0.${i}`),
        'warning: unused variable: `x`',
        ' --> src/main.rs:4:9',
        '  |',
        '4 |     let x = 1;',
        '    Finished dev profile in 3.20s',
      ],
      expected: [
        'warning: unused variable: `x`',
        ' --> src/main.rs:4:9',
        '  |',
        '4 |     let x = 1;',
        '    Finished dev profile in 3.20s',
      ],
    },
    {
      name: 'a linter: the findings and their files',
      command: 'npx eslint .',
      output: [
        ...times(30, (i) => `Checking file number ${i}`),
        '/app/src/a.ts',
        '  3:1  warning  Unexpected console statement  no-console',
        '',
        '✖ 1 problem (0 errors, 1 warning)',
        '',
      ],
      expected: [
        'Checking file number 29',
        '/app/src/a.ts',
        '  3:1  warning  Unexpected console statement  no-console',
        '',
        '✖ 1 problem (0 errors, 1 warning)',
        '',
      ],
    },
    {
      name: 'another command: everything',
      command: 'cat a.txt',
      output: times(30, (i) => `line ${i}`),
      expected: times(30, (i) => `line ${i}`),
    },
    { name: 'nothing', command: 'npm test', output: [''], expected: [''] },
  ];
  for (const { name, command, failed, output, expected } of cases) {
    test(name, () => assert.deepEqual(filterCommandOutput(command, output.join('\n'), failed).split('\n'), expected));
  }

  test('keeps an exit code in the middle', () => {
    const output = [
      ...times(20, (i) => `ok ${i} - x`),
      'first part exited with code 0',
      ...times(20, (i) => `note ${i}`),
    ];
    assert.ok(filterCommandOutput('npm test', output.join('\n')).includes('exited with code 0'));
  });

  test('returns what it would not shorten to so many characters as it is', () => {
    const output = [...times(20, (i) => `note ${i}`), 'a.c: warning: unused', ...times(5, () => 'end')].join('\n');
    const left = ['a.c: warning: unused', ...times(5, () => 'end')].join('\n');
    assert.equal(filterCommandOutput('make', output, false, left.length), left);
    assert.equal(filterCommandOutput('make', output, false, left.length - 1), output);
  });

  test('takes 5 MB of blanks after a word', () => {
    const output = `exit code${' '.repeat(5_000_000)}`;
    assert.equal(filterCommandOutput('npm test', output), output);
  });
});
