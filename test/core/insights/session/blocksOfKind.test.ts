import assert from 'node:assert/strict';
import { blocksOfKind } from '../../../../src/core/insights/session/blocksOfKind';
import { BlockKind } from '../../../../src/core/usage/blockKind';
import { conversation } from '../../../support/scenario';

suite('blocks of one kind', () => {
  const read = { name: 'Read', target: 'a.ts', result: 'const a = 1;' };
  const [thread] = conversation()
    .prompt('Why?')
    .call({ tools: [read] })
    .call({ tools: [read] })
    .facts().threads;

  test('come in their order, with their places', () => {
    const { blocks, places } = blocksOfKind(thread!, BlockKind.ToolResult);
    assert.deepEqual(places, [2, 4]);
    assert.deepEqual(
      places.map((i) => thread!.blocks[i]),
      blocks,
    );
    assert.deepEqual(
      blocks.map(({ kind }) => kind),
      [BlockKind.ToolResult, BlockKind.ToolResult],
    );
  });

  test('are none where there are none', () => {
    assert.deepEqual(blocksOfKind(thread!, BlockKind.Edit), { blocks: [], places: [] });
  });
});
