import type { Topology } from '../topology/topology';
import type { Attributes } from './attributes';

/** The types of resources that the provider `cyrilgdn/rabbitmq` has. */
export type ResourceType =
  | 'rabbitmq_binding'
  | 'rabbitmq_exchange'
  | 'rabbitmq_federation_upstream'
  | 'rabbitmq_operator_policy'
  | 'rabbitmq_permissions'
  | 'rabbitmq_policy'
  | 'rabbitmq_queue'
  | 'rabbitmq_shovel'
  | 'rabbitmq_topic_permissions'
  | 'rabbitmq_user'
  | 'rabbitmq_vhost';

/**
 * How one type of resource carries broker objects.
 * @see https://github.com/cyrilgdn/terraform-provider-rabbitmq/tree/v1.10.1/rabbitmq
 */
export interface ResourceKind<Section extends keyof Topology = never, Lack extends string = string> {
  readonly type: ResourceType;
  /** The block that holds settings, where there is one; the keys of maps in it are the broker's. */
  readonly block?: string;
  /** The attributes that tell one object from another; undefined where only the broker knows all of them. */
  readonly identity?: readonly ('name' | 'user' | 'vhost')[];
  /** The attribute that holds a secret, which is never part of a topology: it can be compared, and never be shown. */
  readonly secret?: string;
  /**
   * Attributes that the provider sends and does not read back, so that a plan would send them again of what it imports.
   * @default - none
   */
  readonly unread?: readonly string[];
  /** Attributes that a topology has no word for, and why. */
  readonly unused: Readonly<Record<string, string>>;
  /** What RabbitMQ knows of such an object and the resource cannot carry, and what the provider does: `has no attribute for it`. */
  readonly lacks: Readonly<Record<Lack, string>>;
  /** The attributes with which an object is declared; of each list that the resource is about, it takes the first. */
  render(declared: Pick<Topology, Section>): Attributes;
  /** The object that the provider makes of attributes, with the provider's own defaults. */
  read(attributes: Attributes): Pick<Topology, Section>;
  /** The id by which `terraform import` finds the object; undefined where only the broker knows it. */
  importId(attributes: Attributes): string | undefined;
}

/**
 * The element of a list that is about one object.
 * @throws Error when there is none
 */
export function first<T>(elements: readonly T[]): T {
  const [element] = elements;
  if (element === undefined) throw new Error('there is nothing to render');
  return element;
}

/** The provider's virtual host where none is given. */
export const DEFAULT_VHOST = '/';

/** A type of resources in words: `operator policy`. */
export function wordsOf(type: ResourceType): string {
  return type.replace('rabbitmq_', '').replaceAll('_', ' ');
}

/** Computed by the provider of every resource. */
export const computed = { id: 'computed: how the provider finds the object again' } as const;
