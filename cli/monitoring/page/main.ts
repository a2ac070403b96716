import uPlotStyle from 'uplot/dist/uPlot.min.css';
import { printable } from '../../../model/printable';
import { element, made } from '../../page/browser/elements';
import type { PreviewData } from '../preview-data';
import { panelView } from './panel-view';

const data = JSON.parse(element('data').textContent ?? '') as PreviewData;
const [first] = data.dashboards;
const filter = element<HTMLInputElement>('filter');

document.head.append(made('style', uPlotStyle));
element('title').textContent = printable(`Dashboards of '${data.broker}'`);
const [from = 0, until = 0] = [data.times[0], data.times.at(-1)];
element('time').textContent = `${written(from)} to ${written(until)}, as Prometheus answered then`;

/** In the time of the reader. */
function written(seconds: number): string {
  return new Date(seconds * 1_000).toLocaleString();
}

/** The dashboard that the address of the page names, or the first. */
function current(): PreviewData['dashboards'][number] | undefined {
  return data.dashboards.find(({ name }) => name === location.hash.slice(1)) ?? first;
}

function goTo(dashboard: string, text: string): void {
  filter.value = text;
  if (location.hash === `#${dashboard}`) show();
  else location.hash = dashboard;
}

function show(): void {
  const shown = current();
  if (shown === undefined) return;
  element('dashboards').replaceChildren(
    ...data.dashboards.map(({ name }) => {
      const link = made('a', name);
      link.setAttribute('href', `#${name}`);
      if (name === shown.name) link.setAttribute('aria-current', 'page');
      return link;
    }),
  );
  const page = { times: data.times, filter: filter.value, goTo };
  const description = made('p', shown.description);
  const draws: (() => void)[] = [];
  const rows = shown.rows.flatMap(({ title, panels }) => {
    const row = made('div');
    row.className = 'row';
    for (const panel of panels) {
      const { view, draw } = panelView(panel, page);
      row.append(view);
      draws.push(draw);
    }
    return [made('h2', title), row];
  });
  element('panels').replaceChildren(description, ...rows);
  for (const draw of draws) draw();
  document.documentElement.dataset['drawn'] = shown.name;
}

window.addEventListener('hashchange', () => {
  show();
  scrollTo(0, 0);
});
window.addEventListener('resize', show);
filter.addEventListener('input', show);
show();
