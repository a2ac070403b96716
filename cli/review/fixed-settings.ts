import type { ProviderObject } from '../../model/provider/provider-objects';
import type { Arguments } from '../../model/topology/topology';
import { differences, type Difference } from './differences';

/** What differs of what a queue, exchange or binding cannot change once it is declared. */
export function fixedDifferences<T extends ProviderObject>(before: T, after: T): readonly Difference[] {
  return [
    ...differences(fixedSettings(before), fixedSettings(after)),
    ...differences(argumentsOf(before), argumentsOf(after)),
  ];
}

function fixedSettings(object: ProviderObject): Readonly<Record<string, unknown>> {
  if (!('auto_delete' in object)) return {};
  const { name, vhost, durable, auto_delete } = object;
  const ofExchanges = 'type' in object ? { type: object.type, internal: object.internal } : {};
  return { name, vhost, durable, auto_delete, ...ofExchanges };
}

function argumentsOf(object: ProviderObject): Arguments {
  return 'arguments' in object ? object.arguments : {};
}
