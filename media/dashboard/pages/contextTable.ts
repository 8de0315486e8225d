import type { ContextFile, ContextWorkspace } from '../../../src/protocol/coachViews';
import { linkButton } from '../controls';
import { h, icon, type Child } from '../dom';
import { compact, money, moneyTitle, percent, plural } from '../format';
import { send } from '../host';
import { t } from '../setup';
import { shortName } from '../names';
import { scroller } from '../scroller';

const MONTH_DAYS = 30;

/** Which files the user has unfolded, so that redrawing leaves them open. */
const open = new Set<string>();

/** The prefix, file by file and section by section, and what no file accounts for. */
export function contextTable(workspace: ContextWorkspace, days: number): Child {
  const { files, told, otherTokens, prefixTokens, costNano, project } = workspace;
  const caption = t('context.madeOf', shortName(project) || t('name.noProject'));
  const monthly = (nano: number | undefined) => (nano === undefined ? '–' : money((nano * MONTH_DAYS) / days));
  const share = (tokens: number) => (prefixTokens.middle > 0 ? percent(tokens / prefixTokens.middle) : '–');
  const row = (title: Child, tokens: number, cost: number | undefined) =>
    h(
      'tr',
      null,
      h('th', { scope: 'row' }, title),
      h('td', { class: 'number' }, compact(tokens)),
      h('td', { class: 'number' }, monthly(cost)),
      h('td', { class: 'number' }, share(tokens)),
    );
  const ordered = files.toSorted((a, b) => order(a) - order(b) || b.tokens - a.tokens);
  const table = h(
    'table',
    { class: 'data context-table' },
    h('caption', { class: 'visually-hidden' }, caption),
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        h('th', { scope: 'col' }, t('column.part')),
        h('th', { scope: 'col', class: 'number' }, t('column.tokens')),
        h('th', { scope: 'col', class: 'number' }, t('context.perMonth', moneyTitle())),
        h('th', { scope: 'col', class: 'number' }, t('column.share')),
      ),
    ),
    ordered.map((file) => fileRows(file, `${workspace.workspace} ${workspace.source} ${file.path}`, row)),
    h(
      'tbody',
      null,
      told.map((part) => row(t(`context.told.${part.what}`), part.tokens, part.costNano)),
      row(t('context.other'), otherTokens, rest(workspace)),
    ),
    h('tfoot', null, row(t('context.whole'), prefixTokens.middle, costNano)),
  );
  return [files.length === 0 && h('p', { class: 'footnote' }, t('context.noFiles')), scroller(caption, table)];
}

type Row = (title: Child, tokens: number, cost: number | undefined) => HTMLElement;

/** A file, and below it its sections, which its button shows and hides. */
function fileRows(file: ContextFile, key: string, row: Row): Child {
  const { path, own, tokens, costNano, sections, loaded, findings } = file;
  const name = path.split(/[\\/]/).at(-1) ?? path;
  const body = h(
    'tbody',
    { hidden: !open.has(key) },
    sections.map((section) =>
      row(
        h(
          'span',
          { class: 'section-title' },
          linkButton(shortName(section.title) || t('context.line', section.line), () => openFile(path, section.line), {
            label: `${shortName(section.title)}, ${name}, ${t('context.line', section.line)}`,
          }),
        ),
        section.tokens,
        section.costNano,
      ),
    ),
  );
  const toggle = h(
    'button',
    {
      type: 'button',
      class: 'icon-button',
      'aria-expanded': String(open.has(key)),
      'aria-label': t('context.sections', name),
      'data-focus': `context-${key}`,
      on: {
        click: () => {
          body.hidden = !body.hidden;
          if (body.hidden) open.delete(key);
          else open.add(key);
          toggle.setAttribute('aria-expanded', String(!body.hidden));
        },
      },
    },
    icon('chevron-right'),
  );
  const title = h(
    'span',
    { class: 'file-title' },
    sections.length > 0 ? toggle : h('span', { class: 'no-toggle' }),
    h(
      'span',
      { class: 'file-name' },
      linkButton(name, () => openFile(path, 1), { label: `${t('context.open')}: ${path}`, key: `open-${key}` }),
      h('span', { class: 'aside path' }, h('bdi', null, path)),
      h(
        'span',
        { class: 'aside' },
        [own && t('context.own'), t(`context.loaded.${loaded}`), findings > 0 && plural('count.findings', findings)]
          .filter(Boolean)
          .join(' · '),
      ),
    ),
  );
  return [h('tbody', null, row(title, tokens, costNano)), sections.length > 0 && body];
}

function openFile(file: string, line: number): void {
  send({ type: 'openFile', file, line });
}

function order({ loaded }: ContextFile): number {
  return ['always', 'match', 'invoke'].indexOf(loaded);
}

/** What is left of the whole: sessions differ, and a token's cost with them. */
function rest({ costNano, files, told }: ContextWorkspace): number | undefined {
  return costNano && [...files, ...told].reduce((left, part) => Math.max(0, left - (part.costNano ?? 0)), costNano);
}
