import { select } from '../controls';
import { h, type Child } from '../dom';
import { Region } from '../region';
import { t } from '../setup';
import { setState, state } from '../state';
import type { PageView } from './pageView';

/** Looking at all sessions takes a second of the worker: not for every line that an assistant writes. */
const QUIET_MS = 60_000;

const PERIODS = {
  7: 'overview.period.7d',
  14: 'coach.period.14d',
  30: 'overview.period.30d',
  90: 'overview.period.90d',
} as const;

type Days = keyof typeof PERIODS;

interface PeriodPageOptions<T> {
  /** Stands above everything, also while it is worked out. */
  intro: string;
  /** Says what became of the user's last act. */
  deed?: HTMLElement;
  ask: (days: number) => Promise<T>;
  draw: (answer: T) => Child;
}

/** A page about the last 7, 14, 30 or 90 days: all that the coach says. */
export class PeriodPage<T> implements PageView {
  readonly element: HTMLElement;
  private readonly region: Region<T>;
  private readonly period = select(
    t('overview.period'),
    Object.entries(PERIODS).map(([days, key]) => [days, t(key)] as const),
    (days) => setState({ coachDays: Number(days) as Days }),
  );
  private shownFor = 0;
  private askedAt = 0;
  private waiting: ReturnType<typeof setTimeout> | undefined;

  constructor({ intro, deed, ask, draw }: PeriodPageOptions<T>) {
    this.region = new Region(() => ask(state().coachDays), draw);
    this.element = h(
      'div',
      { class: 'page' },
      h('div', { class: 'toolbar' }, this.period.element, h('p', { class: 'toolbar-note first' }, intro)),
      deed,
      this.region.element,
    );
  }

  update(): void {
    const { coachDays } = state();
    this.period.set(String(coachDays));
    if (coachDays === this.shownFor) return this.refresh();
    this.shownFor = coachDays;
    this.askedAt = performance.now();
    void this.region.load();
  }

  refresh(asked = false): void {
    const wait = asked ? 0 : Math.max(0, this.askedAt + QUIET_MS - performance.now());
    if (this.waiting !== undefined && !asked) return;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => {
      this.waiting = undefined;
      // It will be asked again when it comes to the front.
      if (!asked && this.element.offsetParent === null) return;
      this.askedAt = performance.now();
      void this.region.refresh();
    }, wait);
  }
}
