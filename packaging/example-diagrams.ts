import { App } from 'cdktf';
import type { Construct } from 'constructs';
import { topologyOf } from '../constructs/declared/declaration';
import type { BrokerRef } from '../constructs/references';
import type { IVhost } from '../constructs/topology/vhost';
import { Access } from '../examples/access';
import { Audit } from '../examples/audit';
import { BootDefinitions } from '../examples/boot-definitions';
import { Limits } from '../examples/limits';
import { Logging } from '../examples/logging';
import { Reliability } from '../examples/reliability';
import { Spreading } from '../examples/spreading';
import { Tasks } from '../examples/tasks';
import { indexTopology } from '../model/analysis/topology-index';
import { diagramOf } from '../model/diagram/diagram';
import { asSvg } from '../model/diagram/svg';
import { Router } from '../model/routing/router';
import type { ServerVersion } from '../model/server/server-version';
import type { Topology } from '../model/topology/topology';
import { SingleNodeStack } from '../stacks/single-node';

/** An example, and the virtual host of it that is drawn. */
interface Drawn {
  readonly Example: new (scope: Construct, id: string, props: { broker: BrokerRef; vhost: IVhost }) => Construct;
  /** @default '/' */
  readonly vhost?: string;
}

/** The examples that declare a topology, by the names of their files. */
export const drawnExamples: Readonly<Record<string, Drawn>> = {
  access: { Example: Access, vhost: '/prod' },
  audit: { Example: Audit },
  'boot-definitions': { Example: BootDefinitions, vhost: 'boot-definitions' },
  limits: { Example: Limits, vhost: 'limits' },
  logging: { Example: Logging, vhost: 'logging' },
  reliability: { Example: Reliability, vhost: 'reliability' },
  spreading: { Example: Spreading, vhost: 'spreading' },
  tasks: { Example: Tasks, vhost: 'tasks' },
};

/** What an example declares. */
export function exampleTopology(name: string): Topology {
  return exampleOn(name).topology;
}

/** The picture of an example as SVG: its exchanges and queues, and the ways between them. */
export async function exampleDiagram(name: string): Promise<string> {
  const { topology, version } = exampleOn(name);
  return asSvg(diagramOf(new Router(indexTopology(topology, version)), drawnExamples[name]?.vhost ?? '/'));
}

function exampleOn(name: string): { readonly topology: Topology; readonly version: ServerVersion } {
  const drawn = drawnExamples[name];
  if (drawn === undefined) throw new Error(`there is no example '${name}'`);
  const stack = new SingleNodeStack(new App(), 'example', {
    topologyBy: 'definitions',
    plugins: [Audit, BootDefinitions, Reliability, Spreading].flatMap(({ plugins }) => plugins),
  });
  return { topology: topologyOf(new drawn.Example(stack, name, stack)), version: stack.broker.serverVersion };
}
