import type { PolicyDefinition } from '../topology/topology';
import { call, literal, raw } from './expression';
import { idOf } from './identifiers';
import { policyArgument, policyProps } from './policy-props';
import { PACKAGE, type VhostWriter } from './vhost-writer';
import { nameUnless } from './optional';

/** Writes the policies and operator policies. */
export function writePolicies(writer: VhostWriter): void {
  const { topology } = writer.content;
  for (const policy of topology.policies) writePolicy(writer, policy, 'BrokerPolicy');
  for (const policy of topology.operatorPolicies) writePolicy(writer, policy, 'OperatorPolicy');
}

function writePolicy(
  writer: VhostWriter,
  policy: PolicyDefinition,
  construct: 'BrokerPolicy' | 'OperatorPolicy',
): void {
  const { version, shared } = writer.content;
  writer.file.gap();
  writer.notes(policy.declaredAt);
  const suffix = construct === 'BrokerPolicy' ? 'policy' : 'operator-policy';
  const id = writer.ids.give([idOf(policy.name, suffix), `${idOf(policy.name, suffix)}-${suffix}`], '-');
  const own = {
    vhost: raw('vhost'),
    policyName: nameUnless(id, policy.name),
    pattern: literal(policy.pattern),
    applyTo: literal(policy['apply-to']),
    priority: policy.priority === 0 ? undefined : literal(policy.priority),
  };
  const common = construct === 'BrokerPolicy' ? shared.of(policy) : undefined;
  if (common !== undefined) {
    writer.statement('', writer.construct(construct, id, { ...own, definition: raw(`${common}.definition`) }));
    return;
  }
  const { 'federation-upstream': upstream, ...definition } = policy.definition;
  const variable = typeof upstream === 'string' ? writer.upstreams.get(upstream) : undefined;
  const said = variable === undefined ? policy : { ...policy, definition };
  const props = policyProps(said, version, (name) => {
    const made = writer.exchanges.get(name);
    return made?.isMade === true ? made.name : undefined;
  });
  writer.file.use(PACKAGE, ...props.uses, construct);
  const federationUpstream = variable === undefined ? undefined : raw(variable);
  const argument = policyArgument({ ...own, federationUpstream }, props);
  writer.statement('', call(`new ${construct}`, raw('this'), literal(id), argument));
}
