import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { ConfigMapV1 } from '@cdktf/provider-kubernetes/lib/config-map-v1';
import { SecretV1 } from '@cdktf/provider-kubernetes/lib/secret-v1';
import { DefaultTokenResolver, Fn, StringConcat, Token, Tokenization, type TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import { renderRabbitmqConf, splitSecrets, type RabbitmqConf } from '../../model/server/rabbitmq-conf';
import { Password } from '../access/password';
import type { MajorityAgent } from '../broker/majority';
import { openSettings } from '../broker/open-settings';
import { interNodeTls } from '../broker/tls';
import { escapeTemplates } from '../terraform/escape-templates';
import { nodeFiles, type NodePlan } from '../../model/server/node-plan';
import type { KubernetesBrokerPlan } from './broker-plan';
import type { KubernetesCluster } from './kubernetes-cluster';
import { SIZE_HINT } from './peer-discovery';
import { tlsFiles, type KubernetesTls } from './tls-options';

interface Configuration {
  readonly majority: MajorityAgent | undefined;
  readonly node: Pick<NodePlan, 'conf' | 'plugins' | 'advancedConfig' | 'additionalConfig'>;
  readonly tls: KubernetesTls | undefined;
}

/** The files of a node that hold no secret, by name. */
export function configurationFiles({ node, tls, majority }: Configuration): Record<string, string> {
  return {
    ...nodeFiles({ ...node, conf: splitSecrets(node.conf).open }),
    ...(majority === undefined ? {} : { [basename(majority.file.file)]: majority.file.content }),
    ...(tls?.interNode === true ? { [basename(tlsFiles.interNode)]: interNodeTls(tlsFiles).content } : {}),
  };
}

/** The name of the file with the settings that no other may show. */
export const SECRET_SETTINGS = 'secrets.conf';

/** What is in that file; undefined where there are no such settings. */
export function secretSettings(conf: RabbitmqConf): string | undefined {
  return renderRabbitmqConf(splitSecrets(conf).secret) || undefined;
}

/**
 * What changes with whatever a node must be restarted for, as annotations of its pod: another one makes another pod, and
 * Kubernetes rolls them one by one. Not with the number of nodes, or else adding one would roll the others.
 */
export function configurationAnnotations(scope: Construct, configuration: Configuration): Record<string, string> {
  const { node, tls, majority } = configuration;
  const conf = { ...node.conf, [SIZE_HINT]: undefined };
  const { open, secret } = splitSecrets(conf);
  const files = {
    ...configurationFiles({ node: { ...node, conf }, tls, majority }),
    [SECRET_SETTINGS]: secretSettings(conf),
  };
  // What stands for a value of Terraform's is numbered by when it was asked for, until it is resolved.
  const resolved = JSON.stringify(Tokenization.resolve(files, { scope, preparing: false, resolver }));
  return {
    'rabbitmq-cdk/configuration': createHash('sha256').update(resolved).digest('hex'),
    ...plannedChecksum({ ...open, advancedConfig: node.advancedConfig, additionalConfig: node.additionalConfig }),
    ...secretsChecksum(scope, secret),
  };
}

const resolver = new DefaultTokenResolver(new StringConcat());

/**
 * Of values that Terraform knows when it plans: they may be others although what stands for them is the same. The text around
 * them is left out, as quotes in it would break the expression.
 */
function plannedChecksum(values: Readonly<Record<string, unknown>>): Record<string, string> {
  const planned = Object.keys(values)
    .sort((one, other) => one.localeCompare(other))
    .filter((key) => Token.isUnresolved(values[key]))
    .flatMap((key) =>
      Tokenization.reverseString(Token.asString(values[key])).tokens.map((token) => Token.asString(token)),
    );
  return planned.length === 0 ? {} : { 'rabbitmq-cdk/planned-settings': Fn.sha256(Fn.join('\n', planned)) };
}

/** Its readers cannot guess weak secrets, because only Terraform knows the salt. */
function secretsChecksum(scope: Construct, secret: RabbitmqConf): Record<string, string> {
  const settings = Object.entries(secret) as [string, Pick<Password, 'value'>][];
  if (settings.length === 0) return {};
  const values = settings.sort(([one], [other]) => one.localeCompare(other)).map(([, { value }]) => value);
  const salt = Password.generated(new Construct(scope, 'SecretSettingsSalt')).value;
  return { 'rabbitmq-cdk/secret-settings': Fn.nonsensitive(Fn.sha256(Fn.join('\n', [salt, ...values]))) };
}

/** The ConfigMap with the files, and the Secret with the one that it may not show. */
export function configurationObjects(
  scope: Construct,
  cluster: KubernetesCluster,
  plan: KubernetesBrokerPlan,
): readonly TerraformResource[] {
  const { names, node } = plan;
  const { provider } = cluster;
  const { open, secret: hidden } = splitSecrets(node.conf);
  const metadata = { namespace: names.namespace, labels: names.labels };
  const configMap = new ConfigMapV1(scope, 'Configuration', {
    metadata: { name: names.configuration, ...metadata },
    data: escapeTemplates(configurationFiles(plan)),
    lifecycle: openSettings(open),
    provider,
  });
  const secrets = secretSettings(node.conf);
  if (secrets === undefined) return [configMap];
  const secret = new SecretV1(scope, 'SecretSettings', {
    metadata: { name: names.secretSettings, ...metadata },
    type: 'Opaque',
    data: { [SECRET_SETTINGS]: secrets },
    lifecycle: openSettings(hidden),
    provider,
  });
  return [configMap, secret];
}
