import { QuorumQueue } from '../../constructs/topology/queues/quorum-queue';
import { Logging } from '../../examples/logging';
import { ClusterStack } from '../../stacks/cluster';
import { readSettings } from '../../stacks/settings';
import { quorumDefaults } from '../../policies';
import { App } from 'cdktf';

// A cluster with topology of which nothing expires by itself, and a queue more when a test asks for it.
const app = new App({ stackTraces: false });
const stack = new ClusterStack(app, 'cluster', readSettings({}, process.env).cluster);
const { vhost } = new Logging(stack, 'logging', stack);
// Nodes must be replaceable beneath composed policies.
vhost.policies.apply(quorumDefaults(), { pattern: '', applyTo: 'quorum_queues' });
if (process.env['WITH_ANOTHER_QUEUE'] !== undefined) new QuorumQueue(stack, 'another', { vhost: stack.vhost });
app.synth();
