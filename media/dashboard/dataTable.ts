import { h, type Child } from './dom';
import { scroller } from './scroller';

export interface TableColumn<Row> {
  title: string;
  numeric?: boolean;
  cell(row: Row, index: number): Child;
}

interface TableOptions {
  caption: string;
  /** Default: the caption is for screen readers only, as a heading stands above. */
  showCaption?: boolean;
  footer?: Child[];
}

/** A native table; each row's first cell is its heading. */
export function dataTable<Row>(
  rows: readonly Row[],
  columns: TableColumn<NoInfer<Row>>[],
  options: TableOptions,
): HTMLElement {
  const className = (column: TableColumn<Row>) => (column.numeric ? 'number' : undefined);
  const table = h(
    'table',
    { class: 'data' },
    h('caption', { class: options.showCaption ? undefined : 'visually-hidden' }, options.caption),
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        columns.map((column) => h('th', { scope: 'col', class: className(column) }, column.title)),
      ),
    ),
    h(
      'tbody',
      null,
      rows.map((row, index) =>
        h(
          'tr',
          null,
          cells(columns, (column) => column.cell(row, index), className),
        ),
      ),
    ),
    options.footer &&
      h(
        'tfoot',
        null,
        h(
          'tr',
          null,
          cells(columns, (_, i) => options.footer?.[i], className),
        ),
      ),
  );
  return scroller(options.caption, table);
}

function cells<Column>(
  columns: Column[],
  content: (column: Column, index: number) => Child,
  className: (column: Column) => string | undefined,
): Child[] {
  return columns.map((column, i) =>
    i === 0
      ? h('th', { scope: 'row', class: className(column) }, content(column, i))
      : h('td', { class: className(column) }, content(column, i)),
  );
}
