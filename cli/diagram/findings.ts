import type { TopologyIndex } from '../../model/analysis/topology-index';
import type { Finding } from '../../model/finding';
import { validate, validateDefinitions } from '../../model/validity/validity';
import { recommended } from '../../rules/packs';
import { judge } from '../../rules/rule';
import type { TopologySource } from '../stack/topology-source';

/** What `check` finds in a topology, by the rules that fit nearly every broker. */
export function findingsOf(
  { topology, version, file, declared }: TopologySource,
  index: TopologyIndex,
): readonly Finding[] {
  if (file !== undefined)
    return [...validateDefinitions(file.definitions, file.name, version, index), ...judge(index, recommended)];
  const { broker: declaredAt = '', nodeCount, plugins, deployment, access } = declared ?? {};
  const facts = { nodes: nodeCount, plugins };
  const deployed =
    deployment === undefined || nodeCount === undefined ? undefined : { ...deployment, declaredAt, nodeCount };
  return [
    ...validate(topology, version, facts, index),
    ...judge(index, recommended, deployed, access && { ...access, declaredAt }),
  ];
}
