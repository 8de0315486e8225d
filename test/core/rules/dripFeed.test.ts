import assert from 'node:assert/strict';
import { dripFeed } from '../../../src/core/coach/rules/dripFeed';
import {
  conversation,
  findingOf,
  type ScenarioCall,
  type ScenarioSession,
  type SessionScript,
} from '../../support/scenario';

const edit = (target = 'src/cart.ts'): ScenarioCall => ({
  tools: [{ name: 'Edit', target, edit: { added: 12, removed: 3 } }],
});
const WISHES = [
  'Also show the tax.',
  'One more: sort by price.',
  'And make the button blue.',
  'Please add a total as well.',
];

interface Rounds {
  wishes?: readonly string[];
  wait?: number;
  file?: (round: number) => string;
  pasted?: string;
  setup?: ScenarioSession;
}

/** A cart is built, and then there is one wish after the other. */
function rounds({
  wishes = WISHES.slice(0, 3),
  wait = 2,
  file = () => 'src/cart.ts',
  pasted,
  setup = {},
}: Rounds): SessionScript {
  const script = conversation(setup).prompt('Build the cart.').call(edit()).call({ text: 'Built.' });
  wishes.forEach((wish, i) => {
    script
      .wait(wait)
      .prompt(wish, ...(pasted ? [{ pasted }] : []))
      .call(edit(file(i)))
      .call({ text: 'Done.' });
  });
  return script;
}
const plain = (n: number): SessionScript[] =>
  Array.from({ length: n }, (_, i) =>
    conversation({ day: i }).prompt('Build it all.').call(edit()).call(edit('src/tax.ts')).call({ text: 'Done.' }),
  );
/** Ten tasks, so many of them with the rounds. */
const month = (some: Rounds, times = 3): SessionScript[] => [
  ...plain(10 - times),
  ...Array.from({ length: times }, (_, i) => rounds({ ...some, setup: { day: i } })),
];
const isShown = (scripts: SessionScript[]): boolean => {
  const advice = findingOf(dripFeed, scripts);
  return advice !== undefined && advice.hiddenBecause === undefined;
};

suite('drip-feed', () => {
  const fires: [string, Rounds][] = [
    ['three wishes for one file', {}],
    ['four of them', { wishes: WISHES }],
    ['in German', { wishes: ['Außerdem die Steuer zeigen.', 'Noch eine Sache: sortieren.', 'Und den Knopf blau.'] }],
    [
      'put as polite questions',
      {
        wishes: [
          'Can you also show the tax?',
          'Nice! Could you please add a total?',
          'Also sort by price. Is that possible?',
        ],
      },
    ],
    [
      'as polite questions in German',
      {
        wishes: [
          'Kannst du außerdem die Steuer zeigen?',
          'Könntest du noch eine Summe zeigen, bitte?',
          'Und kannst du den Knopf blau machen?',
        ],
      },
    ],
    [
      'as polite questions in Korean',
      { wishes: ['추가로 세금도 보여 줄래?', '그리고 정렬해 주실 수 있나요?', '하나 더, 합계를 넣어 주시겠어요?'] },
    ],
    [
      'as polite questions in Japanese',
      {
        wishes: [
          'また、税も表示してもらえますか？',
          'あと、並べ替えてくれますか？',
          '追加で合計も出していただけますか？',
        ],
      },
    ],
    ['as polite questions in Chinese', { wishes: ['另外可以显示税吗？', '能不能再加一个总计？', '顺便请排序好吗？'] }],
    ['in Chinese', { wishes: ['另外显示税', '再加一个总计', '顺便排序'] }],
  ];
  for (const [name, some] of fires) test(`fires: ${name}`, () => assert.ok(isShown(month(some))));

  const silent: [string, Rounds][] = [
    ['corrections', { wishes: ["No, that's wrong.", 'Also that is wrong.', "It still doesn't work."] }],
    ['wishes for other files', { file: (i) => `src/page${i}.ts` }],
    ['wishes after a quarter of an hour', { wait: 15 }],
    ['answers to what a run has shown', { pasted: 'FAIL cart.test.ts\n'.repeat(9) }],
    [
      'answers to what a reviewer or a screenshot has shown',
      {
        wishes: [
          'Also, in the screenshot the header overlaps.',
          'And the reviewer wants it sorted.',
          '추가로 스크린샷처럼 고쳐 줘.',
        ],
      },
    ],
    ['questions', { wishes: ['And the tax?', 'Also sorted?', 'One more, why?'] }],
    [
      'polite questions for an answer',
      {
        wishes: [
          'Can you also explain the tax?',
          'And could you tell me why it is sorted?',
          'Also, can you please check if the total is right?',
        ],
      },
    ],
    [
      'questions for an answer in German',
      { wishes: ['Kannst du auch erklären, warum?', 'Und wie wird sortiert?', 'Außerdem: geht das?'] },
    ],
    [
      'questions behind what adds nothing',
      { wishes: ['Thanks. And the tax?', 'Good. Also sorted?', 'Remove it. One more, why?'] },
    ],
    ['orders that add nothing', { wishes: ['Rename it.', 'Remove the tax.', 'Use a map.'] }],
  ];
  for (const [name, some] of silent) test(`stays silent: ${name}`, () => assert.ok(!isShown(month(some))));

  test('the boundary is three wishes', () => {
    assert.ok(!isShown(month({ wishes: WISHES.slice(0, 2) })));
    assert.ok(isShown(month({ wishes: WISHES.slice(0, 3) })));
  });

  test('a habit is three in ten tasks, and ten tasks', () => {
    const three = month({}).slice(7);
    assert.ok(!isShown([...plain(8), ...three]));
    assert.ok(isShown([...plain(7), ...three]));
    assert.ok(!isShown([...plain(6), ...three]));
  });

  test('a direction, no amount', () => {
    const advice = findingOf(dripFeed, month({}))!;
    assert.deepEqual([advice.lowNano, advice.highNano, advice.tokens, advice.occurrences.length], [0, 0, 0, 3]);
  });

  test('measures the prompts of each task of some size', () => {
    assert.deepEqual(
      dripFeed.verification.units(rounds({}).facts()).map(({ value }) => value),
      [4],
    );
  });
});
