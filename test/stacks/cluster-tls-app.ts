import { App, TerraformOutput } from 'cdktf';
import { User } from '../../constructs/access/user';
import { CertificateAuthority } from '../../constructs/broker/certificate-authority';
import { Access } from '../../examples/access';
import { Limits } from '../../examples/limits';
import { Logging } from '../../examples/logging';
import { ClusterStack } from '../../stacks/cluster';
import { readSettings } from '../../stacks/settings';

// A cluster that speaks TLS only, with the examples of security, with a client certificate of its own authority and one of a stranger's.
const app = new App({ stackTraces: false });
const { cluster } = readSettings({}, process.env);
const stack = new ClusterStack(app, 'cluster', {
  ...cluster,
  ports: { ...cluster.ports, stream: Number(process.env['STREAM_PORT']) },
  plugins: ['rabbitmq_stream'],
  tls: { interNode: true },
  conf: Limits.conf,
});
new Logging(stack, 'logging', stack);
new Limits(stack, 'limits', stack);
for (const user of new Access(stack, 'access', stack).node.children)
  if (user instanceof User)
    new TerraformOutput(stack, `password_of_${user.userName}`, { value: user.password.value, sensitive: true });
const authorities = {
  client: stack.broker.authority,
  stranger: new CertificateAuthority(stack, 'other', { commonName: 'other' }),
};
for (const [name, authority] of Object.entries(authorities)) {
  const certificate = authority?.issueClient(stack, name, 'log_writer');
  new TerraformOutput(stack, `${name}_certificate`, { value: certificate?.certificatePem });
  new TerraformOutput(stack, `${name}_key`, { value: certificate?.privateKeyPem, sensitive: true });
}
app.synth();
