import { writtenValue } from '../../../model/monitoring/dashboards/written-value';
import type { Limit } from '../../../model/monitoring/dashboards/panel';
import { made } from '../../page/browser/elements';
import type { PreviewPanel, PreviewSeries } from '../preview-data';
import { colourOf, drawChart } from './chart';

/** What a panel may ask of the page. */
export interface Page {
  readonly times: readonly number[];
  /** Only series whose names or labels hold it are shown. */
  readonly filter: string;
  /** Goes to a dashboard, of which only the series with the text are shown then. */
  goTo(dashboard: string, filter: string): void;
}

/**
 * A panel as part of the page.
 * @returns what draws its chart, once it is on the page
 */
export function panelView(panel: PreviewPanel, page: Page): { readonly view: HTMLElement; draw(): void } {
  const shown = panel.series.filter(({ name, labels }) => [name, ...Object.values(labels)].some(holds(page.filter)));
  const view = made('section', made('h3', panel.title), described(panel));
  view.className = `panel ${panel.kind}`;
  if (shown.length === 0) {
    view.append(made('p', `No data${panel.emptyWhen === undefined ? '' : `: ${panel.emptyWhen}`}.`), ways(panel));
    return { view, draw: () => undefined };
  }
  const content = {
    timeseries: () => chart(panel, shown, page),
    stat: () => ({ nodes: numbers(panel, shown), draw: () => undefined }),
    table: () => ({ nodes: [table(panel, shown, page)], draw: () => undefined }),
  }[panel.kind]();
  view.append(...content.nodes);
  if (panel.more > 0) view.append(made('p', `${panel.more} more series are not shown.`));
  view.append(ways(panel));
  return { view, draw: content.draw };
}

function holds(filter: string): (text: string) => boolean {
  const wanted = filter.toLowerCase();
  return (text) => text.toLowerCase().includes(wanted);
}

function described({ description }: PreviewPanel): HTMLElement {
  const text = made('p', description);
  text.className = 'faint';
  return text;
}

function chart(panel: PreviewPanel, series: readonly PreviewSeries[], { times }: Page) {
  const place = made('div');
  place.className = 'chart';
  place.setAttribute('role', 'img');
  place.setAttribute('aria-label', `${panel.title}; the list below has the latest values`);
  const legend = made(
    'ul',
    ...series.map(({ name, values }, at) => {
      const mark = made('i');
      mark.style.background = colourOf(at);
      const last = values.findLast((value) => value !== null) ?? null;
      return made('li', mark, made('span', name), valueOf(last, panel));
    }),
  );
  return { nodes: [place, legend], draw: () => drawChart(place, panel, series, times) };
}

function numbers(panel: PreviewPanel, series: readonly PreviewSeries[]): readonly HTMLElement[] {
  return series.map(({ values: [value = null] }) => {
    const shown = valueOf(value, panel);
    shown.classList.add('number');
    return shown;
  });
}

function table(panel: PreviewPanel, series: readonly PreviewSeries[], page: Page): HTMLElement {
  const labels = [...new Set(series.flatMap((one) => Object.keys(one.labels)))].filter((name) => name !== 'broker');
  const head = made('tr', ...[...labels, panel.unit.replace('count:', '')].map((name) => made('th', name)));
  const rows = series.map(({ labels: own, values: [value = null] }) =>
    made(
      'tr',
      ...labels.map((label) => made('td', cell(own[label] ?? '', label, panel, page))),
      made('td', valueOf(value, panel)),
    ),
  );
  const scrolled = made('div', made('table', head, ...rows));
  scrolled.className = 'scrolled';
  return scrolled;
}

/** The label that leads to another dashboard is a link. */
function cell(text: string, label: string, { drill }: PreviewPanel, page: Page): string | HTMLElement {
  if (drill === undefined || drill.label !== label) return text;
  const link = made('a', text);
  link.setAttribute('href', `#${drill.dashboard}`);
  link.addEventListener('click', (event) => {
    event.preventDefault();
    page.goTo(drill.dashboard, text);
  });
  return link;
}

function valueOf(value: number | null, { unit, limits }: PreviewPanel): HTMLElement {
  const shown = made('span', value === null ? '–' : writtenValue(value, unit));
  const broken = value === null ? [] : limits.filter((limit) => isBroken(value, limit));
  const [worst] = [...broken].sort((one, other) => one.severity.localeCompare(other.severity));
  if (worst !== undefined) shown.className = worst.severity;
  return shown;
}

function isBroken(value: number, { at, side }: Limit): boolean {
  return side === 'above' ? value > at : value < at;
}

/** Where the panel leads. */
function ways({ dashboards, runbooks }: PreviewPanel): HTMLElement {
  const links = [
    ...dashboards.map((name) => anchor(name, `#${name}`)),
    ...runbooks.map(({ alert, url }) =>
      url !== undefined && /^https?:/.test(url) ? anchor(`runbook ${alert}`, url) : made('span', `runbook ${alert}`),
    ),
  ];
  const all = made('p', ...links.flatMap((link, at) => (at === 0 ? [link] : [' · ', link])));
  all.className = 'faint';
  return all;
}

function anchor(text: string, url: string): HTMLElement {
  const link = made('a', text);
  link.setAttribute('href', url);
  link.setAttribute('rel', 'noreferrer');
  return link;
}
