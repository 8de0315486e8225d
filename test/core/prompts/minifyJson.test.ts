import assert from 'node:assert/strict';
import { minifyJson } from '../../../src/core/prompts/shorten/data/minifyJson';

suite('minifyJson', () => {
  const cases: [string, string, string][] = [
    ['drops white space between tokens', ' {\n\t"a" : [ 1 ,\r\n 2 ] }\n', '{"a":[1,2]}'],
    ['keeps white space in strings', '["a  b", " "]', '["a  b"," "]'],
    ['keeps big integers', '[ 12345678901234567890123 ]', '[12345678901234567890123]'],
    ['keeps how numbers are written', '[ 1.0, 1e5, -0.00, 1E+2 ]', '[1.0,1e5,-0.00,1E+2]'],
    ['keeps keys that come twice, in order', '{ "a": 1, "a": 2, "2": 0, "1": 0 }', '{"a":1,"a":2,"2":0,"1":0}'],
    ['keeps escapes', '[ "\\u0041\\/\\n\\"", "é" ]', '["\\u0041\\/\\n\\"","é"]'],
    ['keeps quotation marks in quotation marks', '[ "say \\"a , b\\" : c" ]', '["say \\"a , b\\" : c"]'],
    ['keeps __proto__', '{ "__proto__" : { } }', '{"__proto__":{}}'],
    ['keeps line comments with their ends', '{\n  // one\n  "a": 1 // two\n}', '{// one\n"a":1// two\n}'],
    ['keeps block comments', '[ 1, /* a  b */ 2 ]', '[1,/* a  b */2]'],
    ['keeps a comment at the end', '[ 1 ] // end', '[1]// end'],
    ['keeps trailing commas', '{ "a": [ 1, ], }', '{"a":[1,],}'],
    ['drops a byte order mark', '\ufeff[ 1 ]', '[1]'],
    ['finds nothing to drop', '[1]', '[1]'],
  ];
  for (const [name, text, expected] of cases) test(name, () => assert.equal(minifyJson(text), expected));

  const others = [
    '',
    'null',
    '"a"',
    '12',
    'prose',
    '{a: 1}',
    "['a']",
    '[1,,2]',
    '[,]',
    '{,}',
    '[1 2]',
    '{"a" 1}',
    '{"a":}',
    '{"a"}',
    '{1: 2}',
    '[1] [2]',
    '[1]x',
    '[1}',
    '{"a": 1]',
    '[1',
    '[01]',
    '[1.]',
    '[.5]',
    '[-]',
    '[+1]',
    '[NaN]',
    '[truex]',
    '[tru]',
    '["a]',
    '["a\nb"]',
    '["\\x41"]',
    '["\\u12"]',
    '["\\',
    '[1 /* a]',
    '[1 / 2]',
    ']',
    '[".."',
    '[\u00a01]',
  ];
  for (const text of others) {
    test(`says that ${JSON.stringify(text)} is no JSON`, () => assert.equal(minifyJson(text), undefined));
  }

  test('takes 100,000 brackets in each other', () => {
    assert.equal(minifyJson('[ '.repeat(1e5) + ' ]'.repeat(1e5)), '['.repeat(1e5) + ']'.repeat(1e5));
  });

  test('takes 100,000 brackets that stay open', () => assert.equal(minifyJson('['.repeat(1e5)), undefined));

  test('takes a string of 5 MB', () => {
    const text = `["${'\\"a '.repeat(1_250_000)}"]`;
    assert.equal(minifyJson(text), text);
  });
});
