import { QuorumQueue } from '../../constructs/topology/quorum-queue';
import { Logging } from '../../examples/logging';
import { ClusterStack } from '../../stacks/cluster';
import { readSettings } from '../../stacks/settings';
import { App } from 'cdktf';

// A cluster with topology of which nothing expires by itself, and a queue more when a test asks for it.
const app = new App({ stackTraces: false });
const stack = new ClusterStack(app, 'cluster', readSettings({}, process.env).cluster);
new Logging(stack, 'logging', stack);
if (process.env['WITH_ANOTHER_QUEUE'] !== undefined) new QuorumQueue(stack, 'another', { vhost: stack.vhost });
app.synth();
