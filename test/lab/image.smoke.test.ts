import { labels } from '../../lab/belongings';
import { isRunning, lastWords, published, remove } from '../../lab/container';
import { docker } from '../../host/docker';
import { ensureImage } from '../../lab/image';
import { generations, type Generation } from '../../lab/generation';
import { rabbitmqImage } from '../../lab/images/rabbitmq';
import { type Management, management, ManagementError, path } from '../../host/management';
import { serverVersionOfImage } from '../../model/server/server-version';
import { Hopeless, until } from '../../host/until';
import { describeWith } from '../setup/missing';

for (const generation of generations)
  describeWith('engine', `the broker image of ${generation}`, () => testsOf(generation));

function testsOf(generation: Generation): void {
  const containers: string[] = [];
  const credentials = { RABBITMQ_DEFAULT_USER: 'someone', RABBITMQ_DEFAULT_PASS: 'for this test only' };
  /** Booted as the image is, by the user root. */
  let plain: Booted;

  beforeAll(async () => {
    plain = await boot();
  });
  afterAll(() => remove(containers));

  /** Starts a container and waits until its management API lets the default user in. */
  async function boot(options: readonly string[] = [], command: readonly string[] = []): Promise<Booted> {
    const env = Object.keys(credentials).flatMap((name) => ['--env', name]);
    const image = await ensureImage(rabbitmqImage(generation));
    const run = [
      'run',
      '--detach',
      '--publish',
      '127.0.0.1::15672',
      ...labels(),
      ...env,
      ...options,
      image,
      ...command,
    ];
    const container = await docker(run, { env: credentials });
    containers.push(container);
    const url = `http://${await published(container, 15672)}`;
    const api = management(url, credentials.RABBITMQ_DEFAULT_USER, credentials.RABBITMQ_DEFAULT_PASS, 2_000);
    const ready = async () => {
      if (!(await isRunning(container))) throw new Hopeless(await lastWords(container));
      await api.get('health/checks/port-listener/5672');
    };
    await until('the broker is ready', ready, { within: 45_000 });
    return { container, url, api };
  }

  test('runs as the user rabbitmq, and gives it the data that root has put there', async () => {
    const { container } = plain;

    expect(await docker(['exec', container, 'stat', '--format', '%u', '/proc/1'])).toBe('999');
    expect(await docker(['exec', container, 'find', '/var/lib/rabbitmq', '!', '-user', 'rabbitmq'])).toBe('');
  });

  test('runs as any user on a read-only root, with the command line for that user and for root', async () => {
    const { container, url } = await boot(['--user', '999', '--read-only', '--tmpfs', '/tmp']);

    const users = ['exec', container, 'rabbitmqctl', '--quiet', 'list_users', '--no-table-headers'];
    expect(await docker(users)).toBe('someone\t[administrator]');
    expect(await docker(['exec', '--user', '0', ...users.slice(1)])).toBe('someone\t[administrator]');
    await expect(docker(['exec', container, 'rabbitmq-diagnostics', 'check_port_connectivity'])).resolves.toContain(
      'Successfully connected',
    );
    await expect(asGuest(url)).rejects.toMatchObject({ status: 401 });
  });

  test('lets the given administrator in, and no guest', async () => {
    await expect(plain.api.get('whoami')).resolves.toMatchObject({ name: credentials.RABBITMQ_DEFAULT_USER });
    await expect(asGuest(plain.url)).rejects.toMatchObject({ status: 401 });
  });

  test('refuses variables that the broker no longer reads instead of ignoring them', async () => {
    const image = await ensureImage(rabbitmqImage(generation));

    const refused = docker(['run', '--rm', ...labels(), '--env', 'RABBITMQ_SSL_CERTFILE=/cert.pem', image]);

    await expect(refused).rejects.toThrow('RABBITMQ_SSL_CERTFILE');
  });

  test('has a name that says the version of its server', async () => {
    const { major, minor, patch } = serverVersionOfImage(await ensureImage(rabbitmqImage(generation))) ?? {};

    const { rabbitmq_version: version } = await plain.api.get<{ readonly rabbitmq_version: string }>('overview');

    // Official images may be named by their series alone.
    expect(version).toMatch(patch === Infinity ? new RegExp(`^${major}\\.${minor}\\.`) : `${major}.${minor}.${patch}`);
  });

  test('takes transient queues as upstream does: from 4.3 on where rabbitmq.conf permits them', async () => {
    const permit = 'echo deprecated_features.permit.transient_nonexcl_queues = true >/etc/rabbitmq/rabbitmq.conf';
    const queue = path`queues/${'/'}/${'transient'}`;

    const { api: permitting } = await boot([], ['sh', '-c', `${permit}; exec docker-entrypoint.sh rabbitmq-server`]);

    const isDenied = generation !== '4.0';
    await expect(plain.api.put(queue, { durable: false }).catch(statusOf)).resolves.toBe(isDenied ? 400 : undefined);
    await expect(permitting.put(queue, { durable: false })).resolves.toBeUndefined();
  });
}

function asGuest(url: string): Promise<unknown> {
  return management(url, 'guest', 'guest').get('whoami');
}

interface Booted {
  readonly container: string;
  readonly url: string;
  readonly api: Management;
}

function statusOf(error: unknown): number {
  if (error instanceof ManagementError) return error.status;
  throw error;
}
