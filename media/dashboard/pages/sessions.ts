import { h } from '../dom';
import { state } from '../state';
import type { PageView } from './pageView';
import { SessionDetail } from './sessions/sessionDetail';
import { SessionList } from './sessions/sessionList';

/** The list of sessions, or the one that is open. */
export class Sessions implements PageView {
  readonly element = h('div', { class: 'page' });
  private readonly list = new SessionList();
  private readonly detail = new SessionDetail();
  private open: number | undefined;
  private started = false;

  constructor() {
    this.element.append(this.list.element, this.detail.element);
  }

  update(): void {
    const { session } = state();
    const wasOpen = this.open;
    const changed = !this.started || session !== wasOpen;
    this.started = true;
    this.open = session;
    const visible = session === undefined ? this.list : this.detail;
    // Hidden, not removed: the list keeps its place.
    this.list.element.hidden = visible !== this.list;
    this.detail.element.hidden = visible !== this.detail;
    visible.update();
    if (changed && session !== undefined) this.detail.focus();
    if (changed && wasOpen !== undefined && session === undefined) this.list.focus();
  }

  refresh(): void {
    (this.open === undefined ? this.list : this.detail).refresh();
  }
}
