import { call, comment, literal, objectOf, print, raw } from './expression';
import { SourceFile } from './source-file';

/** How the app reaches the broker. */
export interface AdoptedBroker {
  /** `https://rabbitmq.example.com:15671`, without credentials; absent where only a file is known. */
  readonly endpoint?: string;
  /** As whom Terraform logs in. */
  readonly username?: string;
  readonly serverVersion: string;
  readonly nodeCount: number;
}

/** A virtual host's part of the app. */
export interface VhostPart {
  readonly className: string;
  /** The module, below the folder of the app: `./vhosts/shop`. */
  readonly module: string;
  readonly id: string;
  readonly hasUsers: boolean;
}

/** The id of the stack. */
export const STACK = 'broker';

/** The variable of Terraform for the administrator's password. */
export const PASSWORD_VARIABLE = 'rabbitmq_password';

/** Writes the app. */
export function mainFile(broker: AdoptedBroker, parts: readonly VhostPart[]): string {
  const file = new SourceFile();
  const hasUsers = parts.some((part) => part.hasUsers);
  file.use('cdktf', 'App', 'TerraformStack');
  file.use('rabbitmq-cdk', 'importExisting', 'Password', 'RemoteBroker');
  if (hasUsers) file.use('./users', 'Users');
  for (const { module, className } of parts) file.use(module, className);
  const { endpoint, username } = broker;
  const props = objectOf({
    endpoint: literal(endpoint ?? 'https://rabbitmq.example.com:15671'),
    username: literal(username ?? 'terraform'),
    password: call(
      'Password.asked',
      raw('stack'),
      literal(PASSWORD_VARIABLE),
      literal('the password of the administrator'),
    ),
    serverVersion: literal(broker.serverVersion),
    nodeCount: broker.nodeCount === 1 ? undefined : literal(broker.nodeCount),
  });
  const start = 'const broker = ';
  file.add(
    'const app = new App({ stackTraces: false });',
    `const stack = new TerraformStack(app, ${print(literal(STACK), 0)});`,
    ...(endpoint === undefined ? [comment('Where its management API answers, and an administrator: say yours.')] : []),
    `${start}${print(call('new RemoteBroker', raw('stack'), literal('rabbitmq'), props), 0, start.length + 1)};`,
    '',
    ...(hasUsers ? [`const users = new Users(stack, 'users', broker);`] : []),
    ...parts.map(({ className, id, hasUsers: uses }) => {
      const shared = objectOf({ broker: raw('broker'), users: uses ? raw('users') : undefined });
      return `${print(call(`new ${className}`, raw('stack'), literal(id), shared), 0, 1)};`;
    }),
    '',
    comment('Takes over what is there, instead of creating it; once that is deployed, the line can go.'),
    'importExisting(stack);',
    '',
    'app.synth();',
  );
  return file.toString();
}
