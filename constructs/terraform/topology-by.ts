import type { ResourceKind } from '../../model/provider/resource-kind';
import type { BrokerRef } from '../references';

/** What only boot definitions can carry, and how to have it. */
export const NEEDS_DEFINITIONS = `declare it through boot definitions ('topologyBy' of the broker)`;

/** The faults that only the provider has: none where it is not used. */
export function providerFaults(broker: BrokerRef, faults: readonly (string | undefined)[]): readonly string[] {
  return isByDefinitions(broker) ? [] : faults.filter((fault) => fault !== undefined);
}

/** What is wrong with a prop that the provider cannot carry, by what the resource lacks that would have to. */
export function definitionsOnly<Lack extends string>(
  broker: BrokerRef,
  { lacks }: Pick<ResourceKind<never, Lack>, 'lacks'>,
  lack: Lack,
  prop: string,
  value: unknown,
): string | undefined {
  return value === undefined || isByDefinitions(broker)
    ? undefined
    : `'${prop}' is not supported by the Terraform provider, which ${lacks[lack]}; ${NEEDS_DEFINITIONS}`;
}

/** Whether the broker's topology comes from boot definitions. */
export function isByDefinitions(broker: BrokerRef): boolean {
  return broker.topologyBy === 'definitions';
}
