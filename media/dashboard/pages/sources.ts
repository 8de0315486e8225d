import type { Note, SourceProblem, SourcesView, SourceView } from '../../../src/protocol/views';
import { button, linkButton } from '../controls';
import { dataTable } from '../dataTable';
import { disclosure } from '../disclosure';
import { h, icon, type Child } from '../dom';
import { fact } from '../fact';
import { bytes, count, dateTime, day } from '../format';
import { query, send } from '../host';
import { Region } from '../region';
import { t } from '../setup';
import type { PageView } from './pageView';
import { noteText, problemText, sourcesText, tellings } from './sourcesText';

/** So many folders that are not there are folded away. */
const FOLDED_FROM = 4;

const STATE_ICONS = { found: 'pass', missing: 'circle-slash', unreadable: 'warning' };

/** Where was looked, what was found, what was passed over and why. */
export class Sources implements PageView {
  readonly element = h('div', { class: 'page' });
  private readonly region = new Region(
    () => query('sources', {}),
    (view) => draw(view),
  );
  private loaded = false;

  constructor() {
    this.element.append(this.region.element);
  }

  update(): void {
    if (this.loaded) return this.refresh();
    this.loaded = true;
    void this.region.load();
  }

  refresh(): void {
    void this.region.refresh();
  }
}

function draw(view: SourcesView): Child {
  const { ledger } = view;
  return [
    h(
      'div',
      { class: 'toolbar' },
      h('p', { class: 'toolbar-note first' }, t('sources.intro', view.machine)),
      button(t('sources.refresh'), () => send({ type: 'refresh' }), {
        icon: 'refresh',
        secondary: true,
        key: 'refresh',
      }),
      button(t('sources.copy'), () => send({ type: 'copy', text: sourcesText(view) }), {
        icon: 'copy',
        secondary: true,
        key: 'copy',
      }),
    ),
    view.notes.length > 0 && h('ul', { class: 'notes' }, view.notes.map(note)),
    view.sources.map(sourceSection),
    h(
      'section',
      { class: 'source' },
      h('h2', null, t('sources.ledger')),
      h(
        'dl',
        { class: 'facts' },
        fact(t('sources.ledgerFile'), ledger.file),
        fact(t('sources.size'), bytes(ledger.bytes)),
        fact(t('sources.records'), count(ledger.records)),
        fact(t('sources.schema'), String(ledger.schema)),
        fact(t('sources.prices'), t('sources.pricesAsOf', day(view.pricesAsOf))),
      ),
    ),
  ];
}

function note(note: Note): HTMLElement {
  return h('li', { class: 'notice' }, noteText(note));
}

function sourceSection(source: SourceView): HTMLElement {
  const { name, records, problems } = source;
  return h(
    'section',
    { class: 'source' },
    h('h2', null, name, ' ', h('span', { class: 'badge' }, t(status(source)))),
    !source.enabled && switchedOff(source),
    source.enabled && records === 0 && nothingFound(source),
    records > 0 &&
      h(
        'dl',
        { class: 'facts' },
        fact(t('sources.records'), count(records)),
        fact(t('sources.sessions'), count(source.sessions)),
        fact(t('sources.files'), `${count(source.files)} (${bytes(source.bytes)})`),
        source.firstAt !== undefined && fact(t('sources.first'), dateTime(source.firstAt)),
        source.lastAt !== undefined && fact(t('sources.last'), dateTime(source.lastAt)),
        tellings(source).map(([title, words]) => fact(title, words)),
      ),
    rootTables(source),
    problems.length > 0 &&
      dataTable(problems, problemColumns(name), { caption: t('sources.skipped', name), showCaption: true }),
  );
}

/** Folders that are not there matter when nothing was found; otherwise they are one step away. */
function rootTables({ source, name, roots }: SourceView): Child {
  const missing = roots.filter(({ state }) => state === 'missing');
  const folded = missing.length < roots.length && missing.length >= FOLDED_FROM;
  const shown = folded ? roots.filter(({ state }) => state !== 'missing') : roots;
  return [
    shown.length > 0 && rootTable(shown, t('sources.whereLooked', name)),
    folded &&
      disclosure(`roots-${source}`, t('sources.missing', count(missing.length)), () =>
        rootTable(missing, t('sources.whereLooked', name)),
      ),
  ];
}

function rootTable(roots: SourceView['roots'], caption: string): HTMLElement {
  return dataTable(
    roots,
    [
      { title: t('sources.folder'), cell: ({ path }) => h('span', { class: 'path' }, path) },
      { title: t('sources.why'), cell: ({ label }) => label },
      {
        title: t('sources.state'),
        cell: ({ state }) => h('span', { class: 'keyed' }, icon(STATE_ICONS[state]), t(`root.${state}`)),
      },
      { title: t('sources.files'), numeric: true, cell: ({ files }) => count(files) },
    ],
    { caption, showCaption: true },
  );
}

function problemColumns(name: string) {
  return [
    {
      title: t('sources.reason'),
      cell: (problem: SourceProblem) => [
        h('span', null, problemText(problem.code)),
        problem.detail && h('span', { class: 'aside' }, problem.detail),
      ],
    },
    { title: t('column.count'), numeric: true, cell: (problem: SourceProblem) => count(problem.count) },
    {
      title: t('sources.example'),
      cell: ({ code, example }: SourceProblem) => [
        h('span', { class: 'path' }, t('explain.place', example.file, count(example.offset))),
        ' ',
        linkButton(t('sources.open'), () => send({ type: 'openLog', file: example.file, offset: example.offset }), {
          label: `${t('sources.open')}: ${problemText(code)}, ${example.file}`,
          key: `problem-${name}-${code}`,
        }),
      ],
    },
  ];
}

function nothingFound({ source, name, roots }: SourceView): HTMLElement {
  const unreadable = roots.some(({ state }) => state === 'unreadable');
  const found = roots.some(({ state }) => state === 'found');
  const why = unreadable ? 'sources.noneUnreadable' : found ? 'sources.noneInFolders' : 'sources.noneFolders';
  return h(
    'div',
    { class: 'notice' },
    h('p', null, t(why, name)),
    h('p', null, t('sources.noneHelp')),
    button(t('sources.setFolders'), () => send({ type: 'openSettings', query: 'tokenmin.sources.folders' }), {
      secondary: true,
      key: `folders-${source}`,
    }),
  );
}

function switchedOff({ source }: SourceView): HTMLElement {
  return h(
    'div',
    { class: 'notice' },
    h('p', null, t('sources.offHelp')),
    button(t('sources.switchOn'), () => send({ type: 'openSettings', query: 'tokenmin.sources.disabled' }), {
      secondary: true,
      key: `off-${source}`,
    }),
  );
}

function status({ enabled, records }: SourceView) {
  if (!enabled) return 'sources.off';
  return records > 0 ? 'sources.found' : 'sources.nothing';
}
