import { App, LocalBackend } from 'cdktf';
import { QuorumQueue } from '../../../constructs/topology/queues/quorum-queue';
import { Size } from '../../../model/units/size';
import { KubernetesStack } from '../../../stacks/kubernetes';

// A broker of one node on Kubernetes, by definitions: QUEUES are the queues with the props of each, as JSON.
const { IMAGE = '', KUBECONFIG = '', NAMESPACE = '', QUEUES = '{}', STATE = '' } = process.env;
const app = new App({ stackTraces: false });
const stack = new KubernetesStack(app, 'shop', {
  kubeConfig: KUBECONFIG,
  namespace: NAMESPACE,
  image: IMAGE,
  replicas: 1,
  resources: { cpuRequest: '50m', memory: Size.mebibytes(512) },
  storage: { size: Size.gibibytes(1) },
  service: { type: 'NodePort', nodePorts: { amqp: 30682, management: 31682 } },
  network: { clients: [{ cidr: '0.0.0.0/0' }], management: [{ cidr: '0.0.0.0/0' }] },
  removalPolicy: 'destroy',
});
new LocalBackend(stack, { path: STATE });
for (const [name, props] of Object.entries(JSON.parse(QUEUES)))
  new QuorumQueue(stack, name, { vhost: stack.vhost, ...(props as object) });
app.synth();
