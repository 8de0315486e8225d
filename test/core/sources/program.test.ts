import assert from 'node:assert/strict';
import { program } from '../../../src/core/sources/program';

suite('program', () => {
  for (const [command, name] of [
    ['ls', 'ls'],
    ['  npm test -- --grep secret', 'npm'],
    ['/usr/bin/python3.12 x.py', 'python3.12'],
    ['./gradlew build', 'gradlew'],
    ['~/bin/tool x', 'tool'],
    ['sudo apt install x', 'apt'],
    ['env FOO=1 make', 'make'],
    ['FOO=1 BAR=2 make all', 'make'],
    ['TOKEN=abc curl https://example.org', 'curl'],
    ['TOKEN="a secret b" deploy', 'deploy'],
    ["TOKEN='a secret b' deploy", 'deploy'],
    ['TOKEN=a"b c"d deploy', 'deploy'],
    ['clang++ a.cc', 'clang++'],
    ['ls\nrm x', 'ls'],
    // Where a value's end is not certain, nothing is named.
    ['TOKEN="a \\" secret b" deploy', ''],
    ['TOKEN=$(cat secret more) deploy', ''],
    ['TOKEN="$(f "a secret b")" deploy', ''],
    ['TOKEN=`cat secret` deploy', ''],
    ['TOKEN=a\\ secret deploy', ''],
    ['TOKEN="open secret', ''],
    ['TOKEN=secret', ''],
    ['sudo -u secret ls', 'sudo'],
    ['env -i secret', 'env'],
    ['cat</home/dev/secret', ''],
    ['>/home/dev/secret', ''],
    ['x;/bin/secret', ''],
    ['"my program" secret', ''],
    ['(cd secret)', ''],
    ['-x secret', ''],
    ['/', ''],
    ['', ''],
    ['x'.repeat(100), ''],
  ] as const) {
    test(`of ${command.slice(0, 50) || 'nothing'} is ${name || 'not clear'}`, () =>
      assert.equal(program(command), name));
  }

  for (const part of ['A=1 ', 'A="', 'A=a"b"', 'sudo ', "A='x' ", '/']) {
    test(`takes no time for ${part} again and again`, () => {
      assert.doesNotThrow(() => program(part.repeat(100_000)));
    });
  }
});
