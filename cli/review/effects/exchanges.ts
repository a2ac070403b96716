import { bindingFates, fatesClause, vanishing, type End } from './bindings';
import { destroyed, objectOf, reasonOf, vhostsGoing, type BrokerChange, type Destroyed } from '../broker-change';
import { differences, showDifference } from '../differences';
import type { ReviewFinding } from '../finding';
import { blockOf, type Attributes } from '../../../model/provider/attributes';
import { readArguments } from '../../../model/provider/sent-values';

/** What a plan does with exchanges: those of a virtual host that goes are told with it. */
export function reviewExchanges(change: BrokerChange): readonly ReviewFinding[] {
  const vhosts = vhostsGoing(change);
  const fatesOf = bindingFates(change);
  return [
    ...destroyed(change, 'rabbitmq_exchange')
      .filter(({ before }) => !vhosts.has(String(before['vhost'])))
      .flatMap((resource) => {
        const { vhost, name } = resource.before;
        const end: End = { kind: 'exchange', vhost: String(vhost), name: String(name) };
        const fates = fatesOf(end);
        return [lostExchange(resource, fatesClause(fates)), ...vanishing(fates, end, resource.address)];
      }),
    ...change.resources
      .filter(({ type, action }) => type === 'rabbitmq_exchange' && action === 'create')
      .map(({ address, after = {} }): ReviewFinding => {
        const object = objectOf('exchange', after);
        const message = `is created, of type ${String(blockOf(after, 'settings')['type'])}`;
        return { effect: 'online', change: 'exchange/created', object, at: address, message };
      }),
  ];
}

function lostExchange(resource: Destroyed, bindings: string): ReviewFinding {
  const { address: at, before, after, action } = resource;
  const object = objectOf('exchange', before);
  if (action === 'delete' || after === undefined) {
    const message = `is deleted${bindings}: who publishes to it loses the channel`;
    return { effect: 'availability', change: 'exchange/deleted', object, at, message, because: reasonOf(resource) };
  }
  const settings = changed(before, after);
  return {
    effect: 'availability',
    change: 'exchange/replaced',
    object,
    at,
    message: `is replaced${bindings}: who publishes in between loses the channel, and what is published is lost`,
    because: settings === '' ? reasonOf(resource) : settings,
    remedy: 'declare the new exchange beside it under another name, move bindings and publishers, then remove this one',
  };
}

function changed(before: Attributes, after: Attributes): string {
  const [old, now] = [blockOf(before, 'settings'), blockOf(after, 'settings')];
  const fixed = ({ name, vhost }: Attributes, { type, durable, auto_delete }: Attributes) => ({
    name,
    vhost,
    type,
    durable,
    auto_delete,
  });
  return [...differences(fixed(before, old), fixed(after, now)), ...differences(readArguments(old), readArguments(now))]
    .map(showDifference)
    .join(', ');
}
