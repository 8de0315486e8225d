import assert from 'node:assert/strict';
import { carryCost, contextCost, rateAt } from '../../../../src/core/insights/session/blockCost';
import { placeBlocks, sortIntoSteps, type LooseBlock } from '../../../../src/core/insights/session/placeBlocks';
import { PRIOR, estimateBlock } from '../../../../src/core/insights/session/tokenEstimate';
import { BlockKind } from '../../../../src/core/usage/blockKind';
import { conversation, output, prose } from '../../../support/scenario';

const kinds = (script: ReturnType<typeof conversation>) =>
  script.facts().threads[0]!.blocks.map((b) => [BlockKind[b.kind], b.from, b.tokens, b.first, b.end]);

suite('blocks in their place', () => {
  test('follow each other from the prefix on, and live until the end', () => {
    const script = conversation({ prefix: 10_000 })
      .prompt(prose(100))
      .call({ out: 50, tools: [{ name: 'Read', input: prose(50).slice(0, 180), result: output(1_000) }] })
      .call({ out: 20, text: prose(20) });
    assert.deepEqual(kinds(script), [
      ['Typed', 10_000, 100, 0, 2],
      ['ToolCall', 10_100, 50, 1, 2],
      ['ToolResult', 10_150, 1_000, 1, 2],
      ['AssistantText', 11_150, 20, 2, 2],
    ]);
  });

  test('between two calls add up to what the context grew by', () => {
    const script = conversation({ prefix: 5_000 }).prompt(prose(200));
    script.call({
      out: 90,
      tools: [1, 2, 3].map((i) => ({ name: 'Read', input: 'x'.repeat(108), result: output(700 * i) })),
    });
    const { calls, blocks: loose } = script.call().facts().threads[0]!;
    const [first, second] = calls;
    second!.input += 400;
    const sorted = sortIntoSteps('', calls, loose as LooseBlock[]);
    const { blocks } = placeBlocks(sorted, (block) => estimateBlock(block, PRIOR));
    const grown = blocks.filter((b) => b.first === 1).reduce((sum, b) => sum + b.tokens, 0);
    assert.equal(grown, second!.input - first!.input);
    assert.equal(grown, 90 + 4_200 + 400);
  });

  test('leave to thinking what the rest of an answer does not account for', () => {
    const script = conversation({ prefix: 5_000 })
      .prompt(prose(200))
      .call({ out: 3_000, text: prose(100) });
    const { calls, blocks: loose } = script.call().facts().threads[0]!;
    const answer = loose.find(({ kind }) => kind === BlockKind.AssistantText)!;
    const thinking = { ...answer, kind: BlockKind.Thinking, bytes: 4 };
    const sorted = sortIntoSteps('', calls, [loose[0], thinking, answer] as LooseBlock[]);
    const { blocks } = placeBlocks(sorted, (block) => estimateBlock(block, PRIOR));
    assert.deepEqual(
      blocks.map(({ kind, tokens }) => [BlockKind[kind], tokens]),
      [
        ['Typed', 200],
        ['Thinking', 2_900],
        ['AssistantText', 100],
      ],
    );
  });

  test('end where the context is compacted', () => {
    const script = conversation({ prefix: 8_000 }).prompt(prose(5_000)).call({ out: 10 }).call({ out: 10 });
    const { blocks, epochs } = script.compact(prose(300)).call({ out: 10 }).facts().threads[0]!;
    assert.deepEqual([blocks[0]!.first, blocks[0]!.end], [0, 2]);
    assert.deepEqual(
      epochs.map(({ first, end }) => [first, end]),
      [
        [0, 2],
        [2, 3],
      ],
    );
    assert.equal(epochs[1]!.prefix, 8_000);
  });

  test('after the last call were never sent', () => {
    const { blocks } = conversation().prompt('a').call({ out: 5 }).prompt(prose(500)).facts().threads[0]!;
    assert.deepEqual([blocks[1]!.first, blocks[1]!.end], [1, 1]);
  });

  test('belong to the turn that they were said in', () => {
    const script = conversation().prompt('One.').call().call().wait(3).prompt('Two.', { pasted: 'x' }).call();
    const { turns } = script.facts();
    assert.deepEqual(
      turns.map((turn) => [turn.first, turn.end, turn.prompt.length]),
      [
        [0, 2, 1],
        [2, 3, 2],
      ],
    );
  });

  test('a helper’s context is its own', () => {
    const script = conversation({ prefix: 6_000 }).prompt('Go.').call().helper('a1').prompt('Find it.').call().call();
    const { threads } = script.facts();
    assert.deepEqual(
      threads.map(({ agent, calls, epochs }) => [agent, calls.length, epochs.length]),
      [
        ['', 1, 1],
        ['a1', 2, 1],
      ],
    );
  });
});

suite('cost of a block', () => {
  /** 20,000 of prefix, a result of 10,000; the second call finds the first one's context in the cache. */
  const { calls, blocks } = conversation({ prefix: 20_000 })
    .prompt(prose(100))
    .call({ out: 100, tools: [{ name: 'Read', input: '', result: output(10_000) }] })
    .call({ out: 10 })
    .call({ out: 10 })
    .facts().threads[0]!;
  const result = blocks.find((b) => b.kind === BlockKind.ToolResult)!;

  test('is written once and read from then on', () => {
    // $5 a million: 10,000 tokens written for $0.0625, then read for $0.005.
    assert.equal(contextCost(calls[1]!, result.from, result.from + result.tokens), 62_500_000);
    assert.equal(contextCost(calls[2]!, result.from, result.from + result.tokens), 5_000_000);
    assert.equal(
      carryCost(calls, { from: result.from, to: result.from + result.tokens, first: result.first, end: result.end }),
      67_500_000,
    );
  });

  test('goes by the place in the prefix', () => {
    assert.equal(rateAt(calls[1]!, 0), 500_000);
    assert.equal(rateAt(calls[1]!, calls[1]!.cacheRead), 6_250_000);
    assert.equal(rateAt({ ...calls[1]!, cacheWrite: 0 }, calls[1]!.cacheRead), 5_000_000);
    assert.equal(rateAt({ ...calls[1]!, rates: undefined }, 0), 0);
  });

  test('of the whole context is what its input cost', () => {
    for (const call of calls) {
      const input = call.costNano! - (call.output * call.rates!.output) / 1000;
      assert.ok(Math.abs(contextCost(call, 0, call.input) - input) < 3);
    }
  });
});
