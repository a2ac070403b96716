import { Annotations, type TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { Finding } from '../model/finding';
import { indexTopology } from '../model/topology-index';
import { validate } from '../model/validity';
import { acknowledge, type Acknowledged } from '../rules/acknowledgement';
import { judge, type Rule } from '../rules/rule';
import { acknowledgementsOf } from './acknowledge';
import { brokersOf, topologyOf } from './declaration';

/**
 * Holds stacks to what their brokers would say, and to rules. At synthesis, what a broker would refuse and what breaks a rule
 * are errors, of all these stacks together; other hazards, and what a coming version ends, are warnings at their constructs.
 * @param rules - a pack: `production` of `rules/packs`
 * @param stacks - each is judged with what is declared on its brokers anywhere in the app
 */
export function enforce(rules: readonly Rule[], ...stacks: readonly TerraformStack[]): void {
  const judgeOnce = once(() => judgeStacks(rules, stacks));
  for (const stack of stacks) stack.node.addValidation({ validate: judgeOnce });
}

// Each stack is validated on its own, and the first that fails ends the synthesis: so the first tells of all.
function judgeStacks(rules: readonly Rule[], stacks: readonly TerraformStack[]): string[] {
  const ids = new Set(rules.map(({ id }) => id));
  const { findings, faults } = findingsOf(rules, stacks);
  const isError = ({ kind, rule }: Finding) => kind === 'refused' || ids.has(rule);
  for (const finding of findings.filter((each) => !isError(each))) warn(stacks, finding);
  const errors = [...findings.filter(isError).map(lineOf), ...faults];
  return errors.length === 0 ? [] : [['what is declared is not right:', ...errors].join('\n    ')];
}

function findingsOf(rules: readonly Rule[], stacks: readonly TerraformStack[]): Acknowledged {
  const [first] = stacks;
  if (first === undefined) return { findings: [], faults: [] };
  const { root } = first.node;
  const found = brokersOf(root).flatMap((broker) => {
    const topology = topologyOf(root, broker);
    const index = indexTopology(topology, broker.serverVersion);
    const facts = { nodes: broker.nodeCount, plugins: broker.plugins };
    return [...validate(topology, broker.serverVersion, facts, index), ...judge(index, rules)];
  });
  const within = ({ at }: { readonly at: string }) =>
    stacks.some(({ node }) => at === node.path || at.startsWith(`${node.path}/`));
  return acknowledge(found.filter(within), acknowledgementsOf(root).filter(within));
}

function lineOf({ at, rule, object, message, remedy }: Finding): string {
  return `[${at}] ${rule}: ${object.type} '${object.name}': ${message}; ${remedy}`;
}

function warn(stacks: readonly TerraformStack[], finding: Finding): void {
  const construct = stacks
    .flatMap((stack): IConstruct[] => stack.node.findAll())
    .find(({ node }) => node.path === finding.at);
  if (construct !== undefined) Annotations.of(construct).addWarning(lineOf(finding));
}

function once<T>(compute: () => T): () => T {
  let result: { readonly value: T } | undefined;
  return () => (result ??= { value: compute() }).value;
}
