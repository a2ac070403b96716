import { App } from 'cdktf';
import { context } from './cdktf.json';
import {
  ClusterStack,
  enforce,
  keepStates,
  KubernetesStack,
  MonitoringStack,
  production,
  recommended,
  SingleNodeStack,
} from 'rabbitmq-cdk';
import { Logging } from './examples/logging';
import { Reliability } from './examples/reliability';
import { Spreading } from './examples/spreading';
import { Tasks } from './examples/tasks';
import { readSettings } from './stacks/settings';

const app = new App({ stackTraces: false, context });
const settings = readSettings(app.node.tryGetContext('rabbitmq-cdk'), process.env);

const singleNode = new SingleNodeStack(app, 'single-node', {
  ...settings.singleNode,
  plugins: [...Spreading.plugins, ...Reliability.plugins],
});
new Logging(singleNode, 'logging', singleNode);
new Tasks(singleNode, 'tasks', singleNode);
new Spreading(singleNode, 'spreading', singleNode);
new Reliability(singleNode, 'reliability', singleNode);

const cluster = new ClusterStack(app, 'cluster', settings.cluster);
new Tasks(cluster, 'tasks', cluster);

const brokers = { cluster: cluster.broker, 'single-node': singleNode.broker };
new MonitoringStack(app, 'monitoring', {
  ...settings.monitoring,
  brokers: settings.monitored.map((name) => brokers[name]),
});

const kubernetes = new KubernetesStack(app, 'kubernetes', settings.kubernetes);
new Tasks(kubernetes, 'tasks', kubernetes);

enforce(recommended, singleNode);
enforce(production, cluster, kubernetes);

keepStates(app, settings.stateBackend);

app.synth();
