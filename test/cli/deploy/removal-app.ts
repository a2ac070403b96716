import { App, LocalBackend } from 'cdktf';
import { User } from '../../../constructs/access/user';
import { Binding } from '../../../constructs/topology/binding';
import { DirectExchange } from '../../../constructs/topology/exchanges/direct-exchange';
import { QuorumQueue } from '../../../constructs/topology/queues/quorum-queue';
import { Vhost } from '../../../constructs/topology/vhost';
import { SingleNodeStack } from '../../../stacks/single-node';

// A broker by definitions: what OBJECTS names is declared on it, beside the virtual host, the queue `orders` and a binding of it.
const { IMAGE = '', NODE = '', OBJECTS = '', PORTS = '', STATE = '' } = process.env;
const objects = OBJECTS.split(',');
const [amqp = 0, management = 0, prometheus = 0] = PORTS.split(',').map(Number);
const app = new App({ stackTraces: false });
const stack = new SingleNodeStack(app, 'shop', {
  topologyBy: 'definitions',
  image: IMAGE,
  nodeName: NODE,
  ports: { amqp, management, prometheus },
  removalPolicy: 'destroy',
});
new LocalBackend(stack, { path: STATE });
const vhost = new Vhost(stack, 'in-shop', { ...stack, vhostName: 'shop' });
const orders = new QuorumQueue(stack, 'orders', { vhost });
const events = new DirectExchange(stack, 'events', { vhost });
for (const routingKey of ['eu/order', 'us/order'].filter((key) => key === 'eu/order' || objects.includes('binding')))
  new Binding(stack, `events-${routingKey.slice(0, 2)}`, { source: events, destination: orders, routingKey });
if (objects.includes('legacy')) new QuorumQueue(stack, 'legacy', { vhost, maxLength: 100_000 });
if (objects.includes('exchange')) {
  const source = new DirectExchange(stack, 'sales', { vhost });
  new Binding(stack, 'sales-to-orders', { source, destination: orders, routingKey: 'order' });
}
if (objects.includes('worker')) new User(stack, 'worker', { ...stack, tags: ['management'] });
if (objects.includes('reporter')) new User(stack, 'reporter', { ...stack, tags: ['monitoring'] });
if (objects.includes('vhost')) new Vhost(stack, 'other', { ...stack, vhostName: 'other' });
app.synth();
