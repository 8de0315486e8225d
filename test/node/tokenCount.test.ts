import { Tiktoken } from 'js-tiktoken/lite';
import o200k_base from 'js-tiktoken/ranks/o200k_base';
import * as fc from 'fast-check';
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import { countTokens } from '../../src/node/tokenCount';
import { countO200k } from '../../src/node/tokenizer';

const TEXTS: Record<string, string> = {
  nothing: '',
  'a word': 'hello',
  prose: 'Please look at the failing test in the cart module and tell me, in two sentences, what went wrong.',
  code: 'export function sum(items: readonly number[]): number {\n  return items.reduce((a, b) => a + b, 0);\n}\n',
  JSON: '[{"id":1,"name":"Ada","tags":["x","y"]},{"id":2,"name":"Grace","tags":[]}]',
  'a log': '2026-10-01T12:00:00.123Z ERROR [worker-7] connection refused (ECONNREFUSED 127.0.0.1:5432), retry 3/5\n',
  German: 'Donaudampfschifffahrtsgesellschaft — größer, schöner, älter.',
  Japanese: 'カートの合計が合わない理由を教えてください。',
  Korean: '장바구니 합계가 맞지 않는 이유를 알려 주세요.',
  Chinese: '请告诉我购物车总额为什么不对。',
  Arabic: 'لماذا لا يتطابق مجموع سلة التسوق؟',
  emoji: '👩‍👩‍👧‍👦 🚀🚀🚀 ✅',
  blanks: '\t\t  \n\n\n    \r\n   end',
  'special tokens as text': 'a <|endoftext|> b <|fim_prefix|> c',
  'half a surrogate pair': 'x\ud83dy',
  'a NUL': 'a\u0000b',
  '512 equal letters': 'a'.repeat(512),
  '2,000 equal letters': 'a'.repeat(2000),
  'a ruler': '='.repeat(512),
};

suite('Token counts', () => {
  let reference: Tiktoken;
  suiteSetup(() => {
    reference = new Tiktoken(o200k_base);
  });
  const inReference = (text: string): number => reference.encode(text, [], []).length;

  for (const [name, text] of Object.entries(TEXTS))
    test(`${name}: as many as js-tiktoken counts`, () => assert.equal(countO200k(text), inReference(text)));

  test('any text: as many as js-tiktoken counts', () => {
    const texts = fc.oneof(fc.string({ unit: 'grapheme' }), fc.lorem({ maxCount: 20 }), fc.json());
    fc.assert(fc.property(texts, (text) => assert.equal(countO200k(text), inReference(text))));
  });

  test('known counts', () => {
    assert.equal(countO200k('hello world'), 2);
    assert.equal(countO200k('a'.repeat(20_000)), 2500);
  });

  test('any number of words: as many as js-tiktoken counts, also those counted before', () => {
    const words = Array.from({ length: 400_000 }, (_, i) => `w${(i * 7919).toString(36)}q`).join(' ');
    const few = words.slice(0, 10_000);
    const before = countO200k(few);
    const all = countO200k(words);
    assert.equal(countO200k(words), all);
    assert.deepEqual([before, countO200k(few)], [inReference(few), inReference(few)]);
  });

  test('a stretch without a break is cut, and stays within a hundredth', () => {
    assert.equal(countO200k('ab'.repeat(100_000)), 50_000);
    const letters = Array.from({ length: 1500 }, (_, i) => String.fromCharCode(97 + ((i * i * 31 + i) % 26))).join('');
    const uncut = inReference(letters);
    assert.ok(Math.abs(countO200k(letters) - uncut) < uncut / 100);
  });

  test('the shipped bundle counts the same', () => {
    const load = createRequire(path.resolve('package.json'));
    const shipped = load(path.resolve('dist/tokenizer.js')) as { countO200k: typeof countO200k };
    assert.equal(shipped.countO200k(TEXTS['prose']!), countO200k(TEXTS['prose']!));
  });
});

suite('What a count says', () => {
  const hundred = (): number => 100;
  const cases: [string, number, number, number][] = [
    ['', 100, 100, 100],
    ['gpt-5.2-codex', 100, 100, 100],
    ['openai/o3', 100, 100, 100],
    ['gpt-4o', 100, 100, 100],
    ['gpt-4.1', 100, 100, 100],
    ['gpt-4-turbo', 110, 95, 130],
    ['claude-sonnet-4-5-20250929', 120, 115, 125],
    ['claude-opus-4.6', 120, 115, 125],
    ['us.anthropic.claude-opus-4-7-v1:0', 150, 115, 170],
    ['claude-sonnet-5', 150, 115, 170],
    ['claude-haiku-5-5', 150, 115, 170],
    ['claude-3-5-sonnet-20241022', 120, 115, 125],
    ['gemini-3-pro', 100, 85, 125],
  ];
  for (const [model, tokens, low, high] of cases)
    test(model || 'no model', () => {
      const expected = { tokens, low, high, encoding: 'o200k_base', estimate: true };
      assert.deepEqual(countTokens('text', model, hundred), expected);
    });
});
