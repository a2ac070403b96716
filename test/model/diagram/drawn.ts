import { indexTopology } from '../../../model/analysis/topology-index';
import { compareDiagrams } from '../../../model/diagram/compare-diagrams';
import { diagramOf, type Diagram } from '../../../model/diagram/diagram';
import { Router } from '../../../model/routing/router';
import { sketched, type Sketch } from '../routing/topology';

/** What routes the messages of a sketch. */
export const routerOf = (sketch: Sketch) =>
  new Router(indexTopology(sketched(sketch), { major: 4, minor: 3, patch: 0 }));

/** The diagram of a sketch. */
export function drawn(sketch: Sketch): Diagram {
  return diagramOf(routerOf(sketch), '/');
}

/** The diagram of what was and what is. */
export function compared(before: Sketch, after: Sketch): Diagram {
  return compareDiagrams(routerOf(before), routerOf(after), '/');
}

/** The edges as `events → orders (binding): order.*`, by names. */
export function edgeTexts({ nodes, edges }: Diagram): readonly string[] {
  const names = new Map(nodes.map(({ id, kind, name }) => [id, `${kind} '${name}'`]));
  return edges.map(
    ({ source, target, kind, lines }) =>
      `${names.get(source)} → ${names.get(target)} (${kind})${lines.length === 0 ? '' : `: ${lines.join(', ')}`}`,
  );
}
