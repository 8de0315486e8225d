// How things are called that the data names by key.
import type { SourceId } from '../../src/core/usage/usageRecord';
import type { SeriesKey, SessionRow } from '../../src/protocol/views';
import { h } from './dom';
import { dateTime } from './format';
import { setup, t } from './setup';

const SOURCES: Record<SourceId, string> = {
  'claude-code': 'Claude Code',
  codex: 'Codex',
  'copilot-chat': 'Copilot Chat',
};

export const SOURCE_CHOICES = Object.entries(SOURCES) as [SourceId, string][];

export function sourceName(source: string): string {
  return Object.hasOwn(SOURCES, source) ? SOURCES[source as SourceId] : source;
}

/** A project's folder by its last part. */
export function projectName(path: string): string {
  return path.split(/[\\/]/).filter(Boolean).at(-1) ?? t('name.noProject');
}

export function modelName(model: string): string {
  return model || t('name.noModel');
}

export function seriesName(key: string, groupBy: SeriesKey): string {
  if (key === '') return t('name.others');
  if (groupBy === 'source') return sourceName(key);
  return groupBy === 'project' ? projectName(key) : modelName(key);
}

/** What a rule of the coach is about; one that is not known any longer by its id. */
export function ruleName(id: string): string {
  const key = `rule.${id}`;
  return Object.hasOwn(setup.strings, key) ? setup.strings[key]! : id;
}

/** Names may be whatever a log says, of whatever length and direction. */
const LONGEST_NAME = 80;

/** A name that is not too long to be read, cut between letters. */
export function shortName(name: string): string {
  if (name.length <= LONGEST_NAME) return name;
  return `${Array.from(name.slice(0, 2 * LONGEST_NAME))
    .slice(0, LONGEST_NAME - 1)
    .join('')}…`;
}

/** A name from a log within a text of ours, which it cannot reorder. */
export function properName(name: string): HTMLElement {
  const short = shortName(name);
  return h('bdi', { class: 'name', title: short !== name && name.slice(0, 1000) }, short);
}

/** With its time: a day may have many sessions of one project. */
export function sessionName(session: SessionRow): string {
  return `${session.project || t('name.noProject')}, ${dateTime(session.lastAt)}`;
}
