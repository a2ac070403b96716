import { ERLANG_COOKIE_FILE } from '../../model/server/erlang-cookie';
import { isNode } from '../review/effects/nodes';
import { isUnfinished } from '../review/effects/unfinished';
import type { Plan, PlannedResource } from '../terraform/plan';
import { shellCommand } from '../../host/shell-word';
import { resourceName } from '../terraform/resource-name';

/**
 * Why a plan takes clients' broker away: several of its nodes would go at the same time. A node that an interrupted apply
 * did not complete is none yet.
 * @param stack - the stack's name, for the remedy
 * @returns clauses; empty when nothing is against it
 */
export function nodesAtOnce(plan: Plan, stack: string): readonly string[] {
  const { resources } = plan;
  const nodes = resources.filter((resource) => isNode(resource) && isGoing(resource));
  const going = nodes.map((node) => resourceName(node) ?? node.address);
  const cookieRotates = nodes.some((node) => cookieOf(node) !== undefined && isReplaced(cookieOf(node), plan));
  return [
    ...(cookieRotates
      ? [
          `the nodes get another Erlang cookie, and a node whose cookie is not that of its peers cannot join them; ` +
            `when clients can wait for all nodes, replace them at once: ${shellCommand('rabbitmq-cdk', 'deploy', stack, '--allow', 'availability')}`,
        ]
      : []),
    ...(going.length < 2 || cookieRotates
      ? []
      : [
          `the nodes ${going.join(', ')} would go at the same time, and quorum queues lose their majority; ` +
            `replace one after the other: ${shellCommand('rabbitmq-cdk', 'roll', stack)}`,
        ]),
  ];
}

/** A plan destroys before it creates: what is replaced is away for as long as that takes. */
function isGoing(resource: PlannedResource): boolean {
  const { action, before } = resource;
  if (isUnfinished(resource)) return false;
  return before !== undefined && (action === 'replace' || action === 'delete');
}

/** By what a node and its peers trust each other. */
function cookieOf({ before: { upload } = {} }: PlannedResource): unknown {
  const files = (Array.isArray(upload) ? upload : []) as readonly {
    readonly file?: string;
    readonly content?: string;
  }[];
  return files.find(({ file }) => file === ERLANG_COOKIE_FILE)?.content;
}

/** Whether the generator of a secret makes another one. */
function isReplaced(secret: unknown, { resources }: Plan): boolean {
  return resources.some(
    ({ type, before, action }) => type === 'random_password' && action === 'replace' && before?.['result'] === secret,
  );
}
