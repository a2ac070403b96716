import type {
  Arguments,
  Json,
  ParameterDefinition,
  PolicyDefinition,
  Topology,
  VhostDefinition,
} from '../topology/topology';
import { WITHHELD_URI } from './withheld';
import { checkCall } from '../props/check-call';
import { isObject } from '../json/is-object';

/** A definitions file, `definitions.json`, as RabbitMQ imports it. */
export type DefinitionsFile = Readonly<Record<string, readonly Arguments[]>>;

/** What a definitions file leaves out, and why. */
export interface Omission {
  /** What it is: `user 'worker'`. */
  readonly object: string;
  /** Where it was declared. */
  readonly declaredAt?: string;
  readonly reason: string;
}

/**
 * The definitions file of a topology. What exists already is not part of it, and neither is what holds a secret that is
 * not known here: users without a hash and what is theirs, shovels and federation upstreams without a URI.
 * @returns the file's content and what was left out
 * @see https://www.rabbitmq.com/docs/definitions
 */
export function definitionsOf(topology: Topology): {
  readonly definitions: DefinitionsFile;
  readonly omitted: readonly Omission[];
} {
  checkCall('definitionsOf', [topology]);
  const own = ownOf(topology);
  const nameless = new Set(own.users.filter((user) => user.password_hash === undefined).map(({ name }) => name));
  const theirs = ({ user }: { readonly user: string }) => nameless.has(user);
  const secret = (parameter: ParameterDefinition) => holdsWithheldUri(parameter.value);
  const definitions = {
    users: own.users
      .filter(({ name }) => !nameless.has(name))
      .map(({ name, tags, password_hash, hashing_algorithm = 'rabbit_password_hashing_sha256', limits = {} }) =>
        plain({ name, password_hash, hashing_algorithm, tags, limits }),
      ),
    vhosts: own.vhosts.map(vhost),
    permissions: own.permissions.filter((permission) => !theirs(permission)).map(plain),
    topic_permissions: own.topicPermissions.filter((permission) => !theirs(permission)).map(plain),
    parameters: [
      ...own.parameters.filter((parameter) => !secret(parameter)).map(plain),
      ...own.operatorPolicies.map(operatorPolicy),
    ],
    global_parameters: own.globalParameters.map(plain),
    policies: own.policies.map(plain),
    queues: own.queues.map(plain),
    exchanges: own.exchanges.map(plain),
    bindings: own.bindings.map(plain),
  };
  const omitted = [
    ...own.users
      .filter(({ name }) => nameless.has(name))
      .map(({ name, declaredAt }) => ({
        object: `user '${name}' and what it may do`,
        declaredAt,
        reason: 'only Terraform knows the password',
      })),
    ...own.parameters.filter(secret).map(({ component, name, declaredAt }) => ({
      object: `${component} '${name}'`,
      declaredAt,
      reason: 'only Terraform knows a URI of it',
    })),
  ];
  return { definitions, omitted };
}

/** The topology without what exists already. */
function ownOf(topology: Topology): Topology {
  const own = Object.entries(topology).map(([kind, elements]) => [
    kind,
    (elements as Topology[keyof Topology]).filter(({ imported }) => imported !== true),
  ]);
  return Object.fromEntries(own) as Topology;
}

/** An element without what only a topology knows, and without what is not given. */
function plain(element: object): Arguments {
  return Object.fromEntries(
    Object.entries(element).filter(([key, value]) => value !== undefined && !ofTopologyAlone.includes(key)),
  ) as Arguments;
}

const ofTopologyAlone: readonly string[] = ['declaredAt', 'imported', 'administers'];

/** The type of queues counts only within `metadata`, and tracing only beside it. */
function vhost({ name, description = '', tags = [], default_queue_type, tracing }: VhostDefinition): Arguments {
  return plain({
    name,
    tracing: tracing === true ? true : undefined,
    metadata: plain({ description, tags, default_queue_type }),
  });
}

function operatorPolicy({ name, vhost, pattern, definition, priority, ...rest }: PolicyDefinition): Arguments {
  const value = { pattern, definition, priority, 'apply-to': rest['apply-to'] };
  return { component: 'operator_policy', vhost, name, value };
}

function holdsWithheldUri(value: Json): boolean {
  return isObject(value) && Object.values(value).some((uri) => uri === WITHHELD_URI);
}
