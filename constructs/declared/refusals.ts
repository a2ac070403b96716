import type { TerraformStack } from 'cdktf';
import type { Declared, Topology } from '../../model/topology/topology';
import { isToken } from '../../model/token';
import { refusals } from '../../model/validity/elements';
import type { BrokerRef } from '../references';
import { findingLine, Verdict } from './verdict';

/** What an app declares on one broker. */
export interface DeclaredThere {
  readonly broker: BrokerRef;
  readonly topology: Topology;
}

/**
 * Makes it an error at synthesis what a broker of its version would refuse, always: it is no matter of taste, and cannot be
 * acknowledged.
 * @param stack - one of the app's; the first that is synthesized tells of all
 * @param declared - what is declared anywhere in the app, asked for when it is whole
 */
export function refuseAtSynth(stack: TerraformStack, declared: () => readonly DeclaredThere[]): void {
  Verdict.of(stack).hear(refuseAtSynth, () => declared().flatMap(refusalsOn), [stack]);
}

function refusalsOn({ broker, topology }: DeclaredThere): string[] {
  const { serverVersion, nodeCount: nodes, plugins, permittedFeatures } = broker;
  return refusals(knownAtSynth(topology), serverVersion, { nodes, plugins, permittedFeatures }).map(findingLine);
}

/** A topology in which what only Terraform knows counts as there already: it cannot be validated before. */
export function knownAtSynth(topology: Topology): Topology {
  const judged = Object.entries(topology).map(([section, elements]: [string, readonly Declared[]]) => [
    section,
    elements.map((element) => (holdsToken(element) ? { ...element, imported: true } : element)),
  ]);
  return Object.fromEntries(judged) as Topology;
}

function holdsToken(value: unknown): boolean {
  if (isToken(value)) return true;
  if (typeof value !== 'object') return false;
  for (const key in value) if (holdsToken((value as Readonly<Record<string, unknown>>)[key])) return true;
  return false;
}
