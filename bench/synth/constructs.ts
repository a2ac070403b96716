/** The same topology as raw-bindings.ts, with the toolkit's constructs. */
import { App, TerraformStack, TerraformVariable } from 'cdktf';
import { Password } from '../../constructs/access/password';
import { RemoteBroker } from '../../constructs/broker/remote-broker';
import { QuorumQueue } from '../../constructs/topology/queues/quorum-queue';
import { TopicExchange } from '../../constructs/topology/exchanges/topic-exchange';
import { Vhost } from '../../constructs/topology/vhost';

const app = new App({ stackTraces: false });
const stack = new TerraformStack(app, 'bench');
const broker = new RemoteBroker(stack, 'broker', {
  endpoint: 'http://127.0.0.1:15672',
  username: 'admin',
  password: Password.fromVariable(new TerraformVariable(stack, 'password', { sensitive: true })),
  serverVersion: '4.3',
});
const vhost = Vhost.fromVhostName(stack, 'vhost', broker, '/');
const events = new TopicExchange(stack, 'events', { vhost });
for (let i = 0; i < Number(process.argv[2]); i++) {
  new QuorumQueue(stack, `queue-${i}`, { vhost }).bindTo(events, `key-${i}`);
}
app.synth();
