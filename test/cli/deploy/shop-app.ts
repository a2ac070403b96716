import { App, LocalBackend, TerraformStack, TerraformVariable } from 'cdktf';
import { Password } from '../../../constructs/access/password';
import { RemoteBroker } from '../../../constructs/broker/remote-broker';
import { ClassicQueue } from '../../../constructs/topology/queues/classic-queue';
import { Vhost } from '../../../constructs/topology/vhost';
import { Duration } from '../../../model/units/duration';

// Queues that share policies by their time to live, in hours: TTLS=9,9,5 is three queues. The state is where STATE says.
const { BROKER_URL = '', BROKER_USERNAME = '', BROKER_VERSION = '', STATE = '', TTLS = '' } = process.env;
const app = new App({ stackTraces: false });
const stack = new TerraformStack(app, 'shop');
new LocalBackend(stack, { path: STATE });
const broker = new RemoteBroker(stack, 'broker', {
  endpoint: BROKER_URL,
  username: BROKER_USERNAME,
  password: Password.fromVariable(new TerraformVariable(stack, 'password', { sensitive: true })),
  serverVersion: BROKER_VERSION,
  removalPolicy: 'destroy',
});
const vhost = new Vhost(stack, 'vhost', { broker, vhostName: 'shop' });
for (const [index, hours] of TTLS.split(',').entries()) {
  new ClassicQueue(stack, `queue-${index}-of-the-shop`, { vhost, messageTtl: Duration.hours(Number(hours)) });
}
app.synth();
