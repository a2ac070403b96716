import { Annotations, type TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { DeployedBroker } from '../../model/topology/deployment';
import type { Finding } from '../../model/finding';
import { indexTopology } from '../../model/analysis/topology-index';
import { validate } from '../../model/validity/validity';
import { acknowledge, type Acknowledged } from '../../rules/acknowledgement';
import { packs } from '../../rules/packs';
import { judge, type Rule } from '../../rules/rule';
import { acknowledgementsOf } from './acknowledge';
import { brokersOf, topologyOf } from './declaration';
import type { BrokerRef } from '../references';

/**
 * Holds stacks to what their brokers would say, and to rules. At synthesis, what a broker would refuse and what breaks a rule
 * are errors, of all these stacks together; other hazards, and what a coming version ends, are warnings at their constructs.
 * @param rules - a pack: `production` of `rules/packs`
 * @param stacks - each is judged with what is declared on its brokers anywhere in the app
 */
export function enforce(rules: readonly Rule[], ...stacks: readonly TerraformStack[]): void {
  for (const stack of stacks) {
    const { root } = stack.node;
    const held = holdings.get(root) ?? { groups: [] };
    holdings.set(root, held);
    if (stack === stacks[0]) held.groups.push({ rules, stacks });
    stack.node.addValidation({ validate: () => (held.errors ??= errorsOf(held.groups)) });
  }
}

/** What an app's stacks are held to. */
interface Holdings {
  readonly groups: { readonly rules: readonly Rule[]; readonly stacks: readonly TerraformStack[] }[];
  /** What came of it, once a stack has asked: the first that fails ends the synthesis, so it tells of all. */
  errors?: string[];
}

const holdings = new WeakMap<IConstruct, Holdings>();

function errorsOf(groups: Holdings['groups']): string[] {
  const errors = groups.flatMap(({ rules, stacks }) => {
    const ids = new Set(rules.map(({ id }) => id));
    const { findings, faults } = findingsOf(rules, ids, stacks);
    const isError = ({ kind, rule }: Finding) => kind === 'refused' || ids.has(rule);
    warn(
      stacks,
      findings.filter((finding) => !isError(finding)),
    );
    return [...findings.filter(isError).map(lineOf), ...faults];
  });
  return errors.length === 0 ? [] : [['what is declared is not right:', ...errors].join('\n    ')];
}

function findingsOf(rules: readonly Rule[], ids: ReadonlySet<string>, stacks: readonly TerraformStack[]): Acknowledged {
  const [first] = stacks;
  if (first === undefined) return { findings: [], faults: [] };
  const { root } = first.node;
  const found = brokersOf(root).flatMap((broker) => {
    const topology = topologyOf(root, broker);
    const index = indexTopology(topology, broker.serverVersion);
    const facts = { nodes: broker.nodeCount, plugins: broker.plugins };
    return [...validate(topology, broker.serverVersion, facts, index), ...judge(index, rules, deployedBroker(broker))];
  });
  const within = ({ at }: { readonly at: string }) =>
    stacks.some(({ node }) => at === node.path || at.startsWith(`${node.path}/`));
  // What is declared on several stacks may acknowledge a rule to which only some of them are held.
  const isAsked = ({ rule }: { readonly rule: string }) => ids.has(rule) || !packed.has(rule);
  return acknowledge(found.filter(within), acknowledgementsOf(root).filter(within).filter(isAsked));
}

function deployedBroker({ node, nodeCount, deployment }: BrokerRef): DeployedBroker | undefined {
  return deployment === undefined ? undefined : { ...deployment, declaredAt: node.path, nodeCount };
}

const packed: ReadonlySet<string> = new Set(Object.values(packs).flatMap((rules) => rules.map(({ id }) => id)));

function lineOf({ at, rule, object, message, remedy }: Finding): string {
  return `[${at}] ${rule}: ${object.type} '${object.name}': ${message}; ${remedy}`;
}

function warn(stacks: readonly TerraformStack[], findings: readonly Finding[]): void {
  const constructs = stacks.flatMap((stack): IConstruct[] => stack.node.findAll());
  const byPath = new Map(constructs.map((construct) => [construct.node.path, construct]));
  for (const finding of findings) {
    const construct = byPath.get(finding.at);
    if (construct !== undefined) Annotations.of(construct).addWarning(lineOf(finding));
  }
}
