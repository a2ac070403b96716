import { path } from '../../host/management';
import type { Arguments } from './arguments';
import type { Value } from './functions';
import type { ResourceType } from './resource';

/**
 * The resources of the provider cyrilgdn/rabbitmq, made by the same requests.
 * @see https://github.com/cyrilgdn/terraform-provider-rabbitmq/tree/main/rabbitmq
 */
export const rabbitmqTypes: Readonly<Record<string, ResourceType>> = {
  rabbitmq_vhost: declared((args) => {
    const name = args.string('name');
    const limits = Object.entries({
      'max-connections': args.optionalNumber('max_connections'),
      'max-queues': args.optionalNumber('max_queues'),
    });
    return {
      at: path`vhosts/${name}`,
      body: {
        description: args.optionalString('description'),
        default_queue_type: args.optionalString('default_queue_type'),
        tracing: args.boolean('tracing', false),
      },
      then: limits
        .filter(([, value]) => value !== undefined)
        .map(([limit, value]) => ({ at: path`vhost-limits/${name}/${limit}`, body: { value } })),
    };
  }),

  rabbitmq_user: declared((args) => ({
    at: path`users/${args.string('name')}`,
    body: { password: args.string('password'), tags: args.strings('tags').join(',') },
  })),

  rabbitmq_permissions: declared((args) => {
    const [user, vhost, permissions] = [args.string('user'), vhostOf(args), args.block('permissions')];
    return {
      at: path`permissions/${vhost}/${user}`,
      body: {
        configure: permissions?.optionalString('configure') ?? '',
        write: permissions?.optionalString('write') ?? '',
        read: permissions?.optionalString('read') ?? '',
      },
    };
  }),

  rabbitmq_topic_permissions: declared((args) => {
    const at = path`topic-permissions/${vhostOf(args)}/${args.string('user')}`;
    const [first, ...others] = args.blocks('permissions').map((permission) => ({
      exchange: permission.string('exchange'),
      write: permission.string('write'),
      read: permission.string('read'),
    }));
    return { at, body: first, then: others.map((body) => ({ at, body })) };
  }),

  rabbitmq_exchange: declared((args) => {
    const [vhost, name, settings] = [vhostOf(args), args.string('name'), args.block('settings')];
    return {
      at: path`exchanges/${vhost}/${name}`,
      body: {
        type: settings?.string('type'),
        durable: settings?.boolean('durable', false),
        auto_delete: settings?.boolean('auto_delete', false),
        arguments: settings?.map('arguments'),
      },
    };
  }),

  rabbitmq_queue: declared((args) => {
    const [vhost, name, settings] = [vhostOf(args), args.string('name'), args.block('settings')];
    return {
      at: path`queues/${vhost}/${name}`,
      body: {
        durable: settings?.boolean('durable', false),
        auto_delete: settings?.boolean('auto_delete', false),
        arguments: settings && argumentsOf(settings),
      },
    };
  }),

  rabbitmq_policy: declared((args) => ({ at: policyPath('policies', args), body: policyOf(args) })),
  rabbitmq_operator_policy: declared((args) => ({ at: policyPath('operator-policies', args), body: policyOf(args) })),

  rabbitmq_binding: {
    plan(args, { broker }) {
      const kind = args.string('destination_type') === 'queue' ? 'q' : 'e';
      const [vhost, source, destination] = [args.string('vhost'), args.string('source'), args.string('destination')];
      const body = { routing_key: args.optionalString('routing_key') ?? '', arguments: argumentsOf(args) };
      args.finish();
      const at = path`bindings/${vhost}/e/${source}/${kind}/${destination}`;
      return async () => {
        await broker().post(at, body);
        // The broker names a binding by its routing key and arguments; it goes with its source or its destination anyway.
        return { attributes: {}, destroy: () => removeBinding() };

        async function removeBinding(): Promise<void> {
          const bindings = await broker().get<readonly BindingInfo[]>(at);
          const key = bindings.find((it) => it.routing_key === body.routing_key && equal(it.arguments, body.arguments));
          if (key !== undefined) await broker().delete(`${at}/${encodeURIComponent(key.properties_key)}`);
        }
      };
    },
  },
};

interface Declaration {
  /** The path of the object in the HTTP API. */
  readonly at: string;
  readonly body: unknown;
  /** What else is put, in this order. */
  readonly then?: readonly { readonly at: string; readonly body: unknown }[];
}

interface BindingInfo {
  readonly routing_key: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly properties_key: string;
}

/** A type whose objects are put at a path and deleted there. */
export function declared(read: (args: Arguments) => Declaration): ResourceType {
  return {
    plan(args, { broker }) {
      const { at, body, then = [] } = read(args);
      args.finish();
      return async () => {
        for (const request of [{ at, body }, ...then]) await broker().put(request.at, request.body);
        return { attributes: {}, destroy: () => broker().delete(at) };
      };
    },
  };
}

function vhostOf(args: Arguments): string {
  return args.optionalString('vhost') ?? '/';
}

function argumentsOf(args: Arguments): Readonly<Record<string, unknown>> {
  const [json, map] = [args.optionalString('arguments_json'), args.map('arguments')];
  return json === undefined ? map : JSON.parse(json);
}

function policyPath(kind: string, args: Arguments): string {
  return path`${kind}/${args.string('vhost')}/${args.string('name')}`;
}

function policyOf(args: Arguments): Readonly<Record<string, Value | undefined>> {
  const policy = args.block('policy');
  // The provider takes texts only, and makes numbers of those that look like whole ones.
  const definition = Object.entries(policy?.map('definition') ?? {}).map(([key, value]): [string, Value] => [
    key,
    /^[+-]?\d+$/.test(value) ? Number(value) : value,
  ]);
  return {
    pattern: policy?.string('pattern'),
    priority: policy?.number('priority'),
    'apply-to': policy?.string('apply_to'),
    definition: Object.fromEntries(definition),
  };
}

function equal(one: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): boolean {
  const sorted = (map: Readonly<Record<string, unknown>>) => JSON.stringify(Object.entries(map).sort());
  return sorted(one) === sorted(other);
}
