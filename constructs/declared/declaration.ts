import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { DeclaredOnBroker } from '../../model/topology/declared-on-broker';
import { formatServerVersion } from '../../model/server/server-version';
import { groupBy } from '../../model/group-by';
import type { Topology } from '../../model/topology/topology';
import { topologyOfParts, type DeclaredPart } from '../../model/topology/topology-of-parts';
import { isByDefinitions } from '../terraform/topology-by';
import { monitoredIn } from './monitor';
import { refuseAtSynth } from './refusals';
import { writeTopology } from './topology-file';
import { checkDefinitionsUniqueness, checkUniqueness } from '../terraform/uniqueness';
import type { BrokerRef } from '../references';
import { checkCall } from '../../model/props/check-call';

const DECLARATION = Symbol.for('rabbitmq-cdk.declaration');

/**
 * What a secret is described by: the Terraform expression that stands for it where Terraform reads the description, and
 * something plain everywhere else.
 */
export type Reveal = <T>(expression: string, instead: T) => string | T;

interface Declaration {
  /** The construct that stands for what is declared. */
  readonly construct: IConstruct;
  readonly broker: BrokerRef;
  readonly describe: (reveal: Reveal) => Partial<Topology>;
  /** Whether it follows from what else is declared. */
  readonly isDerived: boolean;
}

/**
 * Makes a construct part of its broker's declared topology.
 * @param construct - the construct that stands for the element; its path becomes the element's `declaredAt`
 * @param broker - the broker on which it is declared
 * @param describe - the element as plain data, asked for when the topology is: what comes later counts
 */
export function declare(construct: IConstruct, broker: BrokerRef, describe: Declaration['describe']): void {
  register({ construct, broker, describe, isDerived: false });
}

/** As {@link declare}, for what follows from all that is declared: `describe` may ask for that by {@link declaredOn}. */
export function declareDerived(construct: IConstruct, broker: BrokerRef, describe: Declaration['describe']): void {
  register({ construct, broker, describe, isDerived: true });
}

function register(declaration: Declaration): void {
  const { construct } = declaration;
  Object.defineProperty(construct, DECLARATION, { value: declaration });
  const stack = TerraformStack.of(construct);
  checkUniqueness(stack);
  if (isByDefinitions(declaration.broker)) {
    checkDefinitionsUniqueness(stack, () => topologiesOf(stack, isByDefinitions).map(([, topology]) => topology));
  }
  const { root } = construct.node;
  const stacks = declaring.get(root) ?? new Set();
  declaring.set(root, stacks.add(stack));
  judged.delete(stack);
  refuseAtSynth(stack, () => {
    const whole = topologiesOf(root);
    if (stacks.size === 1) judged.set(stack, whole);
    return whole.map(([broker, topology]) => ({ broker, topology }));
  });
  writeTopology(stack, () => declaredIn(stack));
}

/** The stacks in which anything is declared, by the roots of their trees. */
const declaring = new WeakMap<IConstruct, Set<TerraformStack>>();

/** What was validated at this synthesis of an app whose only such stack it is: what is written then is described no second time. */
const judged = new WeakMap<TerraformStack, BrokerTopologies>();

type BrokerTopologies = readonly (readonly [BrokerRef, Topology])[];

/**
 * The topology declared in a construct's tree, as plain data in the order of declaration.
 * @param scope - a stack, or any part of one
 * @param broker - only what is declared on this broker
 */
export function topologyOf(scope: IConstruct, broker?: BrokerRef): Topology {
  checkCall('topologyOf', [scope, broker]);
  return describe(scope, broker, (_, instead) => instead);
}

/** What is declared on a broker, without what is derived from that. */
export function declaredOn(scope: IConstruct, broker: BrokerRef): Topology {
  return describe(scope, broker, (_, instead) => instead, false);
}

/** The topology declared on a broker with its secrets, as Terraform expressions: for what Terraform itself writes. */
export function topologyWithSecrets(scope: IConstruct, broker: BrokerRef): Topology {
  return describe(scope, broker, (expression) => expression);
}

function describe(scope: IConstruct, broker: BrokerRef | undefined, reveal: Reveal, withDerived = true): Topology {
  return topologyOfParts(
    declarationsIn(scope)
      .filter((one) => (broker === undefined || one.broker === broker) && (withDerived || !one.isDerived))
      .map((one) => partOf(one, reveal)),
  );
}

/** The topology of each broker on which anything is declared in a construct's tree. */
function topologiesOf(scope: IConstruct, isMeant: (broker: BrokerRef) => boolean = () => true): BrokerTopologies {
  const declared = groupBy(declarationsIn(scope), ({ broker }) => broker);
  return [...declared]
    .filter(([broker]) => isMeant(broker))
    .map(([broker, all]) => [broker, topologyOfParts(all.map((one) => partOf(one, (_, instead) => instead)))]);
}

function partOf({ construct, describe }: Declaration, reveal: Reveal): DeclaredPart {
  return { part: describe(reveal), declaredAt: construct.node.path };
}

/** All declarations in a construct's tree, in its order. */
function declarationsIn(scope: IConstruct): readonly Declaration[] {
  const found: Declaration[] = [];
  collect(scope, found);
  return found;
}

function collect(construct: IConstruct, found: Declaration[]): void {
  const declaration = declarationOf(construct);
  if (declaration !== undefined) found.push(declaration);
  for (const child of construct.node.children) collect(child, found);
}

/** The brokers on which anything is declared in a construct's tree. */
export function brokersOf(scope: IConstruct): readonly BrokerRef[] {
  return [...new Set(declarationsIn(scope).map(({ broker }) => broker))];
}

function declaredIn(stack: TerraformStack): DeclaredOnBroker[] {
  const topologies = judged.get(stack) ?? topologiesOf(stack);
  judged.delete(stack);
  const monitored = monitoredIn(stack);
  return topologies.map(([broker, topology]) => ({
    broker: broker.node.path,
    serverVersion: formatServerVersion(broker.serverVersion),
    nodeCount: broker.nodeCount,
    plugins: broker.plugins,
    permittedFeatures: saidOf(broker),
    deployment: broker.deployment,
    access: broker.access,
    clients: clientsOf(broker),
    topology,
    ...(monitored.length === 0 ? {} : { monitored }),
  }));
}

/** Without the certificates, which Terraform alone may know. */
function clientsOf({ clients }: BrokerRef): DeclaredOnBroker['clients'] {
  if (clients === undefined) return undefined;
  const { urls, hasOwnAuthority, verifiesClients } = clients;
  return { urls, hasOwnAuthority, verifiesClients };
}

/** What the broker says of deprecated features; nothing where that is nothing. */
function saidOf({ permittedFeatures }: BrokerRef): BrokerRef['permittedFeatures'] {
  return Object.keys(permittedFeatures ?? {}).length === 0 ? undefined : permittedFeatures;
}

function declarationOf(construct: IConstruct): Declaration | undefined {
  return (construct as { [DECLARATION]?: Declaration })[DECLARATION];
}
