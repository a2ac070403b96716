import { App, TerraformStack } from 'cdktf';
import { Password, QuorumQueue, RemoteBroker, TopicExchange, Vhost } from '../../../index';

// A queue that an earlier version of the app declared, and this one does not.
const { BROKER_URL = '', BROKER_USERNAME = '', WITH_ORDERS } = process.env;
const app = new App({ stackTraces: false });
const stack = new TerraformStack(app, 'shop');
const broker = new RemoteBroker(stack, 'broker', {
  endpoint: BROKER_URL,
  username: BROKER_USERNAME,
  password: Password.asked(stack, 'password', 'of the administrator'),
  serverVersion: '4.3',
  removalPolicy: 'destroy',
});
const vhost = new Vhost(stack, 'vhost', { broker, vhostName: 'shop' });
const events = new TopicExchange(stack, 'events', { vhost, exchangeName: 'events' });
if (WITH_ORDERS !== undefined) {
  const orders = new QuorumQueue(stack, 'orders', { vhost, queueName: 'orders' });
  orders.bindTo(events, 'order.created');
  orders.bindTo(events, 'order.paid');
}
app.synth();
