import type { WhatIfRow, WhatIfView } from '../../../src/protocol/coachViews';
import { dataTable } from '../dataTable';
import { disclosure } from '../disclosure';
import { h, type Child } from '../dom';
import { count, meaning, moneyInWords, moneyRange, moneyTitle, percent, plural } from '../format';
import { query } from '../host';
import { known } from '../known';
import { modelName, properName } from '../names';
import { phrase } from '../phraseText';
import { t } from '../setup';
import { emptyPeriod } from './emptyPeriod';
import { PeriodPage } from './periodPage';

type TaskClass = WhatIfView['classes'][number];

/** Differences below this are smaller than what such a repricing can tell. */
const NOTICEABLE = 0.03;

/** The user's own calls under other conditions: a comparison, not advice. */
export function whatIfPage(): PeriodPage<WhatIfView> {
  return new PeriodPage<WhatIfView>({ intro: t('whatIf.intro'), ask: (days) => query('whatIf', { days }), draw });
}

function draw({ classes }: WhatIfView): Child {
  const [all, ...others] = classes.filter(({ calls }) => calls > 0);
  if (!all) return emptyPeriod(t('coach.nothing'));
  return [
    h('p', { class: 'notice' }, t('whatIf.caution')),
    h('section', null, h('h2', null, className(all)), comparison(all)),
    others.map((one) =>
      h(
        'section',
        { class: 'what-if-class' },
        disclosure(`what-if-${one.taskClass}`, headline(one), () => comparison(one)),
      ),
    ),
  ];
}

function className({ taskClass }: TaskClass): string {
  return known(taskClass, 'task');
}

function headline(one: TaskClass): string {
  return t('whatIf.class', className(one), plural('count.turns', one.turns), moneyInWords(one.costNano));
}

function comparison(one: TaskClass): Child {
  const { rows, costNano, turns, calls, unpricedCalls } = one;
  const caption = headline(one);
  return [
    h(
      'p',
      { class: 'footnote' },
      [
        `${t('whatIf.as')}: ${moneyInWords(costNano)}`,
        plural('count.turns', turns),
        plural('count.calls', calls),
        unpricedCalls > 0 && t('cost.plusUnpriced', count(unpricedCalls)),
      ]
        .filter(Boolean)
        .join(' · '),
    ),
    dataTable(
      rows,
      [
        {
          title: t('whatIf.change'),
          cell: (row) => [
            properName(changeName(row)),
            row.notes.map((note) => h('span', { class: 'aside' }, phrase(note))),
          ],
        },
        {
          title: meaning === 'spend' ? t('whatIf.would') : `${t('whatIf.would')} (${moneyTitle()})`,
          numeric: true,
          cell: ({ cost }) => (cost ? moneyRange(cost.lowNano, cost.highNano) : muted(t('whatIf.noPrice'))),
        },
        { title: t('whatIf.difference'), numeric: true, cell: ({ cost }) => (cost ? difference(cost, costNano) : '–') },
        { title: t('whatIf.quality'), cell: quality },
      ],
      { caption },
    ),
  ];
}

function changeName({ change: { kind, to } }: WhatIfRow): string {
  return kind === 'model' ? modelName(to) : t(`change.${kind}`, known(to, kind));
}

function difference({ lowNano, highNano }: { lowNano: number; highNano: number }, costNano: number): string {
  if (costNano <= 0) return '–';
  const [low, high] = [lowNano / costNano - 1, highNano / costNano - 1];
  if (Math.abs(low) < NOTICEABLE && Math.abs(high) < NOTICEABLE) return t('whatIf.same');
  if (low >= 0) return t('whatIf.more', between(low, high));
  if (high <= 0) return t('whatIf.less', between(-high, -low));
  return t('whatIf.lessOrMore', percent(-low), percent(high));
}

function between(low: number, high: number): string {
  return percent(low) === percent(high) ? percent(high) : `${percent(low)} – ${percent(high)}`;
}

/** Only another model, or less effort, could do the work worse. */
function quality({ change: { kind }, quality: seen }: WhatIfRow): Child {
  if (kind === 'cache-life' || kind === 'tier') return '–';
  if (!seen || seen.of === 0) return muted(t('whatIf.noQuality'));
  return t('whatIf.qualityOf', count(seen.oneShot), count(seen.of), percent(seen.low), percent(seen.high));
}

function muted(words: string): HTMLElement {
  return h('span', { class: 'mark' }, words);
}
