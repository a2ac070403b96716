import { existsSync } from 'node:fs';
import { Option } from 'commander';
import { stringify } from 'yaml';
import { withoutPassing } from '../../model/adoption/passing';
import { SECRET_LABEL } from '../../model/operator/custom-resource';
import { operatorResources, type ClusterReference } from '../../model/operator/operator-resources';
import { printable, printableJson } from '../../model/printable';
import type { Topology } from '../../model/topology/topology';
import { sideOf } from '../diff/side';
import { isUrl } from '../health/address';
import { manifestsOf } from '../manifests/manifest';
import { operatedBroker, type OperatedBroker } from '../manifests/rabbitmq-cluster';
import { ExitCode } from '../program/exit-code';
import type { CliCommand } from '../program/program';
import { UserError } from '../program/user-error';
import { selectStacks, synthesize } from '../stack/app';
import { brokersBeside } from '../stack/brokers-beside';
import { stackConfig } from '../stack/stack-config';

/** `rabbitmq-cdk manifests`: a stack's Kubernetes objects for those who apply them without Terraform. */
export const manifestsCommand: CliCommand = {
  register(program, exit) {
    program
      .command('manifests')
      .description(
        'Prints the Kubernetes objects of a stack, equal to what Terraform creates, for GitOps. Secrets are not among ' +
          'them: it says on standard error which ones must be there, and with what keys.',
      )
      .argument(
        '<STACK>',
        "the stack; with '--operator' also a definitions file, a cdk.tf.json, or the URL of a management API",
      )
      .option(
        '--operator',
        'print the topology as custom resources of the messaging topology operator instead: what it cannot carry is an error',
        false,
      )
      .option(
        '--cluster <name>',
        "the RabbitmqCluster that the custom resources are for; without it and '--connection-secret' a stack's own broker is " +
          'printed as one, too',
      )
      .option('--cluster-namespace <namespace>', 'its namespace, where that is another')
      .option(
        '--connection-secret <name>',
        'the Secret with uri, username and password of a broker that is no RabbitmqCluster',
      )
      .option('--namespace <namespace>', 'the namespace of the custom resources')
      .addOption(
        new Option(
          '--deletion-policy <policy>',
          'what becomes of virtual hosts, queues, upstreams and shovels when their custom resources are deleted',
        )
          .choices(['retain', 'delete'])
          .default('retain'),
      )
      .option('--broker <path>', 'the construct path of the broker, where the stack declares on several')
      .addOption(
        new Option('--format <format>', 'yaml, or json: an array of objects').choices(['yaml', 'json']).default('yaml'),
      )
      .action(async (name: string, options: Options) => {
        const printed = options.operator
          ? await customResources(name, options)
          : await kubernetesObjects(name, options);
        for (const said of printed.said) process.stderr.write(`${printable(said)}\n`);
        const { objects } = printed;
        process.stdout.write(options.format === 'json' ? `${printableJson(objects)}\n` : asYaml(objects));
        exit(ExitCode.ok);
      });
  },
};

interface Options {
  readonly operator: boolean;
  readonly cluster?: string;
  readonly clusterNamespace?: string;
  readonly connectionSecret?: string;
  readonly namespace?: string;
  readonly deletionPolicy: 'retain' | 'delete';
  readonly broker?: string;
  readonly format: 'yaml' | 'json';
}

/** What goes to standard output, and what is said of it. */
interface Printed {
  readonly objects: readonly object[];
  readonly said: readonly string[];
}

async function kubernetesObjects(name: string, options: Options): Promise<Printed> {
  const { cluster, clusterNamespace, connectionSecret, namespace, broker } = options;
  const given = Object.entries({ cluster, clusterNamespace, connectionSecret, namespace, broker })
    .filter(([, value]) => value !== undefined)
    .map(([key]) => `'--${key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}'`);
  if (given.length > 0) throw new UserError(`${given.join(', ')}: only with '--operator'; give it too, or remove them`);
  const [stack] = selectStacks(await synthesize(), [name]);
  const { manifests, secrets } = manifestsOf(stackConfig(stack?.directory ?? '').resource ?? {});
  if (manifests.length === 0) throw new UserError(`stack '${name}' has no Kubernetes objects`);
  return {
    objects: manifests,
    said: secrets.map(
      ({ namespace: its, name: secret, keys }) =>
        `left out: Secret ${its}/${secret} with ${keys.join(', ')}; make it first`,
    ),
  };
}

async function customResources(target: string, options: Options): Promise<Printed> {
  const operated =
    options.cluster === undefined && options.connectionSecret === undefined
      ? await ownBroker(target, options)
      : undefined;
  const cluster = operated === undefined ? clusterOf(options) : { name: operated.name };
  const side = await sideOf(target, options.broker);
  // What a file or a broker has may belong to connections; what is declared stays.
  const { topology, leftOut } = side.isDeclared
    ? { topology: side.topology, leftOut: new Map<string, number>() }
    : withoutPassing(side.topology, () => false);
  const { namespace = operated?.namespace, deletionPolicy } = options;
  const written = operatorResources(withoutUser(topology, operated?.adminUser), { cluster, namespace, deletionPolicy });
  const { resources } = written;
  const secrets = [...(operated?.secrets ?? []), ...written.secrets];
  const notes = [...(operated?.notes ?? []), ...written.notes];
  const faults = [...(operated?.faults ?? []), ...written.faults];
  if (faults.length > 0)
    throw new UserError([`the operators cannot carry all of ${side.name}:`, ...faults].map(printable).join('\n  '));
  if (resources.length === 0 && operated === undefined)
    throw new UserError(`${side.name} declares nothing on a broker`);
  return {
    objects: [...(operated?.manifests ?? []), ...resources],
    said: [
      ...[...leftOut].map(([kind, count]) => `left out: ${count} of applications (${kind})`),
      ...secrets.map(
        ({ name, keys }) =>
          `left out: Secret ${name} with ${keys.join(', ')}; make it first, with the label ${SECRET_LABEL}`,
      ),
      ...notes.map((note) => `note: ${note}`),
    ],
  };
}

/** The operator makes the administrator of its broker: the topology operator must not give it another password. */
function withoutUser(topology: Topology, name: string | undefined): Topology {
  const users = topology.users.map((user) => (user.name === name ? { ...user, imported: true } : user));
  return { ...topology, users };
}

/** The broker that a stack runs on Kubernetes, as the cluster operator takes it. */
async function ownBroker(target: string, { broker, clusterNamespace }: Options): Promise<OperatedBroker | undefined> {
  if (isUrl(target) || existsSync(target) || target === '-' || clusterNamespace !== undefined) return undefined;
  const [stack] = selectStacks(await synthesize(), [target]);
  if (stack === undefined) return undefined;
  const { manifests, secrets } = manifestsOf(stackConfig(stack.directory).resource ?? {});
  const declared = brokersBeside(stack.directory).filter((one) => broker === undefined || one.broker === broker);
  const adminUser = declared[0]?.deployment?.adminUser;
  if (adminUser === undefined) return undefined;
  const sets = manifests.filter(({ kind }) => kind === 'StatefulSet');
  if (sets.length > 1)
    throw new UserError(
      `stack '${target}' runs ${sets.length} brokers on Kubernetes; give '--cluster' and write each RabbitmqCluster yourself`,
    );
  return operatedBroker(
    manifests,
    secrets.map(({ name }) => name),
    adminUser,
  );
}

function clusterOf({ cluster, clusterNamespace, connectionSecret }: Options): ClusterReference {
  if (connectionSecret !== undefined && cluster === undefined && clusterNamespace === undefined)
    return { connectionSecret: { name: connectionSecret } };
  if (cluster === undefined || connectionSecret !== undefined)
    throw new UserError(
      `give one of '--cluster', the name of a RabbitmqCluster, and '--connection-secret', the name of a Secret with uri, username and password`,
    );
  return clusterNamespace === undefined ? { name: cluster } : { name: cluster, namespace: clusterNamespace };
}

function asYaml(objects: readonly object[]): string {
  return objects.map((object) => `---\n${stringify(object, { lineWidth: 0 })}`).join('');
}
