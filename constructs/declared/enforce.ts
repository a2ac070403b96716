import { Annotations, type TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { AccessedBroker } from '../../model/topology/broker-access';
import type { DeployedBroker } from '../../model/topology/deployment';
import { isRefusal, type Finding } from '../../model/finding';
import { indexTopology } from '../../model/analysis/topology-index';
import { validate } from '../../model/validity/validity';
import { acknowledge, type Acknowledged } from '../../rules/acknowledgement';
import { packs } from '../../rules/packs';
import { judge as judgeBy, type Rule } from '../../rules/rule';
import { acknowledgementsOf } from './acknowledge';
import { brokersOf, topologyOf } from './declaration';
import { findingLine, Verdict } from './verdict';
import type { BrokerRef } from '../references';
import { ValidationError } from '../../model/validation-error';
import { checkCall } from '../../model/props/check-call';

/**
 * Holds stacks to rules. At synthesis, what breaks a rule is an error, of all these stacks together, as what a broker would
 * refuse is of every stack; other hazards, and what a coming version ends, are warnings at their constructs.
 * @param rules - a pack: `production` of `rules/packs`
 * @param stacks - each is linted together with what is declared on its brokers anywhere in the app
 */
export function enforce(rules: readonly Rule[], ...stacks: readonly TerraformStack[]): void {
  checkCall('enforce', [rules, ...stacks]);
  const [first] = stacks;
  if (first === undefined)
    throw new ValidationError('enforce()', [`'stacks' must name at least one stack; without one no rule is enforced`]);
  const warned = new Set<string>();
  const judge = () => {
    const { errors, warnings } = judged(rules, stacks);
    warn(stacks, warnings, warned);
    return errors;
  };
  Verdict.of(first).hear(warned, judge, stacks);
}

/**
 * What breaks the rules, and what is wrong with acknowledgements, as sentences.
 * @param stacks - each is linted together with what is declared on its brokers anywhere in the app
 */
export function ruleErrors(rules: readonly Rule[], stacks: readonly TerraformStack[]): readonly string[] {
  return judged(rules, stacks).errors;
}

/** What is an error of rules, and what else is found and would be accepted. */
function judged(
  rules: readonly Rule[],
  stacks: readonly TerraformStack[],
): { readonly errors: readonly string[]; readonly warnings: readonly Finding[] } {
  const ids = new Set(rules.map(({ id }) => id));
  const { findings, faults } = findingsOf(rules, ids, stacks);
  const errors = findings.filter(({ rule }) => ids.has(rule));
  // What a broker refuses is an error whether stacks are held to rules or not.
  const warnings = findings.filter(({ rule, kind }) => !ids.has(rule) && !isRefusal(kind));
  return { errors: [...errors.map(findingLine), ...faults], warnings };
}

function findingsOf(rules: readonly Rule[], ids: ReadonlySet<string>, stacks: readonly TerraformStack[]): Acknowledged {
  const [first] = stacks;
  if (first === undefined) return { findings: [], faults: [] };
  const { root } = first.node;
  const found = brokersOf(root).flatMap((broker) => {
    const topology = topologyOf(root, broker);
    const index = indexTopology(topology, broker.serverVersion);
    const { nodeCount: nodes, plugins, permittedFeatures } = broker;
    const facts = { nodes, plugins, permittedFeatures };
    return [
      ...validate(topology, broker.serverVersion, facts, index),
      ...judgeBy(index, rules, deployedBroker(broker), accessedBroker(broker)),
    ];
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

function accessedBroker({ node, access }: BrokerRef): AccessedBroker | undefined {
  return access === undefined ? undefined : { ...access, declaredAt: node.path };
}

const packed: ReadonlySet<string> = new Set(Object.values(packs).flatMap((rules) => rules.map(({ id }) => id)));

function warn(stacks: readonly TerraformStack[], findings: readonly Finding[], warned: Set<string>): void {
  const constructs = stacks.flatMap((stack): IConstruct[] => stack.node.findAll());
  const byPath = new Map(constructs.map((construct) => [construct.node.path, construct]));
  for (const finding of findings) {
    const [construct, line] = [byPath.get(finding.at), findingLine(finding)];
    if (construct === undefined || warned.has(line)) continue;
    warned.add(line);
    Annotations.of(construct).addWarning(line);
  }
}
