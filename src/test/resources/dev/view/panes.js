// On a narrow screen one pane is seen at a time, and the browser's own back leads to the one before.

import { $, on } from '../dom.js';

const NARROW = matchMedia('(max-width: 45rem)');

export function panes() {
  const app = $('app');
  const result = { show, back, onchange: () => {} };
  history.replaceState(null, '');
  set('people');

  function set(pane) {
    app.dataset.pane = pane;
  }

  function show(pane) {
    if (NARROW.matches && pane !== app.dataset.pane) history.pushState({ pane }, '');
    set(pane);
  }

  /** To the pane, by the browser's history where we put an entry there. */
  function back(pane) {
    if (history.state?.pane === app.dataset.pane) {
      history.back();
    } else {
      set(pane);
      result.onchange(pane);
    }
  }

  on(window, 'popstate', ({ state }) => {
    set(state?.pane ?? 'people');
    result.onchange(app.dataset.pane);
  });
  return result;
}
