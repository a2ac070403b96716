import { emptyTopology, type Topology } from './topology';

/** Elements that were declared together, and where. */
export interface DeclaredPart {
  readonly part: Partial<Topology>;
  readonly declaredAt: string;
}

/** The topology that parts make together, in their order: each element knows where its part was declared. */
export function topologyOfParts(parts: Iterable<DeclaredPart>): Topology {
  const whole: { [K in keyof Topology]: Topology[K][number][] } = structuredClone(emptyTopology) as never;
  for (const { part, declaredAt } of parts) {
    for (const [section, elements] of Object.entries(part)) {
      const into = whole[section as keyof Topology] as object[];
      for (const element of elements) into.push({ ...element, declaredAt });
    }
  }
  return whole as Topology;
}
