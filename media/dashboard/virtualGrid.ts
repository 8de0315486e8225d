import { h, replace, uniqueId, type Child } from './dom';
import { t } from './setup';

export interface GridColumn<Row> {
  title: string;
  /** In pixels; without it the column shares what is left. */
  width?: number;
  numeric?: boolean;
  /** Makes the column sortable. */
  sort?: string;
  cell(row: Row): Child;
}

export interface GridWindow<Row> {
  total: number;
  rows: readonly Row[];
}

interface GridOptions<Row> {
  label: string;
  columns: GridColumn<Row>[];
  /** Rows from `offset` on, at most `limit`. */
  fetch: (offset: number, limit: number) => Promise<GridWindow<Row>> | GridWindow<Row>;
  open: (row: Row) => void;
  sorted?: () => { by: string; descending: boolean };
  sort?: (by: string) => void;
  failed?: (error: unknown) => void;
}

const WINDOW = 100;
const OVERSCAN = 8;
/** What a column without a width of its own is never narrower than, in pixels. */
const FLEXIBLE_MIN = 120;

/**
 * A table of any length of which only the visible rows exist. Rows have one height, are fetched in windows of 100, and
 * one of them is active: the focus stays on the table, which names the active row to screen readers.
 */
export class VirtualGrid<Row> {
  readonly element: HTMLElement;
  private readonly id = uniqueId('grid');
  private readonly table: HTMLTableElement;
  private readonly head = h('thead');
  private readonly above = h('tbody', { 'aria-hidden': 'true', class: 'spacer' }, h('tr', null, h('td')));
  private readonly body = h('tbody');
  private readonly below = h('tbody', { 'aria-hidden': 'true', class: 'spacer' }, h('tr', null, h('td')));
  private readonly rowHeight: number;
  private windows = new Map<number, readonly Row[]>();
  private fetching = new Set<number>();
  private generation = 0;
  private active = -1;
  /** The row that is to be opened as soon as it is there. */
  private awaited = -1;
  private frame = 0;
  private headDrawn = '';
  total = 0;

  constructor(private readonly options: GridOptions<Row>) {
    const fontSize = Number.parseFloat(getComputedStyle(document.body).fontSize) || 13;
    this.rowHeight = Math.max(26, Math.round(fontSize * 2));
    const minWidth = options.columns.reduce((sum, { width = FLEXIBLE_MIN }) => sum + width, 0);
    this.table = h(
      'table',
      {
        class: 'data grid',
        role: 'grid',
        tabindex: 0,
        'aria-label': options.label,
        'data-focus': 'grid',
        css: { 'min-width': `${minWidth}px` },
        on: { keydown: (event) => this.onKey(event), focus: () => this.onFocus() },
      },
      h(
        'colgroup',
        null,
        options.columns.map(({ width }) => h('col', { css: width ? { width: `${width}px` } : {} })),
      ),
      this.head,
      this.above,
      this.body,
      this.below,
    );
    this.element = h('div', { class: 'grid-scroller', css: { '--row-height': `${this.rowHeight}px` } }, this.table);
    this.element.addEventListener('scroll', () => this.redrawSoon(), { passive: true });
    new ResizeObserver(() => this.redrawSoon()).observe(this.element);
  }

  /** Starts at the top: other rows, or another order. */
  async reset(): Promise<void> {
    this.windows.clear();
    this.active = this.awaited = -1;
    this.element.scrollTop = 0;
    await this.refresh();
  }

  /** Fetches what is visible anew and stays where it is. */
  async refresh(): Promise<void> {
    this.generation += 1;
    this.fetching.clear();
    const stale = this.windows;
    this.windows = new Map();
    const [first] = this.visible();
    const start = Math.floor(first / WINDOW);
    await this.fetchWindow(start, stale.get(start));
    this.drawHead();
    this.redraw();
  }

  /** Puts the keyboard on row `index`. */
  activate(index: number): void {
    if (this.total === 0) return;
    this.active = Math.max(0, Math.min(this.total - 1, index));
    this.awaited = -1;
    const top = this.active * this.rowHeight;
    const room = this.element.clientHeight - this.head.offsetHeight;
    if (top < this.element.scrollTop) this.element.scrollTop = top;
    else if (top + this.rowHeight > this.element.scrollTop + room) this.element.scrollTop = top + this.rowHeight - room;
    this.redraw();
  }

  focus(): void {
    this.table.focus({ preventScroll: true });
  }

  private async fetchWindow(index: number, meanwhile?: readonly Row[]): Promise<void> {
    if (this.fetching.has(index) || this.windows.has(index)) return;
    const generation = this.generation;
    this.fetching.add(index);
    if (meanwhile) this.windows.set(index, meanwhile);
    try {
      const answer = this.options.fetch(index * WINDOW, WINDOW);
      const { total, rows } = answer instanceof Promise ? await answer : answer;
      if (generation !== this.generation) return;
      this.windows.set(index, rows);
      this.total = total;
      if (this.awaited === this.active && Math.floor(this.active / WINDOW) === index) this.openActive();
    } catch (error) {
      if (generation === this.generation) this.options.failed?.(error);
    } finally {
      if (generation === this.generation) this.fetching.delete(index);
    }
  }

  private visible(): [first: number, last: number] {
    const { scrollTop, clientHeight } = this.element;
    const first = Math.max(0, Math.floor(scrollTop / this.rowHeight) - OVERSCAN);
    const last = Math.ceil((scrollTop + clientHeight) / this.rowHeight) + OVERSCAN;
    return [first, Math.min(this.total, last)];
  }

  private redrawSoon(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.redraw());
  }

  private redraw(): void {
    const [first, last] = this.visible();
    this.table.setAttribute('aria-rowcount', String(this.total + 1));
    this.above.hidden = first === 0;
    this.below.hidden = last >= this.total;
    this.above.style.height = `${first * this.rowHeight}px`;
    this.below.style.height = `${(this.total - last) * this.rowHeight}px`;
    const rows: HTMLElement[] = [];
    for (let index = first; index < last; index += 1) rows.push(this.row(index));
    replace(this.body, rows);
    this.markActive();
  }

  /** Leaves the rows themselves alone: a click on one must find it again when the button goes up. */
  private markActive(): void {
    const id = this.rowId(this.active);
    let shown = false;
    for (const row of this.body.rows) {
      const isActive = row.id === id;
      shown ||= isActive;
      row.classList.toggle('active', isActive);
      if (row.id) row.setAttribute('aria-selected', String(isActive));
    }
    if (shown) this.table.setAttribute('aria-activedescendant', id);
    else this.table.removeAttribute('aria-activedescendant');
  }

  private row(index: number): HTMLElement {
    const window = Math.floor(index / WINDOW);
    const row = this.rowAt(index);
    const { columns } = this.options;
    if (!row) {
      if (!this.windows.has(window)) void this.fetchWindow(window).then(() => this.redrawSoon());
      return h('tr', { 'aria-rowindex': index + 2, 'aria-busy': 'true' }, h('td', { colspan: columns.length }, '…'));
    }
    const onClick = (event: MouseEvent) => {
      if (event.target instanceof Element && event.target.closest('button')) return;
      this.active = index;
      this.options.open(row);
    };
    return h(
      'tr',
      {
        id: this.rowId(index),
        'aria-rowindex': index + 2,
        on: { click: onClick },
      },
      columns.map((column, i) =>
        h(
          i === 0 ? 'th' : 'td',
          { scope: i === 0 ? 'row' : undefined, class: column.numeric ? 'number' : undefined },
          h('div', { class: 'cell' }, column.cell(row)),
        ),
      ),
    );
  }

  private rowId(index: number): string {
    return `${this.id}-${index}`;
  }

  private drawHead(): void {
    const { columns, sorted, sort } = this.options;
    const order = sorted?.();
    const drawn = `${order?.by} ${order?.descending}`;
    if (drawn === this.headDrawn) return;
    this.headDrawn = drawn;
    const focused = document.activeElement?.getAttribute('data-focus');
    replace(
      this.head,
      h(
        'tr',
        { 'aria-rowindex': 1 },
        columns.map((column) => {
          const { sort: key } = column;
          const isOrder = key !== undefined && key === order?.by;
          const direction = order?.descending ? 'descending' : 'ascending';
          const arrow = isOrder && h('span', { class: `codicon codicon-arrow-${order.descending ? 'down' : 'up'}` });
          const title = h('span', { class: 'column-title' }, column.title);
          return h(
            'th',
            {
              scope: 'col',
              class: column.numeric ? 'number' : undefined,
              'aria-sort': isOrder ? direction : undefined,
            },
            key === undefined
              ? title
              : h(
                  'button',
                  {
                    type: 'button',
                    class: 'sort',
                    title: t('grid.sortBy', column.title),
                    'data-focus': `sort-${key}`,
                    on: { click: () => sort?.(key) },
                  },
                  title,
                  arrow,
                ),
          );
        }),
      ),
    );
    if (focused) this.head.querySelector<HTMLElement>(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
  }

  private onFocus(): void {
    if (this.active < 0 && this.total > 0) {
      this.active = Math.min(this.total - 1, Math.ceil(this.element.scrollTop / this.rowHeight));
      this.markActive();
    }
  }

  private onKey(event: KeyboardEvent): void {
    if (event.target !== this.table || event.altKey || event.ctrlKey || event.metaKey) return;
    const page = Math.max(1, Math.floor((this.element.clientHeight - this.head.offsetHeight) / this.rowHeight) - 1);
    const moves: Record<string, number> = {
      ArrowDown: this.active + 1,
      ArrowUp: this.active - 1,
      PageDown: this.active + page,
      PageUp: this.active - page,
      Home: 0,
      End: this.total - 1,
    };
    const target = moves[event.key];
    if (target !== undefined) {
      event.preventDefault();
      this.activate(target);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      this.openActive();
    }
  }

  private openActive(): void {
    const row = this.rowAt(this.active);
    this.awaited = row ? -1 : this.active;
    if (row) this.options.open(row);
  }

  private rowAt(index: number): Row | undefined {
    return this.windows.get(Math.floor(index / WINDOW))?.[index % WINDOW];
  }
}
