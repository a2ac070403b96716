import type { ExchangeDefinition } from '../../../model/topology/topology';
import { bindingFates, fatesClause, vanishing, type End } from './bindings';
import { vhostsGoing, type BrokerChange } from '../broker-change';
import { destroyed, type Destroyed } from '../change';
import { showDifference } from '../differences';
import type { ReviewFinding } from '../finding';
import { fixedDifferences } from '../fixed-settings';
import { reasonOf } from '../reason';

/** What a plan does with exchanges: those of a virtual host that goes are told with it. */
export function reviewExchanges(change: BrokerChange): readonly ReviewFinding[] {
  const exchanges = change.changes.rabbitmq_exchange;
  const vhosts = vhostsGoing(change);
  const fatesOf = bindingFates(change);
  return [
    ...destroyed(exchanges)
      .filter(({ before }) => !vhosts.has(before.vhost))
      .flatMap((exchange) => {
        const { vhost, name } = exchange.before;
        const end: End = { kind: 'exchange', vhost, name };
        const fates = fatesOf(end);
        return [lostExchange(exchange, fatesClause(fates)), ...vanishing(fates, end, exchange.address)];
      }),
    ...exchanges.flatMap(({ address, action, after }): readonly ReviewFinding[] => {
      if (action !== 'create' || after === undefined) return [];
      const message = `is created, of type ${after.type}`;
      return [{ effect: 'online', change: 'exchange/created', object: objectOf(after), at: address, message }];
    }),
  ];
}

function lostExchange(exchange: Destroyed<ExchangeDefinition>, bindings: string): ReviewFinding {
  const { address: at, before, after, action } = exchange;
  const object = objectOf(before);
  if (action === 'delete' || after === undefined) {
    const message = `is deleted${bindings}: who publishes to it loses the channel`;
    return { effect: 'availability', change: 'exchange/deleted', object, at, message, because: reasonOf(exchange) };
  }
  const settings = fixedDifferences(before, after).map(showDifference).join(', ');
  return {
    effect: 'availability',
    change: 'exchange/replaced',
    object,
    at,
    message: `is replaced${bindings}: who publishes in between loses the channel, and what is published is lost`,
    because: settings === '' ? reasonOf(exchange) : settings,
    remedy: 'declare the new exchange beside it under another name, move bindings and publishers, then remove this one',
  };
}

function objectOf({ vhost, name }: ExchangeDefinition): ReviewFinding['object'] {
  return { type: 'exchange', vhost, name };
}
