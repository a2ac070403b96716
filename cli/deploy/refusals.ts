import { isNode, reviewVolumes } from '../review/nodes';
import type { Plan, PlannedResource } from '../review/plan';

/**
 * Why a plan must not be applied: it would take several nodes of a broker away at the same time, or what they have stored.
 * @param stack - the stack's name, for the remedy
 * @returns clauses; empty when nothing is against it
 */
export function refusals({ resources }: Plan, stack: string): readonly string[] {
  const going = resources.filter((resource) => isNode(resource) && isGoing(resource)).map(nameOf);
  return [
    ...(going.length < 2
      ? []
      : [
          `the nodes ${going.join(', ')} would go at the same time, and quorum queues lose their majority; ` +
            `change one at a time: ${going.map((name) => `rabbitmq-cdk deploy ${stack} --node ${name}`).join(', then ')}`,
        ]),
    ...reviewVolumes(resources).map(
      ({ object, message }) =>
        `volume '${object.name}' ${message}; if that is meant, back up what is needed and run 'cdktf destroy ${stack}'`,
    ),
  ];
}

/** A plan destroys before it creates: what is replaced is away for as long as that takes. */
function isGoing({ action, before }: PlannedResource): boolean {
  return before !== undefined && (action === 'replace' || action === 'delete');
}

function nameOf({ before = {} }: PlannedResource): string {
  return String(before['name']);
}
