import { TerraformStack, type TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import { readPattern, type Pattern } from '../../../model/pattern/pattern';
import { classesOf } from '../../../model/policies/object-class';
import { unescapedText } from '../../../model/provider/templates';
import type { ApplyTo } from '../../../model/topology/topology';
import type { VhostRef } from '../../references';
import { onceWhole } from '../../terraform/once-whole';
import { onceAVhost } from '../once-a-vhost';
import { isExchange, isQueue, objectsOf, waitFor } from './waiting-objects';

const ORDER = Symbol('policy order');

/** A policy that somebody declared, and what it matches. */
interface DeclaredPolicy {
  readonly construct: Construct;
  readonly pattern: Pattern;
  readonly applyTo: ApplyTo;
  readonly made: readonly TerraformResource[];
}

/**
 * Has the queues and exchanges of a policy's stack that it matches made after it, and destroyed before it. Some settings count
 * only when an object is declared, and a broker leaves an object that is declared at the moment in which its policy is set
 * without the policy (seen on 4.0.5 under load).
 * @param construct - the policy
 * @param made - its resource, if it has one
 */
export function orderBeforeObjects(
  construct: Construct,
  vhost: VhostRef,
  { pattern, applyTo }: { readonly pattern: string; readonly applyTo: ApplyTo },
  made: readonly TerraformResource[],
): void {
  if (made.length === 0) return;
  const stack = TerraformStack.of(construct);
  const policies = onceAVhost(stack, vhost, ORDER, () => {
    const declared: DeclaredPolicy[] = [];
    onceWhole(stack, () => order(objectsOf(stack, vhost), declared));
    return declared;
  });
  policies.push({ construct, pattern: readPattern(pattern, vhost.broker.serverVersion), applyTo, made });
}

function order(resources: readonly TerraformResource[], policies: readonly DeclaredPolicy[]): void {
  const objects = resources.map((resource) => ({ resource, name: nameOf(resource) }));
  for (const { construct, pattern, applyTo, made } of policies) {
    const classes = classesOf(applyTo);
    const before = new Set(construct.node.dependencies.flatMap(({ node }) => node.findAll()));
    for (const { resource, name } of objects) {
      const isMeant =
        (isExchange(resource) && classes.includes('exchange')) ||
        (isQueue(resource) && classes.some((one) => one !== 'exchange'));
      // What may match waits, too.
      if (isMeant && !before.has(resource) && pattern.matches(name) !== false) waitFor(resource, made);
    }
  }
}

function nameOf(resource: TerraformResource): string {
  return unescapedText((resource as { nameInput?: string }).nameInput ?? '');
}
