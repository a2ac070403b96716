import { field } from '../definitions/entry';
import { breaks, refused, type Finding, type Subject } from '../finding';
import { readPattern } from '../pattern/pattern';
import { effectivePolicies } from '../policies/effective-policy';
import type { TopologyIndex } from '../analysis/topology-index';
import type { Arguments, ExchangeDefinition, Json, ParameterDefinition, Topology } from '../topology/topology';
import type { DeclaredVia } from './circumstances';
import { isWithoutUri } from './settings';
import { isObject } from '../json/is-object';

/**
 * Upstreams without a URI with which a declared exchange is federated. The server stores them; the link then fails as the
 * exchange is declared, an import ends with 500, and the node does not boot again (seen on 4.0.5 and 4.3.6).
 */
export function* judgeFederation(index: TopologyIndex, declaredVia: DeclaredVia): Iterable<Finding> {
  const { parameters } = index.topology;
  const empty = parameters.filter(
    ({ component, value }) =>
      component === 'federation-upstream' && isObject<Json>(value) && isWithoutUri(field(value, 'uri')),
  );
  if (empty.length === 0) return;
  const federated = federatedExchanges(index);
  for (const upstream of empty) {
    const hit = federated.find(
      ({ exchange, definition }) =>
        exchange.vhost === upstream.vhost && isUpstreamOf(upstream, definition, index.topology, index.version),
    );
    if (hit === undefined) continue;
    const subject: Subject = {
      object: { type: 'parameter', vhost: upstream.vhost, name: upstream.name },
      at: upstream.declaredAt ?? '',
    };
    const message = `'uri' is an empty list, and exchange '${hit.exchange.name}' is federated with the upstream`;
    const remedy = 'set the URI of the upstream';
    yield breaks(subject, 'parameter/upstream-breaks-node', `${message}: the node does not boot again`, remedy);
    if (declaredVia === 'import') {
      yield refused(subject, 'parameter/upstream-without-uri', `${message}: the import fails`, remedy);
    }
  }
}

interface FederatedExchange {
  readonly exchange: ExchangeDefinition;
  /** What its policies set. */
  readonly definition: Arguments;
}

function federatedExchanges({ topology, version, exchanges }: TopologyIndex): readonly FederatedExchange[] {
  const policyOf = effectivePolicies(topology, version);
  return [...exchanges.values()]
    .filter(({ federated }) => federated)
    .map(({ exchange }) => {
      const { definition = {} } = policyOf({ kind: 'exchange', vhost: exchange.vhost, name: exchange.name });
      return { exchange, definition };
    });
}

function isUpstreamOf(
  { name, vhost }: ParameterDefinition,
  definition: Arguments,
  { parameters }: Topology,
  version: TopologyIndex['version'],
): boolean {
  const set = definition['federation-upstream-set'];
  const pattern = definition['federation-upstream-pattern'];
  if (definition['federation-upstream'] === name || set === 'all') return true;
  if (typeof pattern === 'string') return readPattern(pattern, version).matches(name) !== false;
  return parameters.some(
    (parameter) =>
      parameter.component === 'federation-upstream-set' &&
      parameter.vhost === vhost &&
      parameter.name === set &&
      Array.isArray(parameter.value) &&
      parameter.value.some((member) => isObject<Json>(member) && field(member, 'upstream') === name),
  );
}
