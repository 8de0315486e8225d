import { announce } from './announce';
import { linkButton } from './controls';
import { h, replace } from './dom';
import { t } from './setup';

/** Says what became of the user's last act, where it can be taken back at once. */
export class Deed {
  readonly element = h('div', { class: 'deed notice', tabindex: -1, hidden: true });

  say(text: string, undo?: () => void): void {
    const back = undo && linkButton(t('deed.undo'), () => this.takeBack(undo));
    const isHeld = this.element.contains(document.activeElement);
    replace(this.element, h('p', null, text, back && [' ', back]));
    this.element.hidden = false;
    announce(text);
    // What was acted on may be gone: the keyboard goes on from here.
    if (back || isHeld) (back ?? this.element).focus({ preventScroll: true });
  }

  private takeBack(undo: () => void): void {
    undo();
    this.say(t('deed.undone'));
  }
}
