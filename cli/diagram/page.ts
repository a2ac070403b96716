import type { TopologyIndex } from '../../model/analysis/topology-index';
import { detailsOf } from '../../model/diagram/details';
import { hasChanges } from '../../model/diagram/compare-diagrams';
import type { Diagram } from '../../model/diagram/diagram';
import { edgeLines, nodeLines } from '../../model/diagram/labels';
import { layoutOf } from '../../model/diagram/layout';
import type { Finding } from '../../model/finding';
import { emptyTopology, type Topology } from '../../model/topology/topology';
import { ownPage } from '../page/own-page';
import type { PageData } from './page-data';
import { pageStyle } from './page-style';

/**
 * A diagram as one HTML page that needs nothing else: its script holds the graph library and the model of routing.
 * Names are in it as JSON alone, and the browser is told to run no script but this one.
 * @param findings - of the whole topology
 * @param script - what `pageScript` gives
 */
export async function asPage(
  diagram: Diagram,
  index: TopologyIndex,
  findings: readonly Finding[],
  script: string,
): Promise<string> {
  return ownPage({
    title: `Virtual host '${diagram.vhost}'`,
    style: pageStyle,
    body,
    data: await pageData(diagram, index, findings),
    script,
  });
}

const body = `<body>
<main id="graph" tabindex="0" aria-label="Graph of exchanges and queues. Arrow keys move it, plus and minus zoom, 0 shows all of it. The list beside it finds the same by name.">
<div class="legend" aria-hidden="true"><div><i></i>binding, with its key</div><div class="alternate"><i></i>alternate: no binding took it</div><div class="dead-letter"><i></i>dead letter</div><div class="added compared"><i></i>added</div><div class="removed compared"><i></i>removed</div><div class="changed compared"><i></i>changed</div></div>
<div class="tools"><button type="button" id="zoom-in" aria-label="Zoom in">+</button><button type="button" id="zoom-out" aria-label="Zoom out">−</button><button type="button" id="fit">Show all</button></div>
</main>
<aside>
<h1 id="title"></h1>
<label>Search <small>( / )</small><input id="search" type="search" autocomplete="off" spellcheck="false"></label>
<p class="faint" id="found" role="status"></p>
<ul class="choices" id="results"></ul>
<section id="changes" aria-label="What changes"></section>
<h2>Where does a message go?</h2>
<form id="publish">
<label>Exchange<select id="exchange"></select></label>
<label>Routing key<input id="key" autocomplete="off" spellcheck="false"></label>
<label>Headers <small>name=value, one a line</small><textarea id="headers" rows="1" spellcheck="false"></textarea></label>
<button>Show the way</button> <button type="button" id="clear">Clear</button>
</form>
<div id="route" aria-live="polite"></div>
<section id="details" aria-live="polite"></section>
</aside>
</body>`;

async function pageData(diagram: Diagram, index: TopologyIndex, findings: readonly Finding[]): Promise<PageData> {
  const { nodes, edges, width, height } = await layoutOf(diagram);
  return {
    vhost: diagram.vhost,
    version: index.version,
    size: { width, height },
    nodes: nodes.map(({ node, ...box }) => ({ ...node, ...box, label: nodeLines(node).join('\n') })),
    edges: edges.map(({ edge, points }) => ({
      ...edge,
      label: edgeLines(edge).join('\n'),
      bends: points.slice(1, -1).map(({ x, y }) => ({ x: Math.round(x), y: Math.round(y) })),
    })),
    isCompared: hasChanges(diagram),
    details: detailsOf(diagram, index, findings),
    topology: routingOnly(index, diagram.vhost),
  };
}

/** What decides where messages go in one virtual host, and nothing else: no users, no parameters, no counts of a live broker. */
function routingOnly({ topology, vhosts }: TopologyIndex, vhost: string): Topology {
  const within = <T extends { readonly vhost: string }>(all: readonly T[]) => all.filter((one) => one.vhost === vhost);
  const type = vhosts.get(vhost)?.default_queue_type;
  return {
    ...emptyTopology,
    vhosts: [{ name: vhost, ...(type === undefined ? {} : { default_queue_type: type }) }],
    exchanges: within(topology.exchanges).map(({ name, type, durable, auto_delete, internal, arguments: args }) => ({
      ...{ name, vhost, type, durable, auto_delete, internal },
      arguments: args,
    })),
    queues: within(topology.queues).map(({ name, durable, auto_delete, arguments: args }) => ({
      ...{ name, vhost, durable, auto_delete },
      arguments: args,
    })),
    bindings: within(topology.bindings).map(
      ({ source, destination, destination_type, routing_key, arguments: args }) => ({
        ...{ source, vhost, destination, destination_type, routing_key },
        arguments: args,
      }),
    ),
    policies: within(topology.policies).map(policyOnly),
    operatorPolicies: within(topology.operatorPolicies).map(policyOnly),
  };
}

function policyOnly({ name, vhost, pattern, definition, priority, 'apply-to': applyTo }: Topology['policies'][number]) {
  return { name, vhost, pattern, 'apply-to': applyTo, definition, priority };
}
