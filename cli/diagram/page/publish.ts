import { describeDeadLetter, describeRoute } from '../../../model/routing/describe';
import { headerValue } from '../../../model/routing/header-value';
import { printable } from '../../../model/printable';
import type { Arguments } from '../../../model/topology/topology';
import { builtInExchanges } from '../../../model/validity/names';
import type { PageData } from '../page-data';
import { button, element, made, section } from '../../page/browser/elements';
import { wayfinder } from './way';

/** What the form does to the page. */
export interface PublishActions {
  select(id: string): void;
  emphasize(ids: ReadonlySet<string>): void;
}

/**
 * The form that says where a message goes.
 * @returns chooses an exchange
 */
export function publishForm(data: PageData, { select, emphasize }: PublishActions): (exchange: string) => void {
  const exchange = element<HTMLSelectElement>('exchange');
  const key = element<HTMLInputElement>('key');
  const headers = element<HTMLTextAreaElement>('headers');
  const answer = element('route');
  const findWay = wayfinder(data);
  const queueIds = new Map(data.nodes.flatMap(({ kind, name, id }) => (kind === 'queue' ? [[name, id] as const] : [])));
  const drawn = data.nodes.flatMap(({ kind, name, type }) => (kind === 'exchange' && type !== 'missing' ? [name] : []));
  exchange.append(...[...new Set([...drawn, ...builtInExchanges.keys()])].sort().map(option));
  const queueButton = (name: string) => button(name, () => select(queueIds.get(name) ?? ''));
  const show = () => {
    const { route, deadLetters, ids } = findWay(exchange.value, key.value, headersOf(headers.value));
    emphasize(ids);
    const doubtful = route.queues.filter((queue) => !route.certain.includes(queue));
    answer.replaceChildren(
      ...(route.queues.length === 0 ? [made('h3', 'No queue gets it')] : []),
      ...section('Queues that get it', route.certain.map(queueButton)),
      ...section('Queues that may get it', doubtful.map(queueButton)),
      ...section('The way', describeRoute(route)),
      ...section(
        'Dead letters',
        deadLetters.map((one) => describeDeadLetter(one)),
      ),
    );
  };
  element('publish').addEventListener('submit', (event) => {
    event.preventDefault();
    show();
  });
  for (const input of [exchange, key, headers]) input.addEventListener('input', show);
  element('clear').addEventListener('click', () => {
    answer.replaceChildren();
    emphasize(new Set());
  });
  const [first] = drawn.filter((name) => name !== '');
  if (first !== undefined) exchange.value = first;
  return (name) => {
    exchange.value = name;
    if (answer.hasChildNodes()) show();
  };
}

function option(name: string): HTMLOptionElement {
  const one = document.createElement('option');
  one.value = name;
  one.textContent = name === '' ? '(default exchange)' : printable(name);
  return one;
}

function headersOf(text: string): Arguments {
  const lines = text.split('\n').flatMap((line) => {
    const [, name, value = ''] = /^\s*([^=]+?)\s*=(.*)$/.exec(line) ?? [];
    return name === undefined ? [] : [[name, headerValue(value.trim())] as const];
  });
  return Object.fromEntries(lines);
}
