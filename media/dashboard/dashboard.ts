import type { Page } from '../../src/protocol/messages';
import { button } from './controls';
import { h } from './dom';
import { listen, send } from './host';
import { Explain } from './pages/explain';
import { Overview } from './pages/overview';
import type { PageView } from './pages/pageView';
import { Sessions } from './pages/sessions';
import { Sources } from './pages/sources';
import { progress, showProgress } from './progress';
import { setup, t } from './setup';
import { setState, state, whenStateChanges } from './state';
import { tabs } from './tabs';
import { throttled } from './throttled';

const pages: Record<Page, PageView> = { overview: new Overview(), sessions: new Sessions(), sources: new Sources() };

const explain = new Explain();

const { list, panels, show } = tabs<Page>(
  t('nav.label'),
  [
    { id: 'overview', title: t('nav.overview'), content: pages.overview.element },
    { id: 'sessions', title: t('nav.sessions'), content: pages.sessions.element },
    { id: 'sources', title: t('nav.sources'), content: pages.sources.element },
  ],
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
      return refresh();
    case 'progress':
      showProgress(event);
      return event.indexing ? undefined : refresh();
    case 'show':
      return setState({ request: undefined, ...event.state });
  }
});

whenStateChanges(update);
update();
