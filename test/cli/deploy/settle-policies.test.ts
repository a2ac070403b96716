import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { settlePolicies } from '../../../cli/deploy/settle-policies';
import type { Action, Plan, PlannedResource } from '../../../cli/terraform/plan';

const provider = 'rabbitmq';

function resource(type: string, action: Action, attributes: object): PlannedResource {
  const after = { ...attributes };
  const before = action === 'create' ? undefined : after;
  const address = `${type}.one`;
  return {
    address,
    type,
    action,
    before,
    after: action === 'delete' ? undefined : after,
    unknown: {},
    replacePaths: [],
    provider,
  };
}

function policy(action: Action, vhost: string): PlannedResource {
  return resource('rabbitmq_policy', action, { name: 'one', vhost });
}

function plan(...resources: readonly PlannedResource[]): Plan {
  const password = { references: ['random_password.admin.result', 'random_password.admin'] };
  const access = { username: { constant_value: 'admin' }, password };
  const values = new Map([['random_password.admin', { result: 'secret' }]]);
  return {
    resources,
    drift: [],
    outputs: [],
    errored: false,
    providers: { [provider]: access },
    values,
    variables: {},
  };
}

async function requestsOf(given: Plan, status = 204) {
  const requests: string[] = [];
  const said: string[] = [];
  const broker = createServer(({ method, url }, response) => {
    requests.push(`${method} ${url}`);
    response.writeHead(status).end(status === 204 ? undefined : '{"error":"not_authorised"}');
  });
  await new Promise<void>((resolve) => broker.listen(0, '127.0.0.1', resolve));
  const endpoint = { constant_value: `http://127.0.0.1:${(broker.address() as AddressInfo).port}` };
  const providers = { [provider]: { ...given.providers[provider], endpoint } };
  await settlePolicies({ ...given, providers }, (message) => said.push(message));
  broker.close();
  return { requests, said };
}

test('each virtual host whose policies changed is worked out once more, and nothing stays of that', async () => {
  const { requests, said } = await requestsOf(
    plan(policy('create', 'shop'), policy('update', 'shop'), policy('delete', '/'), policy('none', 'other')),
  );

  expect(requests).toEqual([
    'PUT /api/policies/shop/rabbitmq-cdk-settle',
    'DELETE /api/policies/shop/rabbitmq-cdk-settle',
    'PUT /api/policies/%2F/rabbitmq-cdk-settle',
    'DELETE /api/policies/%2F/rabbitmq-cdk-settle',
  ]);
  expect(said).toEqual([]);
});

test('a virtual host that is gone is left alone', async () => {
  const { requests } = await requestsOf(
    plan(policy('delete', 'shop'), resource('rabbitmq_vhost', 'delete', { name: 'shop' })),
  );

  expect(requests).toEqual([]);
});

test('a broker that does not let it be done is told of', async () => {
  const { said } = await requestsOf(plan(policy('update', 'shop')), 401);

  expect(said).toEqual([
    expect.stringMatching(/^the broker could not be asked to work out its policies once more: .*401/),
  ]);
});
