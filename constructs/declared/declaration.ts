import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { DeclaredOnBroker } from '../../model/topology/declared-on-broker';
import { formatServerVersion } from '../../model/server/server-version';
import { groupBy } from '../../model/group-by';
import type { Topology } from '../../model/topology/topology';
import { topologyOfParts, type DeclaredPart } from '../../model/topology/topology-of-parts';
import { isByDefinitions } from '../terraform/topology-by';
import { refuseAtSynth } from './refusals';
import { writeTopology } from './topology-file';
import { checkUniqueness } from '../terraform/uniqueness';
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
  checkUniqueness(stack, () => topologiesOf(stack, isByDefinitions).map(([, topology]) => topology));
  const { root } = construct.node;
  refuseAtSynth(stack, () => topologiesOf(root).map(([broker, topology]) => ({ broker, topology })));
  writeTopology(stack, () => declaredIn(stack));
}

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
function topologiesOf(
  scope: IConstruct,
  isMeant: (broker: BrokerRef) => boolean = () => true,
): readonly (readonly [BrokerRef, Topology])[] {
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
  return scope.node
    .findAll()
    .map(declarationOf)
    .filter((declaration) => declaration !== undefined);
}

/** The brokers on which anything is declared in a construct's tree. */
export function brokersOf(scope: IConstruct): readonly BrokerRef[] {
  return [...new Set(declarationsIn(scope).map(({ broker }) => broker))];
}

function declaredIn(stack: TerraformStack): DeclaredOnBroker[] {
  return topologiesOf(stack).map(([broker, topology]) => ({
    broker: broker.node.path,
    serverVersion: formatServerVersion(broker.serverVersion),
    nodeCount: broker.nodeCount,
    plugins: broker.plugins,
    permittedFeatures: saidOf(broker),
    deployment: broker.deployment,
    topology,
  }));
}

/** What the broker says of deprecated features; nothing where that is nothing. */
function saidOf({ permittedFeatures }: BrokerRef): BrokerRef['permittedFeatures'] {
  return Object.keys(permittedFeatures ?? {}).length === 0 ? undefined : permittedFeatures;
}

function declarationOf(construct: IConstruct): Declaration | undefined {
  return (construct as { [DECLARATION]?: Declaration })[DECLARATION];
}
