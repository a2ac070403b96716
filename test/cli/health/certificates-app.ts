import { App, LocalBackend } from 'cdktf';
import { SingleNodeStack } from '../../../stacks/single-node';

// A broker that listens over TLS for all that it can, with the certificate in the folder CERTIFICATES.
const { CERTIFICATES = '', IMAGE = '', NODE = '', PORTS = '', STATE = '' } = process.env;
const [amqps = 0, management = 0, prometheus = 0] = PORTS.split(',').map(Number);
const file = (name: string): string => `${CERTIFICATES}/${name}.pem`;
const web = ['web_mqtt', 'web_stomp'].flatMap((name, index) => [
  [`${name}.ssl.port`, 15_676 + index],
  [`${name}.ssl.cacertfile`, '/etc/rabbitmq/tls/ca.pem'],
  [`${name}.ssl.certfile`, '/etc/rabbitmq/tls/certificate.pem'],
  [`${name}.ssl.keyfile`, '/etc/rabbitmq/tls/key.pem'],
]);
const app = new App({ stackTraces: false });
const stack = new SingleNodeStack(app, 'certified', {
  image: IMAGE,
  nodeName: NODE,
  ports: { amqps, management, prometheus },
  plugins: ['rabbitmq_stream', 'rabbitmq_mqtt', 'rabbitmq_stomp', 'rabbitmq_web_mqtt', 'rabbitmq_web_stomp'],
  tls: {
    certificateFiles: { caFile: file('ca'), certificateFile: file('server'), privateKeyFile: file('server-key') },
  },
  conf: Object.fromEntries(web),
  removalPolicy: 'destroy',
});
new LocalBackend(stack, { path: STATE });
app.synth();
