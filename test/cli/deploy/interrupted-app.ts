import { App } from 'cdktf';
import { Logging } from '../../../examples/logging';
import { ClusterStack } from '../../../stacks/cluster';
import { readSettings } from '../../../stacks/settings';
import { SingleNodeStack } from '../../../stacks/single-node';

// One stack with topology of which nothing expires by itself, so that a plan is empty whenever all is there.
const app = new App({ stackTraces: false });
const settings = readSettings({}, process.env);
const isCluster = process.env['INTERRUPTED_STACK'] === 'cluster';
const stack = isCluster
  ? new ClusterStack(app, 'cluster', settings.cluster)
  : new SingleNodeStack(app, 'single-node', settings.singleNode);
new Logging(stack, 'logging', stack);
app.synth();
