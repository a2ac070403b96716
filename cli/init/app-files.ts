import { STACK } from '../../model/adoption/main-file';
import type { BrokerKind, Project } from './project';

/** The environment variable that names the backend of the state; docs/remote-state.md explains it. */
export const STATE_VARIABLE = 'RABBITMQ_CDK_STATE_BACKEND';

const keepStates = [
  `// In files beside cdktf.json, unless ${STATE_VARIABLE} names a backend: node_modules/rabbitmq-cdk/docs/remote-state.md`,
  `keepStates(app, process.env['${STATE_VARIABLE}'] || undefined);`,
];

/** The files of the app itself: the program, its stack, and what is declared in it. */
export function appFiles(project: Project): ReadonlyMap<string, string> {
  const { adoption } = project;
  if (adoption !== undefined) return adoptedFiles(adoption.files);
  return new Map([
    ['main.ts', main],
    ['broker-stack.ts', stack(project)],
    ['messaging.ts', messaging],
  ]);
}

/** The app that `adopt` writes, with what an own repository needs beside. */
function adoptedFiles(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const own = [...files].filter(([name]) => !['cdktf.json', '.gitignore'].includes(name));
  return new Map(
    own.map(([name, text]) => [
      name,
      name === 'main.ts'
        ? text
            .replace('importExisting, ', 'importExisting, keepStates, ')
            .replace('const stack = ', 'export const stack = ')
            .replace('app.synth();', [...keepStates, '', 'app.synth();'].join('\n'))
        : text,
    ]),
  );
}

const main = `import { App } from 'cdktf';
import { keepStates } from 'rabbitmq-cdk';
import { BrokerStack } from './broker-stack';

const app = new App({ stackTraces: false });
new BrokerStack(app, '${STACK}');

${keepStates.join('\n')}

app.synth();
`;

const messaging = `import { Construct } from 'constructs';
import { type BrokerRef, FanoutExchange, QuorumQueue, TopicExchange, User, Vhost } from 'rabbitmq-cdk';

/** Orders, for a service that handles them; what it cannot handle is kept apart. */
export class Messaging extends Construct {
  readonly events: TopicExchange;
  readonly orders: QuorumQueue;
  readonly deadLetters: QuorumQueue;
  readonly orderService: User;

  constructor(scope: Construct, id: string, broker: BrokerRef) {
    super(scope, id);
    const vhost = new Vhost(this, 'shop', { broker });

    const rejected = new FanoutExchange(this, 'rejected', { vhost });
    this.deadLetters = new QuorumQueue(this, 'dead_letters', { vhost, maxLength: 100_000 });
    this.deadLetters.bindTo(rejected);

    this.events = new TopicExchange(this, 'events', { vhost });
    this.orders = new QuorumQueue(this, 'orders', {
      vhost,
      maxLength: 100_000,
      overflow: 'reject-publish',
      deliveryLimit: 5,
      deadLetterExchange: rejected,
      deadLetterStrategy: 'at-least-once',
    });
    this.orders.bindTo(this.events, 'order.*');

    this.orderService = new User(this, 'order-service', { broker });
    this.orders.grants.consume(this.orderService);
  }
}
`;

/** The rule pack that a stack of each kind is held to. */
const packs: Readonly<Record<BrokerKind, 'recommended' | 'production'>> = {
  docker: 'recommended',
  cluster: 'production',
  kubernetes: 'production',
  remote: 'recommended',
};

const stackClasses = { docker: 'SingleNodeStack', cluster: 'ClusterStack', kubernetes: 'KubernetesStack' } as const;

const summaries: Readonly<Record<BrokerKind, string>> = {
  docker: 'One broker in a container, and what is declared on it.',
  cluster: 'Three brokers in containers behind a load balancer, and what is declared on them.',
  kubernetes: 'Three brokers in a Kubernetes cluster, and what is declared on them.',
  remote: 'What is declared on a broker that runs already.',
};

function stack({ broker, serverVersion }: Project): string {
  const pack = packs[broker];
  const body = broker === 'remote' ? remoteBody(serverVersion) : "    new Messaging(this, 'messaging', this.broker);";
  const base = broker === 'remote' ? 'TerraformStack' : stackClasses[broker];
  const imported = broker === 'remote' ? ['enforce', 'Password', pack, 'RemoteBroker'] : ['enforce', pack, base];
  return `${broker === 'remote' ? "import { TerraformStack } from 'cdktf';\n" : ''}import type { Construct } from 'constructs';
import { ${[...imported].sort(byName).join(', ')} } from 'rabbitmq-cdk';
import { Messaging } from './messaging';

/** ${summaries[broker]} */
export class BrokerStack extends ${base} {
  readonly messaging: Messaging;

  constructor(scope: Construct, id: string) {
    super(scope, id);
${body.replace('new Messaging', 'this.messaging = new Messaging')}
    enforce(${pack}, this);
  }
}
`;
}

function remoteBody(serverVersion: string): string {
  return `    const broker = new RemoteBroker(this, 'rabbitmq', {
      // Where its management API answers, and an administrator: set yours.
      endpoint: 'https://rabbitmq.example.com:15671',
      username: 'terraform',
      password: Password.asked(this, 'rabbitmq_password', 'the password of the administrator'),
      serverVersion: '${serverVersion}',
    });
    new Messaging(this, 'messaging', broker);`;
}

function byName(one: string, other: string): number {
  return one.toLowerCase() < other.toLowerCase() ? -1 : 1;
}
