import { keyOf } from '../../model/adoption/keys';
import { isOfFederationLink } from '../../model/topology/federation-link';
import type { ExchangeDefinition } from '../../model/topology/topology';

/**
 * The internal exchanges of a broker that its export leaves out, as 4.3.6 does and 4.0.5 does not. Those of the server itself and of
 * federation are left out here as well: nobody declares them.
 * @param all - what `GET /api/exchanges` answers
 * @param exported - the exchanges of the export
 */
export function unexportedExchanges(
  all: readonly ExchangeDefinition[],
  exported: readonly { readonly vhost?: unknown; readonly name?: unknown }[],
): readonly ExchangeDefinition[] {
  const told = new Set(exported.map(({ vhost, name }) => keyOf('exchange', String(vhost), String(name))));
  return all
    .filter(({ name, internal }) => internal && !name.startsWith('amq.') && !isOfFederationLink(name))
    .filter(({ vhost, name }) => !told.has(keyOf('exchange', vhost, name)))
    .map(({ name, vhost, type, durable, auto_delete, internal, arguments: args }) => {
      return { name, vhost, type, durable, auto_delete, internal, arguments: args };
    });
}
