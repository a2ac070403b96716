import { resourceKinds } from '../../model/provider/resource-kinds';
import type { BindingDefinition, PolicyDefinition, Topology } from '../../model/topology/topology';
import { path, type Management } from '../../host/management';
import type { MadeResource, ResourceType } from './resource';

/** The resources of the provider cyrilgdn/rabbitmq, made by the same requests. */
export const rabbitmqTypes: Readonly<Record<string, ResourceType>> = Object.fromEntries(
  Object.values(resourceKinds).map(({ type, block, read }): [string, ResourceType] => [
    type,
    {
      plan(args, { broker }) {
        const password = type === 'rabbitmq_user' ? args.string('password') : undefined;
        const declared = read(args.view(block));
        args.finish();
        const [binding] = declared.bindings ?? [];
        return () => (binding === undefined ? put(broker(), requestsOf(declared, password)) : bind(broker(), binding));
      },
    },
  ]),
);

/** Something that is put at a path of the HTTP API. */
interface Request {
  readonly at: string;
  readonly body: unknown;
}

/** What is put for one resource; the first is what is deleted again, and the others go with it. */
function requestsOf(declared: Partial<Topology>, password: string | undefined): readonly Request[] {
  const requests = [
    declared.vhosts?.map(({ name, ...body }) => ({ at: path`vhosts/${name}`, body })),
    declared.users?.map(({ name, tags }) => ({ at: path`users/${name}`, body: { password, tags: tags.join(',') } })),
    declared.permissions?.map(({ user, vhost, ...body }) => ({ at: path`permissions/${vhost}/${user}`, body })),
    declared.topicPermissions?.map(({ user, vhost, ...body }) => ({
      at: path`topic-permissions/${vhost}/${user}`,
      body,
    })),
    declared.exchanges?.map(({ name, vhost, ...body }) => ({ at: path`exchanges/${vhost}/${name}`, body })),
    declared.queues?.map(({ name, vhost, ...body }) => ({ at: path`queues/${vhost}/${name}`, body })),
    declared.policies?.map((policy) => policyRequest('policies', policy)),
    declared.operatorPolicies?.map((policy) => policyRequest('operator-policies', policy)),
    declared.parameters?.flatMap(({ component, vhost, name, value }) =>
      component === 'vhost-limits'
        ? Object.entries(value as object).map(([limit, most]) => ({
            at: path`vhost-limits/${vhost}/${limit}`,
            body: { value: most },
          }))
        : [{ at: path`parameters/${component}/${vhost}/${name}`, body: { value } }],
    ),
  ];
  return requests.flatMap((some) => some ?? []);
}

function policyRequest(kind: string, { name, vhost, ...body }: PolicyDefinition): Request {
  return { at: path`${kind}/${vhost}/${name}`, body };
}

async function put(broker: Management, requests: readonly Request[]): Promise<MadeResource> {
  for (const { at, body } of requests) await broker.put(at, body);
  const [made] = requests;
  return { attributes: {}, destroy: async () => made && broker.delete(made.at) };
}

interface BindingInfo {
  readonly routing_key: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly properties_key: string;
}

async function bind(broker: Management, binding: BindingDefinition): Promise<MadeResource> {
  const { vhost, source, destination, destination_type: type, ...body } = binding;
  const at = path`bindings/${vhost}/e/${source}/${type === 'queue' ? 'q' : 'e'}/${destination}`;
  await broker.post(at, body);
  // The broker names a binding by its routing key and arguments; it goes with its source or its destination anyway.
  return { attributes: {}, destroy: () => removeBinding() };

  async function removeBinding(): Promise<void> {
    const bindings = await broker.get<readonly BindingInfo[]>(at);
    const key = bindings.find((it) => it.routing_key === body.routing_key && equal(it.arguments, body.arguments));
    if (key !== undefined) await broker.delete(`${at}/${encodeURIComponent(key.properties_key)}`);
  }
}

function equal(one: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): boolean {
  const sorted = (map: Readonly<Record<string, unknown>>) => JSON.stringify(Object.entries(map).sort());
  return sorted(one) === sorted(other);
}
