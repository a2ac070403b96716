import type { TerraformStack } from 'cdktf';
import type { VhostRef } from '../references';

const ONCE = Symbol.for('rabbitmq-cdk.once-a-vhost');

/**
 * What there is once for a virtual host in a stack, by however many constructs that is referred to.
 * @param what - what it is
 * @param make - makes it, when it is asked for first
 */
export function onceAVhost<T>(stack: TerraformStack, vhost: VhostRef, what: symbol, make: () => T): T {
  const all = ((stack as Once)[ONCE] ??= new Map<symbol, Map<string, unknown>>());
  const known = all.get(what) ?? new Map<string, unknown>();
  all.set(what, known);
  const key = `${vhost.broker.node.path} ${vhost.vhostName}`;
  if (!known.has(key)) known.set(key, make());
  return known.get(key) as T;
}

type Once = TerraformStack & { [ONCE]?: Map<symbol, Map<string, unknown>> };
