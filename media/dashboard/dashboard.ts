import type { Page } from '../../src/protocol/messages';
import { button } from './controls';
import { h } from './dom';
import { listen, send } from './host';
import { advicePage } from './pages/advice';
import { contextPage } from './pages/context';
import { Explain } from './pages/explain';
import { outcomesPage } from './pages/outcomes';
import { Overview } from './pages/overview';
import type { PageView } from './pages/pageView';
import { promptsPage } from './pages/prompts';
import { Sessions } from './pages/sessions';
import { Sources } from './pages/sources';
import { whatIfPage } from './pages/whatIf';
import { progress, showProgress } from './progress';
import { setup, t } from './setup';
import { setState, state, whenStateChanges } from './state';
import { tabs } from './tabs';
import { throttled } from './throttled';

/** In the order of their tabs. */
const pages: Record<Page, PageView> = {
  overview: new Overview(),
  sessions: new Sessions(),
  advice: advicePage(),
  prompts: promptsPage(),
  context: contextPage(),
  outcomes: outcomesPage(),
  whatIf: whatIfPage(),
  sources: new Sources(),
};

const explain = new Explain();

const { list, panels, show } = tabs<Page>(
  t('nav.label'),
  (Object.keys(pages) as Page[]).map((id) => ({ id, title: t(`nav.${id}`), content: pages[id].element })),
  (page) => setState({ page }),
);

document
  .getElementById('app')
  ?.append(
    h('header', null, h('h1', { class: 'visually-hidden' }, t('title')), list, progress),
    h('main', null, setup.sample && sampleBanner(), panels),
    explain.element,
  );

function sampleBanner(): HTMLElement {
  const stop = button(t('sample.stop'), () => send({ type: 'stopSampleData' }), { secondary: true });
  return h('div', { class: 'notice sample' }, h('p', null, t('sample.banner')), stop);
}

function update(): void {
  const { page } = state();
  show(page);
  pages[page].update();
  explain.update();
}

const refresh = throttled(() => pages[state().page].refresh(), 1000);

listen((event) => {
  switch (event.type) {
    case 'changed':
      return event.asked ? pages[state().page].refresh(true) : refresh();
    case 'progress':
      showProgress(event);
      return event.indexing ? undefined : refresh();
    case 'show':
      return setState({ request: undefined, ...event.state });
  }
});

whenStateChanges(update);
update();
