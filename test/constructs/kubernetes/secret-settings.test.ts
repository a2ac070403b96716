import { TerraformStack, TerraformVariable } from 'cdktf';
import { Password } from '../../../constructs/access/password';
import { KubernetesBroker } from '../../../constructs/kubernetes/kubernetes-broker';
import { KubernetesCluster } from '../../../constructs/kubernetes/kubernetes-cluster';
import type { RabbitmqConf } from '../../../model/server/rabbitmq-conf';
import { resourcesOf, testApp } from '../../harness';

/** What a broker that asks LDAP comes to, in a stack that asked for more values of Terraform before it, or fewer. */
function brokerWithLdap({ variable = 'ldap', valuesBefore = 0, conf = {} as RabbitmqConf } = {}) {
  const stack = new TerraformStack(testApp(), 'test');
  for (let index = 0; index < valuesBefore; index += 1) {
    const before = new TerraformVariable(stack, `before-${index}`, {});
    expect(before.stringValue).toMatch(/TfToken/);
  }
  new KubernetesBroker(stack, 'broker', {
    cluster: new KubernetesCluster(stack, 'kubernetes'),
    plugins: ['rabbitmq_auth_backend_ldap'],
    conf: {
      'auth_ldap.servers.1': new TerraformVariable(stack, 'server', {}).stringValue,
      'auth_ldap.other_bind.user_dn': 'cn=reader',
      'auth_ldap.other_bind.password': Password.asked(stack, variable, 'of the reader'),
      ...conf,
    },
  });
  const resource = (type: string, id: string) =>
    JSON.parse(JSON.stringify(resourcesOf(stack, `kubernetes_${type}_v1`)[`test/broker/${id}`]));
  const { template } = resource('stateful_set', 'Default').spec;
  return { resource, pod: template.spec, annotations: template.metadata.annotations };
}

describe('settings that hold a secret', () => {
  test('are in a Secret of their own, and not in the ConfigMap', () => {
    const { resource } = brokerWithLdap();

    expect(resource('secret', 'SecretSettings')).toMatchObject({
      metadata: { name: 'rabbitmq-secret-settings' },
      data: { 'secrets.conf': "auth_ldap.other_bind.password = '${var.ldap}'\n" },
    });
    const conf: string = resource('config_map', 'Configuration').data['rabbitmq.conf'];
    expect(conf).toContain("auth_ldap.other_bind.user_dn = cn=reader\nauth_ldap.servers.1 = '${var.server}'\n");
    expect(conf).not.toContain('password');
  });

  test('are read by the nodes, before their administrator', () => {
    const { pod } = brokerWithLdap();

    const [{ command }] = pod.init_container;
    expect(command[2]).toContain('cat /etc/rabbitmq-secrets/secrets.conf >/var/lib/rabbitmq/conf.d/10-secrets.conf\n');
    expect(pod.volume[1].projected[0].sources[2]).toEqual({
      secret: [
        { name: 'rabbitmq-secret-settings', items: [{ key: 'secrets.conf', path: 'secrets.conf' }], optional: false },
      ],
    });
  });

  test('roll the pods when their values change, which nobody can guess from the checksum', () => {
    const { annotations } = brokerWithLdap();

    expect(annotations['rabbitmq-cdk/secret-settings']).toMatch(
      /^\$\{nonsensitive\(sha256\(join\("\\n", \[random_password\.broker_SecretSettingsSalt_\S*\.result, var\.ldap\]\)\)\)\}$/,
    );
  });
});

test('settings that Terraform knows when it plans roll the pods when their values change', () => {
  const { annotations } = brokerWithLdap();

  expect(annotations['rabbitmq-cdk/planned-settings']).toBe('${sha256(join("\\n", [var.server]))}');
});

test('settings with quotes around what Terraform knows make an expression all the same', () => {
  const stack = new TerraformStack(testApp(), 'test');
  const base = new TerraformVariable(stack, 'base', {}).stringValue;
  new KubernetesBroker(stack, 'broker', {
    cluster: new KubernetesCluster(stack, 'kubernetes'),
    plugins: ['rabbitmq_auth_backend_ldap'],
    conf: { 'auth_ldap.user_dn_pattern': `cn=\${username},dc=${base}` },
    advancedConfig: `[{rabbitmq_auth_backend_ldap, [{x, "dc=${base}"}]}].`,
  });

  const broker = resourcesOf(stack, 'kubernetes_stateful_set_v1')['test/broker/Default'];
  const { annotations } = JSON.parse(JSON.stringify(broker)).spec.template.metadata;
  expect(annotations['rabbitmq-cdk/planned-settings']).toBe('${sha256(join("\\n", [var.base, var.base]))}');
});

describe('the checksum of the configuration', () => {
  const checksum = (options: Parameters<typeof brokerWithLdap>[0]) =>
    brokerWithLdap(options).annotations['rabbitmq-cdk/configuration'];

  test('is the same whatever else is in the stack', () => {
    expect(checksum({ valuesBefore: 5 })).toBe(checksum({}));
  });

  test('is another one with other values of Terraform, and with other settings', () => {
    expect(checksum({ variable: 'other' })).not.toBe(checksum({}));
    expect(checksum({ conf: { channel_max: 100 } })).not.toBe(checksum({}));
  });
});
