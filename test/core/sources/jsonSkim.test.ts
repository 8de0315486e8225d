import assert from 'node:assert/strict';
import { INDEXED_BYTES, indexedBytes } from '../../../src/core/sources/jsonIndex';
import { JsonSkim, KeySet, decodeString } from '../../../src/core/sources/jsonSkim';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
function skimOf(text: string): JsonSkim {
  const bytes = encode(text);
  const skim = new JsonSkim();
  skim.reset(bytes, 0, bytes.length);
  return skim;
}

suite('JsonSkim', () => {
  test('walks through an object by its keys', () => {
    const text = ' { "a" : 1 , "b":[2,{"a":3}],"c" :"d"} ';
    const skim = skimOf(text);
    const keys: string[] = [];
    assert.ok(skim.enter(123));
    while (skim.nextKey()) {
      keys.push(text.slice(skim.from, skim.to));
      assert.ok(skim.skip());
    }
    assert.deepEqual(keys, ['a', 'b', 'c']);
    assert.equal(skim.broken, false);
    assert.equal(skim.pos, text.length - 1);
  });

  test('walks through an array by its elements', () => {
    const skim = skimOf('[1, "2",[3],{"4":5} ,null]x');
    let elements = 0;
    assert.ok(skim.enter(91));
    while (skim.nextElement() && skim.skip()) elements++;
    assert.deepEqual([elements, skim.broken, skim.peek()], [5, false, 120]);
  });

  for (const text of ['[}', '[1}', '[1,}', '[:}]', '[', '[1', '[{]', '[,', '[,}', '["']) {
    test(`comes to an end in ${text} and knows that it is broken`, () => {
      const skim = skimOf(text);
      assert.ok(skim.enter(91));
      let steps = 0;
      while (skim.nextElement() && steps < 10) {
        skim.skip();
        steps++;
      }
      assert.ok(steps < 10);
      assert.equal(skim.broken, true);
    });
  }

  for (const text of [
    '{',
    '{"',
    '{"a"',
    '{"a":',
    '{"a":}',
    '{"a" 1}',
    '{1:2}',
    '{"a":1,',
    '{]',
    '{"a":,"b":1}',
    '{"a\\',
  ]) {
    test(`comes to an end in ${text} and knows that it is broken`, () => {
      const skim = skimOf(text);
      assert.ok(skim.enter(123));
      let steps = 0;
      while (skim.nextKey() && steps < 10) {
        skim.skip();
        steps++;
      }
      assert.ok(steps < 10);
      assert.equal(skim.broken, true);
    });
  }

  const counts: [text: string, count: number][] = [
    ['0', 0],
    ['42', 42],
    [' 42 ', 42],
    ['"42"', 42],
    ['999999999999999', 999_999_999_999_999],
    ['9999999999999999', NaN],
    ['null', 0],
    ['true', 0],
    ['false', 0],
    ['-1', NaN],
    ['"-1"', NaN],
    ['1.5', NaN],
    ['1e3', NaN],
    ['""', NaN],
    ['" 1"', NaN],
    ['"many"', NaN],
    ['{}', NaN],
    ['[1]', NaN],
    ['', NaN],
    ['"1', NaN],
  ];
  for (const [text, count] of counts) {
    test(`counts ${text || 'nothing'} as ${count}`, () => {
      assert.equal(skimOf(text).count(), count);
    });
  }

  const texts: [json: string, text: string][] = [
    ['"abc"', 'abc'],
    ['"\\u0061\\n\\"\\\\"', 'a\n"\\'],
    ['"caf\\u00e9 \\ud83d\\ude00"', 'café 😀'],
    ['"\ufeffabc"', '\ufeffabc'],
    ['"bad \\x escape"', 'bad \\x escape'],
    ['7', ''],
    ['null', ''],
    ['{"a":"b"}', ''],
    ['"open', ''],
  ];
  for (const [json, text] of texts) {
    test(`reads ${json} as ${JSON.stringify(text)}`, () => {
      assert.equal(skimOf(json).text(), text);
    });
  }

  test('does not look beyond its end', () => {
    const bytes = encode('{"a":"bc"}');
    const skim = new JsonSkim();
    for (let end = 0; end < bytes.length; end++) {
      skim.broken = false;
      skim.reset(bytes, 0, end);
      assert.equal(skim.skip(), false);
      assert.equal(skim.broken, true);
      assert.ok(skim.pos <= end);
    }
  });
});

suite('JsonSkim, with an index', () => {
  const inMemory = (text: string, at = 0): Uint8Array => {
    const bytes = indexedBytes().subarray(at);
    bytes.set(encode(text));
    return bytes;
  };
  const keysOf = (skim: JsonSkim, bytes: Uint8Array): string[] => {
    const keys: string[] = [];
    if (skim.enter(123)) while (skim.nextKey() && keys.push(decodeString(bytes, skim.from, skim.to))) skim.skip();
    return keys;
  };

  test('is not led by an index that another one has made since', () => {
    const text = '{"a":"]","b":[1]}';
    const bytes = inMemory(text);
    const [skim, other] = [new JsonSkim(), new JsonSkim()];
    skim.reset(bytes, 0, text.length);
    other.reset(bytes, 9, text.length);
    assert.deepEqual([keysOf(skim, bytes), skim.broken], [['a', 'b'], false]);
  });

  test('takes a part of the memory for what it is', () => {
    inMemory('[[[[[[[[');
    const text = '{"a":1}';
    const bytes = inMemory(text, 3);
    const skim = new JsonSkim();
    skim.reset(bytes, 0, text.length);
    assert.deepEqual([keysOf(skim, bytes), skim.broken], [['a'], false]);
  });

  test('reads what has more values than an index holds', () => {
    const text = `[${'1,'.repeat(INDEXED_BYTES / 2 - 10)}1]`;
    const bytes = inMemory(text);
    const skim = new JsonSkim();
    skim.reset(bytes, 0, text.length);
    let elements = 0;
    if (skim.enter(91)) while (skim.nextElement() && skim.skip()) elements++;
    assert.deepEqual([elements, skim.pos, skim.broken], [INDEXED_BYTES / 2 - 9, text.length, false]);
  });
});

suite('decodeString', () => {
  test('replaces bytes that are no text', () => {
    assert.equal(decodeString(Uint8Array.of(97, 255, 98), 0, 3), 'a\ufffdb');
  });

  for (const [what, body, text] of [
    ['nothing', '', ''],
    ['plain text', 'ab', 'ab'],
    ['escapes', 'a\\n\\"b\\u00fc', 'a\n"bü'],
    ['half an escape', 'a\\', 'a\\'],
    ['an escape that is none', 'a\\q', 'a\\q'],
    ['half a letter at both ends', [0x9f, 97, 0xc3], '\ufffda\ufffd'],
    ['half a letter and an escape', [0x9f, 92, 110, 0xc3], '\ufffd\n\ufffd'],
  ] as const) {
    test(`reads ${what} the same, whatever stands around it`, () => {
      const bytes = typeof body === 'string' ? [...encode(body)] : body;
      for (const [before, after] of ['""', '" ', ' "', "''", '\\"', '"\\']) {
        const all = Uint8Array.from([...encode(`x${before}`), ...bytes, ...encode(`${after}x`)]);
        assert.equal(decodeString(all, 2, 2 + bytes.length), text);
      }
      assert.equal(decodeString(Uint8Array.from(bytes), 0, bytes.length), text);
    });
  }
});

suite('KeySet', () => {
  const keys = new KeySet(['id', 'type', 'time', '__proto__']);
  const find = (text: string): string | undefined => keys.find(encode(`"${text}"`), 1, encode(text).length + 1);

  for (const name of ['id', 'type', 'time', '__proto__']) {
    test(`knows ${name}`, () => assert.equal(find(name), name));
  }
  for (const name of ['', 'i', 'ids', 'tyme', 'constructor', 'x'.repeat(1000)]) {
    test(`does not know ${name.slice(0, 20) || 'the empty name'}`, () => assert.equal(find(name), undefined));
  }
});
