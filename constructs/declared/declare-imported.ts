import type { IConstruct } from 'constructs';
import type { Topology } from '../../model/topology/topology';
import type { BrokerRef } from '../references';
import { declare } from './declaration';

/**
 * Makes a construct stand for something that exists already: it is part of its broker's topology, where its settings may be
 * other than what is said here, and nothing makes it.
 * @param part - as much as is known of it
 */
export function declareImported(construct: IConstruct, broker: BrokerRef, part: Partial<Topology>): void {
  const sections = Object.entries(part).map(([section, elements]) => [
    section,
    elements.map((element) => ({ ...element, imported: true })),
  ]);
  declare(construct, broker, () => Object.fromEntries(sections) as Partial<Topology>);
}
