import type { Json } from '../topology/topology';

/** The API of the messaging topology operator; v1beta1 is its newest version of all kinds that are used here. */
export const API_VERSION = 'rabbitmq.com/v1beta1';

/** The label without which the operator sees no Secret, since release 1.20.0; earlier ones want none. */
export const SECRET_LABEL = 'rabbitmq.com/topology-operator=true';

/** The kinds of the messaging topology operator that are written and read, in an order in which they can be applied. */
export const operatorKinds = [
  'Vhost',
  'User',
  'Exchange',
  'Queue',
  'Binding',
  'Policy',
  'OperatorPolicy',
  'Permission',
  'TopicPermission',
  'Federation',
  'Shovel',
] as const;

/** One of them. */
export type OperatorKind = (typeof operatorKinds)[number];

/**
 * What is read as well: the operator makes an exchange, queues and bindings of it. It is written as those, since its only version is
 * v1alpha1, and it has no field for arguments.
 */
export type ReadKind = OperatorKind | 'SuperStream';

/** The API of the kind that has no newer one. */
export const SUPER_STREAM_API_VERSION = 'rabbitmq.com/v1alpha1';

/** The fields of a specification, as the operator spells them. */
export type Spec = Readonly<Record<string, Json>>;

/**
 * An object of the operator, as Kubernetes takes it.
 * @see https://www.rabbitmq.com/kubernetes/operator/using-topology-operator
 */
export interface CustomResource {
  readonly apiVersion: typeof API_VERSION;
  readonly kind: OperatorKind;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: Spec;
}
