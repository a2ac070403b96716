import { App, TerraformOutput } from 'cdktf';
import { CertificateAuthority } from '../../constructs/broker/certificate-authority';
import { Logging } from '../../examples/logging';
import { ClusterStack } from '../../stacks/cluster';
import { readSettings } from '../../stacks/settings';

// A cluster that speaks TLS only, with a client certificate of its own authority and one of a stranger's.
const app = new App({ stackTraces: false });
const { cluster } = readSettings({}, process.env);
const stack = new ClusterStack(app, 'cluster', { ...cluster, tls: { plainListener: false, interNode: true } });
new Logging(stack, 'logging', stack);
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
