import { cacheShare, type Totals } from '../../../../src/core/usage/totals';
import type { OverviewView } from '../../../../src/protocol/views';
import { button, linkButton } from '../../controls';
import { costOf } from '../../cost';
import { dataTable, type TableColumn } from '../../dataTable';
import { h, type Child } from '../../dom';
import { isUnpriced } from '../../figures';
import { compact, count, moneyInWords, moneyTitle, percent } from '../../format';
import { send } from '../../host';
import { modelName, projectName, sessionName, sourceName } from '../../names';
import { t } from '../../setup';
import { setState } from '../../state';

export function assistantTable({ bySource, totals }: OverviewView): Child {
  const differing = bySource.filter(differs);
  return [
    dataTable(bySource, [{ title: t('column.assistant'), cell: (row) => sourceName(row.source) }, ...figures(totals)], {
      caption: t('overview.byAssistant'),
    }),
    differing.map((row) =>
      h(
        'p',
        { class: 'footnote' },
        t(
          'overview.reported',
          sourceName(row.source),
          moneyInWords(row.reportedCostNano),
          moneyInWords(row.reportedCostOursNano),
          percent(Math.abs(row.reportedCostOursNano / row.reportedCostNano - 1), 1),
        ),
      ),
    ),
  ];
}

/** The assistant's own figure and ours are further apart than rounding explains. */
function differs({ reportedCostNano: theirs, reportedCostOursNano: ours }: Totals): boolean {
  return theirs > 0 && Math.abs(ours / theirs - 1) >= 0.005;
}

export function modelTable({ byModel, unpriced, totals }: OverviewView): Child {
  return [
    dataTable(
      byModel,
      [
        {
          title: t('column.model'),
          cell: (row) => [
            h('span', { class: 'name' }, modelName(row.model)),
            h('span', { class: 'aside' }, sourceName(row.source)),
          ],
        },
        ...figures(totals),
      ],
      { caption: t('overview.byModel') },
    ),
    unpriced.length > 0 &&
      h(
        'div',
        { class: 'notice' },
        h('p', null, t('overview.unpriced', [...new Set(unpriced.map(({ model }) => modelName(model)))].join(', '))),
        button(t('overview.setPrice'), () => send({ type: 'openSettings', query: 'tokenmin.prices.overrides' }), {
          secondary: true,
          key: 'set-price',
        }),
      ),
  ];
}

export function projectTable({ byProject, totals }: OverviewView): HTMLElement {
  return dataTable(
    byProject,
    [
      {
        title: t('column.project'),
        cell: ({ project }) => h('span', { class: 'name', title: project || undefined }, projectName(project)),
      },
      ...figures(totals),
    ],
    { caption: t('overview.byProject') },
  );
}

export function topSessionTable({ topSessions }: OverviewView): HTMLElement {
  return dataTable(
    topSessions,
    [
      {
        title: t('column.session'),
        cell: (row) => [
          linkButton(sessionName(row), () => setState({ page: 'sessions', session: row.id, request: undefined }), {
            key: `session-${row.id}`,
          }),
          h('span', { class: 'aside' }, [sourceName(row.source), ...row.models.map(modelName)].join(' · ')),
        ],
      },
      { title: t('column.requests'), numeric: true, cell: ({ requests }) => count(requests) },
      { title: t('column.peakContext'), numeric: true, cell: ({ peakContextTokens }) => compact(peakContextTokens) },
      { title: moneyTitle(), numeric: true, cell: costOf },
    ],
    { caption: t('overview.topSessions') },
  );
}

function figures(whole: Totals): TableColumn<Totals>[] {
  return [
    { title: t('column.requests'), numeric: true, cell: ({ requests }) => count(requests) },
    { title: t('column.input'), numeric: true, cell: ({ inputTokens }) => compact(inputTokens) },
    { title: t('column.cached'), numeric: true, cell: (row) => share(cacheShare(row)) },
    { title: t('column.output'), numeric: true, cell: ({ outputTokens }) => compact(outputTokens) },
    { title: moneyTitle(), numeric: true, cell: costOf },
    { title: t('column.share'), numeric: true, cell: (row) => shareOf(row, whole) },
  ];
}

function share(value: number | undefined): string {
  return value === undefined ? '–' : percent(value);
}

/** Share of the money; of nothing that has a price there is none. */
function shareOf(row: Totals, whole: Totals): string {
  if (isUnpriced(row) || whole.costNano <= 0) return '–';
  return percent(row.costNano / whole.costNano);
}
