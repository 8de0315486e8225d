import type { SessionRow, SessionSort } from '../../../../src/protocol/views';
import { announce } from '../../announce';
import { button, searchField, select } from '../../controls';
import { costOf } from '../../cost';
import { h, replace } from '../../dom';
import { failureNotice } from '../../failureNotice';
import { compact, count, dateTime, moneyTitle, plural } from '../../format';
import { query } from '../../host';
import { modelName, SOURCE_CHOICES, sourceName } from '../../names';
import { t } from '../../setup';
import { setState, state } from '../../state';
import { VirtualGrid, type GridColumn } from '../../virtualGrid';
import { isIndexing } from '../../progress';
import { noData } from '../noData';
import type { PageView } from '../pageView';

const ANY = 'any';

export class SessionList implements PageView {
  private readonly search = searchField(t('sessions.search'), (sessionText) => setState({ sessionText }));
  private readonly source = select(
    t('sessions.source'),
    [[ANY, t('sessions.anySource')], ...SOURCE_CHOICES],
    (source) => setState({ sessionSource: source === ANY ? undefined : source }),
  );
  private readonly total = h('p', { class: 'toolbar-note' });
  private readonly notice = h('div');
  private readonly grid = new VirtualGrid<SessionRow>({
    label: t('sessions.title'),
    columns: columns(),
    fetch: (offset, limit) => this.fetch(offset, limit),
    open: ({ id }) => setState({ session: id, request: undefined }),
    sorted: () => ({ by: state().sessionSort, descending: state().sessionDescending }),
    sort: (by) => {
      const { sessionSort, sessionDescending } = state();
      const again = by === sessionSort;
      setState({ sessionSort: by as SessionSort, sessionDescending: again ? !sessionDescending : true });
    },
    failed: (error) => this.fail(error),
  });
  private readonly toolbar = h('div', { class: 'toolbar' }, this.search.element, this.source.element, this.total);
  readonly element = h('div', { class: 'filling' }, this.toolbar, this.notice, this.grid.element);
  private shownFor: string | undefined;
  private failing = false;

  update(): void {
    const { sessionText, sessionSource, sessionSort, sessionDescending } = state();
    const wanted = JSON.stringify([sessionText, sessionSource, sessionSort, sessionDescending]);
    if (wanted === this.shownFor) return this.refresh();
    this.shownFor = wanted;
    this.search.set(sessionText);
    this.source.set(sessionSource ?? ANY);
    void this.load(() => this.grid.reset());
  }

  refresh(): void {
    void this.load(() => this.grid.refresh());
  }

  focus(): void {
    this.grid.focus();
  }

  private async load(act: () => Promise<void>): Promise<void> {
    this.failing = false;
    this.element.setAttribute('aria-busy', 'true');
    await act();
    this.element.removeAttribute('aria-busy');
    if (this.failing) return;
    const { total } = this.grid;
    const { sessionText, sessionSource } = state();
    const filtered = sessionText !== '' || sessionSource !== undefined;
    this.total.textContent = plural('count.sessions', total);
    if (filtered) announce(plural('count.sessions', total));
    this.grid.element.hidden = total === 0;
    this.toolbar.hidden = total === 0 && !filtered;
    if (total > 0) replace(this.notice);
    else replace(this.notice, filtered ? nothingFound() : noData(isIndexing()));
  }

  private async fetch(offset: number, limit: number) {
    const { sessionText, sessionSource, sessionSort, sessionDescending } = state();
    return query('sessions', {
      text: sessionText,
      source: sessionSource,
      sort: sessionSort,
      descending: sessionDescending,
      offset,
      limit,
    });
  }

  private fail(error: unknown): void {
    this.failing = true;
    this.grid.element.hidden = true;
    replace(
      this.notice,
      failureNotice(error, () => this.refresh()),
    );
  }
}

function nothingFound(): HTMLElement {
  return h(
    'div',
    { class: 'empty' },
    h('p', null, t('sessions.nothing')),
    button(t('sessions.clear'), () => setState({ sessionText: '', sessionSource: undefined }), { secondary: true }),
  );
}

/** The cost stands where it is seen in a narrow panel, too. */
function columns(): GridColumn<SessionRow>[] {
  const numeric = true;
  return [
    {
      title: t('column.project'),
      cell: (row) => h('span', { title: row.workspace || undefined }, row.project || t('name.noProject')),
    },
    {
      title: t('column.lastCall'),
      width: 184,
      sort: 'lastAt',
      cell: ({ lastAt }) => h('span', { title: dateTime(lastAt) }, dateTime(lastAt)),
    },
    { title: moneyTitle(), width: 112, numeric, sort: 'costNano', cell: costOf },
    { title: t('column.requests'), width: 60, numeric, sort: 'requests', cell: ({ requests }) => count(requests) },
    { title: t('column.input'), width: 72, numeric, sort: 'inputTokens', cell: (row) => compact(row.inputTokens) },
    { title: t('column.output'), width: 72, numeric, sort: 'outputTokens', cell: (row) => compact(row.outputTokens) },
    {
      title: t('column.peakContext'),
      width: 106,
      numeric,
      sort: 'peakContextTokens',
      cell: ({ peakContextTokens }) => compact(peakContextTokens),
    },
    { title: t('column.assistant'), width: 104, cell: ({ source }) => sourceName(source) },
    {
      title: t('column.models'),
      cell: ({ models }) => {
        const names = models.map(modelName).join(', ');
        return h('span', { title: names }, names);
      },
    },
  ];
}
