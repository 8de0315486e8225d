import { h, replace, type Child } from './dom';
import { failureNotice } from './failureNotice';
import { t } from './setup';

/** After this long without an answer the wait becomes visible. */
const PATIENCE_MS = 150;

/** A part of the page that shows the answer to one question: waiting, failed with a way to try again, or its content. */
export class Region<T> {
  readonly element = h('div', { class: 'region' });
  private asked = 0;
  private shown: string | undefined;

  constructor(
    private readonly ask: () => Promise<T>,
    /** `wanted`: the user asked for it, as opposed to the data having changed. */
    private readonly draw: (answer: T, wanted: boolean) => Child,
  ) {}

  /** Asks anew because the user wants something else; says so when it takes a while. */
  async load(): Promise<void> {
    const mine = (this.asked += 1);
    const waiting = setTimeout(() => {
      if (mine !== this.asked) return;
      if (this.shown === undefined) replace(this.element, h('p', { class: 'loading', role: 'status' }, t('loading')));
      else this.element.setAttribute('aria-busy', 'true');
    }, PATIENCE_MS);
    await this.settle(mine, true);
    clearTimeout(waiting);
  }

  /** Asks anew because the data changed; what is shown stays until then, and altogether if nothing differs. */
  async refresh(): Promise<void> {
    await this.settle((this.asked += 1), false);
  }

  private async settle(mine: number, wanted: boolean): Promise<void> {
    let content: Child;
    let shown: string | undefined;
    try {
      const answer = await this.ask();
      shown = JSON.stringify(answer) ?? '';
      if (mine !== this.asked) return;
      this.element.removeAttribute('aria-busy');
      if (shown === this.shown) return;
      content = this.draw(answer, wanted);
    } catch (error) {
      if (mine !== this.asked) return;
      shown = undefined;
      content = failureNotice(error, () => void this.load());
    }
    this.shown = shown;
    this.element.removeAttribute('aria-busy');
    keepFocus(this.element, () => replace(this.element, content));
  }

  /** Something altogether different comes next. */
  clear(): void {
    this.shown = undefined;
    this.element.replaceChildren();
  }

  /** Draws the next answer even if it is the same: something else that the drawing depends on changed. */
  forget(): void {
    this.shown = this.shown === undefined ? undefined : '';
  }
}

/**
 * Redrawing replaces elements: the focus goes to the new one with the same key. Where there is none any more, as an act
 * took its own button away, it goes to the next one that stayed, or else to the one before.
 */
function keepFocus(element: HTMLElement, redraw: () => void): void {
  const focused = document.activeElement;
  const key = focused && element.contains(focused) ? focused.getAttribute('data-focus') : null;
  const keys = key ? keyed(element).map(keyOf) : [];
  redraw();
  if (!key) return;
  const at = keys.indexOf(key);
  const byKey = new Map(keyed(element).map((one) => [keyOf(one), one]));
  for (const near of [...keys.slice(at), ...keys.slice(0, at).toReversed()]) {
    const stayed = byKey.get(near);
    stayed?.focus();
    // What is folded away takes no focus.
    if (stayed && document.activeElement === stayed) return;
  }
}

function keyed(element: HTMLElement): HTMLElement[] {
  return [...element.querySelectorAll<HTMLElement>('[data-focus]')];
}

function keyOf(element: HTMLElement): string {
  return element.getAttribute('data-focus') ?? '';
}
