import type { OverviewView } from '../../../src/protocol/views';
import { allTokens } from '../figures';
import { announce } from '../announce';
import { button, segments, select } from '../controls';
import { billingNote } from '../cost';
import { h, type Child } from '../dom';
import { compact, day, dayRange, moneyInWords, moneyTitle, plural } from '../format';
import { query } from '../host';
import { periodSpan } from '../period';
import { Region } from '../region';
import { section } from '../section';
import { setup, t } from '../setup';
import { setState, state } from '../state';
import { noData } from './noData';
import { overviewCards } from './overview/overviewCards';
import { overviewChart } from './overview/overviewChart';
import { moneyFlow } from './overview/moneyFlow';
import { assistantTable, modelTable, projectTable, topSessionTable } from './overview/overviewTables';
import type { PageView } from './pageView';

/** Figures that change by themselves are not read out more often than this. */
const QUIET_SECONDS = 60;

interface Answer {
  view: OverviewView;
  /** False: nothing was ever found, in whatever period. */
  hasData: boolean;
  indexing: boolean;
}

export class Overview implements PageView {
  readonly element = h('div', { class: 'page' });
  private readonly region = new Region<Answer>(ask, (answer, wanted) => {
    this.toolbar.hidden = !answer.hasData;
    return draw(answer, wanted);
  });
  private shownFor = '';

  private readonly period = select(
    t('overview.period'),
    [
      ['7d', t('overview.period.7d')],
      ['30d', t('overview.period.30d')],
      ['90d', t('overview.period.90d')],
      ['month', t('overview.period.month')],
      ['all', t('overview.period.all')],
    ],
    (period) => setState({ period }),
  );
  private readonly groupBy = select(
    t('overview.groupBy'),
    [
      ['source', t('overview.groupBy.source')],
      ['model', t('overview.groupBy.model')],
      ['project', t('overview.groupBy.project')],
    ],
    (groupBy) => setState({ groupBy }),
  );
  private readonly measure = segments(
    t('overview.measure'),
    [
      ['cost', moneyTitle()],
      ['tokens', t('overview.measure.tokens')],
    ],
    (measure) => setState({ measure }),
  );

  private readonly toolbar = h(
    'div',
    { class: 'toolbar' },
    this.period.element,
    this.groupBy.element,
    this.measure.element,
  );

  constructor() {
    this.element.append(this.toolbar, this.region.element);
  }

  update(): void {
    const { period, groupBy, measure } = state();
    this.period.set(period);
    this.groupBy.set(groupBy);
    this.measure.set(measure);
    const wanted = `${period} ${groupBy} ${measure}`;
    if (wanted === this.shownFor) return void this.region.refresh();
    this.shownFor = wanted;
    this.region.forget();
    void this.region.load();
  }

  refresh(): void {
    void this.region.refresh();
  }
}

async function ask(): Promise<Answer> {
  const { period, groupBy } = state();
  const view = await query('overview', { span: periodSpan(period), groupBy });
  if (view.totals.requests > 0) return { view, hasData: true, indexing: false };
  const { hasData, indexing } = await query('gauge', { weekStart: 1 });
  return { view, hasData, indexing };
}

function draw({ view, hasData, indexing }: Answer, wanted: boolean): Child {
  if (!hasData) return noData(indexing);
  const { totals, span } = view;
  const range = dayRange(span.since, span.until);
  if (totals.requests === 0) {
    return h(
      'div',
      { class: 'empty' },
      h('p', null, t('overview.nothing', range)),
      button(t('overview.showAll'), () => setState({ period: 'all' }), { secondary: true }),
    );
  }
  announce(
    t(
      'overview.announce',
      range,
      moneyInWords(totals.costNano),
      plural('count.calls', totals.requests),
      compact(allTokens(totals)),
    ),
    wanted ? 0 : QUIET_SECONDS,
  );
  return [
    overviewCards(view),
    section(t('overview.over', range), overviewChart(view)),
    section(t('overview.where'), moneyFlow(totals)),
    section(t('overview.byAssistant'), assistantTable(view)),
    section(t('overview.byModel'), modelTable(view)),
    section(t('overview.byProject'), projectTable(view)),
    section(t('overview.topSessions'), topSessionTable(view)),
    h(
      'p',
      { class: 'footnote' },
      [
        billingNote(),
        t('overview.pricesAsOf', day(view.pricesAsOf)),
        t('overview.counted', setup.machine, setup.timezone),
      ]
        .filter(Boolean)
        .join(' '),
    ),
  ];
}
