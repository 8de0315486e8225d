import assert from 'node:assert/strict';
import { rareWords } from '../../../../src/core/insights/activity/rareWords';
import { leansOnOlder, reuseAfter } from '../../../../src/core/insights/activity/reuse';
import { conversation } from '../../../support/scenario';

const ENOUGH = { share: 2, names: 99 };

suite('what is used again', () => {
  const words: [text: string, names: string[], others: string[]][] = [
    ['const orderTotal = sum(max_retry, 4711);', ['ordertotal', 'max_retry'], ['4711']],
    ['The invoice was rejected, because of it.', [], ['invoice', 'rejected']],
    ['return new Promise(function () {})', [], ['promise']],
    ['12 of 99', [], []],
    ['예약금액을 확인', [], ['예약금액을']],
  ];
  for (const [text, names, others] of words) {
    test(`rare words of: ${text}`, () => {
      const found = [...rareWords(text)];
      const named = (isName: boolean) => found.filter((entry) => entry[1] === isName).map(([word]) => word);
      assert.deepEqual([named(true), named(false)], [names, others]);
    });
  }

  const reading = (result: string, ...later: string[]) => {
    const script = conversation()
      .prompt('Look.')
      .call({ tools: [{ name: 'Bash', input: '{"q":"askedFor"}', result }] });
    for (const text of later) script.call({ text });
    const facts = script.facts();
    const main = facts.threads[0]!;
    const index = main.blocks.findIndex((block) => block.kind === 7);
    return reuseAfter(facts, main, index, { request: 'askedFor', enough: ENOUGH });
  };

  test('words of a result that come back later', () => {
    assert.deepEqual(reading('fooBar bazQux 4711 9999', 'I changed fooBar and 4711.'), { share: 0.5, names: 1 });
    assert.deepEqual(reading('fooBar bazQux', 'Done.'), { share: 0, names: 0 });
  });

  test('what was asked for does not count', () => {
    assert.deepEqual(reading('askedFor fooBar', 'askedFor it is.'), { share: 0, names: 0 });
    assert.equal(reading('askedFor', 'askedFor it is.'), undefined);
  });

  test('nothing is said of a text that is gone', () => {
    const facts = {
      ...conversation().prompt('Look at fooBar.').call({ text: 'fooBar' }).facts(),
      textOf: () => undefined,
    };
    assert.equal(reuseAfter(facts, facts.threads[0]!, 0, { enough: ENOUGH }), undefined);
    assert.equal(leansOnOlder(facts, facts.threads[0]!, { since: 0, first: 0, end: 1, share: 0.1 }), undefined);
  });

  test('what is written leans on the older context, unless it was read or said since', () => {
    const facts = conversation()
      .prompt('oldName')
      .call({ text: 'Read.' })
      .prompt('newName')
      .call({ text: 'oldName newName ownName otherName' })
      .facts();
    const leans = (share: number) => leansOnOlder(facts, facts.threads[0]!, { since: 0, first: 1, end: 2, share });
    assert.deepEqual([leans(0.25), leans(0.26)], [true, false]);
  });

  test('nothing older is read where all that is written was said since', () => {
    const facts = conversation()
      .prompt('oldName')
      .call({ text: 'Read.' })
      .prompt('newName')
      .call({ text: 'newName' })
      .facts();
    const read: (string | undefined)[] = [];
    const textOf: typeof facts.textOf = (block) => {
      const text = facts.textOf(block);
      read.push(text);
      return text;
    };
    const stretch = { since: 0, first: 1, end: 2, share: 0.3 };
    assert.equal(leansOnOlder({ ...facts, textOf }, facts.threads[0]!, stretch), false);
    assert.deepEqual(read, ['newName', 'newName']);
  });
});
