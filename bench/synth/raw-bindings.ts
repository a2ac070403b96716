/** The same topology as constructs.ts, written with the provider's bindings alone: what everything is measured against. */
import { Binding } from '@cdktf/provider-rabbitmq/lib/binding';
import { Exchange } from '@cdktf/provider-rabbitmq/lib/exchange';
import { RabbitmqProvider } from '@cdktf/provider-rabbitmq/lib/provider';
import { Queue } from '@cdktf/provider-rabbitmq/lib/queue';
import { App, TerraformStack } from 'cdktf';

const app = new App({ stackTraces: false });
const stack = new TerraformStack(app, 'bench');
const vhost = '/';
new RabbitmqProvider(stack, 'provider', { endpoint: 'http://127.0.0.1:15672', username: 'admin', password: 'none' });
const { name: source } = new Exchange(stack, 'events', {
  name: 'events',
  vhost,
  settings: { type: 'topic', durable: true },
});
for (let i = 0; i < Number(process.argv[2]); i++) {
  const settings = { durable: true, arguments: { 'x-queue-type': 'quorum' } };
  const { name: destination } = new Queue(stack, `queue-${i}`, { name: `queue-${i}`, vhost, settings });
  new Binding(stack, `binding-${i}`, { source, vhost, destination, destinationType: 'queue', routingKey: `key-${i}` });
}
app.synth();
