import { TerraformVariable } from 'cdktf';
import { AmqpUri } from '../../../constructs/access/amqp-uri';
import { Password } from '../../../constructs/access/password';
import { objectId, objectName, objectsIn, readObject } from '../../../model/provider/provider-objects';
import type { ResourceType } from '../../../model/provider/resource-kind';
import { resourceKinds, topologyOfResources } from '../../../model/provider/resource-kinds';
import { EveryKind } from '../../every-kind';
import { brokerFixture, synth } from '../../harness';

const types = Object.keys(resourceKinds) as readonly ResourceType[];

const { stack, broker } = brokerFixture();
const password = Password.fromVariable(new TerraformVariable(stack, 'uri-password', { sensitive: true }));
const uri = AmqpUri.of({ host: '127.0.0.1', userName: 'admin', password, vhostName: 'every-kind' });
new EveryKind(stack, 'every-kind', { broker, uri });
const synthesized = synth(stack);

test.each(types)('%s makes the objects that are read of its resources one by one', (type) => {
  const resources = Object.values(synthesized.resource[type] ?? {}) as readonly Readonly<Record<string, unknown>>[];
  const topology = topologyOfResources(resources.map((attributes) => ({ type, attributes, declaredAt: 'here' })));

  const ids = objectsIn(type, topology).map((object) => JSON.stringify(objectId(object)));

  expect(resources).not.toEqual([]);
  expect(ids.sort()).toEqual(resources.map((resource) => JSON.stringify(objectId(readObject(type, resource)))).sort());
  expect(new Set(ids).size).toBe(ids.length);
});

test('an object is called by its name, its user, or its ends', () => {
  const binding = { vhost: 'v', source: 'events', destination: 'orders', destination_type: 'queue', routing_key: 'k' };

  expect(objectName(readObject('rabbitmq_queue', { name: 'orders', vhost: 'v' }))).toBe('orders');
  expect(objectName(readObject('rabbitmq_permissions', { user: 'app', vhost: 'v' }))).toBe('app');
  expect(objectName(readObject('rabbitmq_binding', binding))).toBe('events -> orders (k)');
  expect(objectName(readObject('rabbitmq_binding', { ...binding, routing_key: '' }))).toBe('events -> orders');
});
