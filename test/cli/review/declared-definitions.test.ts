import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdktf';
import { declaredDefinitions, declaredFile } from '../../../cli/review/declared-definitions';
import { reviewPlan } from '../../../cli/review/review-plan';
import type { Plan, PlannedResource } from '../../../cli/terraform/plan';
import { Permissions } from '../../../constructs/access/permissions';
import { User } from '../../../constructs/access/user';
import { QuorumQueue } from '../../../constructs/topology/queues/quorum-queue';
import { Vhost } from '../../../constructs/topology/vhost';
import { SingleNodeStack } from '../../../stacks/single-node';
import { testApp } from '../../harness';

interface Shop {
  readonly maxLength?: number;
  readonly users?: readonly string[];
  /** The hash of the worker's password, where it is given. */
  readonly hash?: string;
}

/** The folder of a shop by definitions. */
function shop({ maxLength = 100_000, users = ['worker'], hash }: Shop = {}): string {
  const stack = new SingleNodeStack(testApp(), 'shop', {
    topologyBy: 'definitions',
    plugins: ['rabbitmq_shovel'],
    removalPolicy: 'destroy',
  });
  const vhost = new Vhost(stack, 'shop', { ...stack, vhostName: 'shop' });
  new QuorumQueue(stack, 'orders', { vhost, maxLength });
  for (const name of users) {
    const user = new User(stack, name, {
      ...stack,
      tags: ['management'],
      ...(hash === undefined ? {} : { passwordHash: hash }),
    });
    new Permissions(user, 'in-shop', { user, vhost, read: '.*' });
  }
  const app = App.of(stack);
  app.synth();
  return join(app.outdir, 'stacks/shop');
}

/** What is declared in a folder, of its only file. */
function declaredIn(folder: string) {
  const [declared, ...others] = declaredDefinitions(folder);
  if (declared === undefined || others.length > 0) throw new Error(`${others.length + 1} files`);
  return declared;
}

/** What Terraform has made of the shop: salts and passwords, by the ids of their resources. */
function values(folder: string, except: readonly string[] = []): Plan['values'] {
  const { resource } = JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8'));
  const made = ['random_string', 'random_password'].flatMap((type) =>
    Object.keys(resource[type]).map((id) => [`${type}.${id}`, { result: type === 'random_string' ? 'salt' : id }]),
  );
  return new Map(made.filter(([address]) => !except.some((name) => String(address).includes(`.${name}_`))) as never);
}

const known = (folder: string) => ({ resources: [], values: values(folder), variables: {} });
const fileOf = (folder: string) => declaredFile(declaredIn(folder), emptyFile, known(folder));
const emptyFile = { users: [], parameters: [] } as never;

/** The plan that changes the file of one folder to that of another, in which some users' passwords are new. */
function planned(before: string, after: string, changing: readonly string[] = []): Plan {
  const at = declaredIn(before).at;
  const upload = (content?: string) => [{ file: '/etc/rabbitmq/definitions.json', ...(content ? { content } : {}) }];
  const [type = '', id = ''] = at.split('.');
  const made = [...values(after).keys()].filter((address) => changing.some((name) => address.includes(`.${name}_`)));
  return {
    ...{ drift: [], outputs: [], errored: false, providers: {}, variables: {} },
    values: values(after, changing),
    resources: [
      {
        ...resource(at, 'replace'),
        before: { name: id, env: [], upload: upload(fileOf(before)) },
        after: { name: id, env: [], upload: upload(), type },
      },
      ...made.map((address) => resource(address, 'create')),
    ],
  };
}

function resource(address: string, action: PlannedResource['action']): PlannedResource {
  const type = address.split('.')[0] ?? '';
  return { address, type, action, unknown: {}, replacePaths: [], provider: type.split('_')[0] ?? '' };
}

function told(plan: Plan, folder: string): readonly string[] {
  return reviewPlan(plan, { declared: declaredDefinitions(folder) })
    .filter(({ object }) => object.type !== 'node' && !object.name.startsWith('random_'))
    .map(({ effect, change, object }) => `${effect} ${change} ${object.name}`);
}

test('the file is what the app declares, with the hash of the password that Terraform has', () => {
  const folder = shop();
  const declared = declaredIn(folder);
  const password = [...values(folder).keys()].find((address) => address.startsWith('random_password.worker_'));
  const digest = createHash('sha256')
    .update(`salt${password?.split('.')[1]}`)
    .digest();

  expect(declared.provider).toBe('rabbitmq');
  expect(JSON.parse(fileOf(folder)).users).toContainEqual(
    expect.objectContaining({
      name: 'worker',
      password_hash: Buffer.concat([Buffer.from('salt'), digest]).toString('base64'),
    }),
  );
});

test('another hash in the app is another password, and the same one is none', () => {
  const hash = (letter: string) => Buffer.alloc(36, letter).toString('base64');
  const [before, after] = [shop({ hash: hash('a') }), shop({ hash: hash('b') })];

  expect(told(planned(before, after), after)).toEqual(told(planned(shop(), shop(), ['worker']), shop()));
  expect(told(planned(before, before), before)).toEqual([]);
});

test('a user that is new makes nothing unknown, and no other user gets another password', () => {
  const after = shop({ users: ['worker', 'reporter'] });

  expect(told(planned(shop(), after, ['reporter']), after)).toEqual([
    'online permissions/widened reporter',
    'online user/created reporter',
  ]);
});

test('a limit that becomes lower beside a new user still loses messages', () => {
  const after = shop({ maxLength: 2, users: ['worker', 'reporter'] });

  expect(told(planned(shop(), after, ['reporter']), after)[0]).toBe('data queue/settings-changed orders');
});

test('a password that changes with the apply is told of its user alone', () => {
  const after = shop();

  expect(told(planned(shop(), after, ['worker']), after)).toEqual(['access user/password-rotated worker']);
});

test('a plan of which the stack is not at hand stays unknown', () => {
  const after = shop({ users: ['worker', 'reporter'] });

  const [first] = reviewPlan(planned(shop(), after, ['reporter']));

  expect(first).toMatchObject({ effect: 'data', change: 'definitions/unknown' });
});
