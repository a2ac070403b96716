import { App } from 'cdktf';
import { FanoutExchange } from '../../constructs/topology/exchanges/fanout-exchange';
import { QuorumQueue } from '../../constructs/topology/queues/quorum-queue';
import { Logging } from '../../examples/logging';
import { ClusterStack } from '../../stacks/cluster';
import { MonitoringStack } from '../../stacks/monitoring';
import { readSettings } from '../../stacks/settings';
import { SingleNodeStack } from '../../stacks/single-node';

// As main.ts, with topology of which nothing expires by itself, and a cluster that serves its metrics over TLS. What only
// props can say comes from variables of the test.
const app = new App({ stackTraces: false });
const settings = readSettings({}, process.env);
const { MAIL_CERTIFICATE: caCertificate = '', ARCHIVE_URL: url = '', SINGLE_NODE_PORT: amqp = '5672' } = process.env;

const cluster = new ClusterStack(app, 'cluster', { ...settings.cluster, tls: { plainListeners: ['amqp'] } });
const { vhost } = cluster;
const dlx = new FanoutExchange(cluster, 'dlx', { vhost });
new QuorumQueue(cluster, 'dead', { vhost }).bindTo(dlx);
new QuorumQueue(cluster, 'orders', { vhost, deadLetterExchange: dlx });

const singleNode = new SingleNodeStack(app, 'single-node', {
  ...settings.singleNode,
  ports: { amqp: Number(amqp), management: Number(amqp) + 1, prometheus: Number(amqp) + 2 },
});
new Logging(singleNode, 'logging', singleNode);

const { email, ...receivers } = settings.monitoring.receivers ?? {};
const brokers = { cluster: cluster.broker, 'single-node': singleNode.broker };
new MonitoringStack(app, 'monitoring', {
  ...settings.monitoring,
  brokers: settings.monitored.map((name) => brokers[name]),
  receivers: { ...receivers, ...(email === undefined ? {} : { email: { ...email, caCertificate } }) },
  remoteWrite: { url, username: 'prometheus' },
});

app.synth();
