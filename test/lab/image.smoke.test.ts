import { labels } from '../../lab/belongings';
import { isRunning, lastWords, published, remove } from '../../lab/container';
import { docker } from '../../host/docker';
import { ensureImage } from '../../lab/image';
import { rabbitmqImage } from '../../lab/images/rabbitmq';
import { management } from '../../host/management';
import { Hopeless, until } from '../../host/until';
import { describeWith } from '../setup/missing';

describeWith('engine', 'the broker image', () => {
  const containers: string[] = [];
  const credentials = { RABBITMQ_DEFAULT_USER: 'someone', RABBITMQ_DEFAULT_PASS: 'for this test only' };

  afterAll(() => remove(containers));

  /** Starts a container and waits until its management API lets the default user in. */
  async function boot(...options: readonly string[]): Promise<{ container: string; url: string }> {
    const env = Object.keys(credentials).flatMap((name) => ['--env', name]);
    const image = await ensureImage(rabbitmqImage);
    const run = ['run', '--detach', '--publish', '127.0.0.1::15672', ...labels(), ...env, ...options, image];
    const container = await docker(run, { env: credentials });
    containers.push(container);
    const url = `http://${await published(container, 15672)}`;
    const api = management(url, credentials.RABBITMQ_DEFAULT_USER, credentials.RABBITMQ_DEFAULT_PASS, 2_000);
    const ready = async () => {
      if (!(await isRunning(container))) throw new Hopeless(await lastWords(container));
      await api.get('health/checks/port-listener/5672');
    };
    await until('the broker is ready', ready, { within: 45_000 });
    return { container, url };
  }

  test('runs as the user rabbitmq, and gives it the data that root has put there', async () => {
    const { container } = await boot();

    expect(await docker(['exec', container, 'stat', '--format', '%u', '/proc/1'])).toBe('999');
    expect(await docker(['exec', container, 'find', '/var/lib/rabbitmq', '!', '-user', 'rabbitmq'])).toBe('');
  });

  test('runs as any user on a read-only root, with the command line for that user and for root', async () => {
    const { container } = await boot('--user', '999', '--read-only', '--tmpfs', '/tmp');

    const users = ['exec', container, 'rabbitmqctl', '--quiet', 'list_users', '--no-table-headers'];
    expect(await docker(users)).toBe('someone\t[administrator]');
    expect(await docker(['exec', '--user', '0', ...users.slice(1)])).toBe('someone\t[administrator]');
    await expect(docker(['exec', container, 'rabbitmq-diagnostics', 'check_port_connectivity'])).resolves.toContain(
      'Successfully connected',
    );
  });

  test('lets the given administrator in, and no guest', async () => {
    const { url } = await boot('--user', '999');

    await expect(management(url, 'guest', 'guest').get('whoami')).rejects.toMatchObject({ status: 401 });
  });

  test('refuses variables that the broker no longer reads instead of ignoring them', async () => {
    const image = await ensureImage(rabbitmqImage);

    const refused = docker(['run', '--rm', ...labels(), '--env', 'RABBITMQ_SSL_CERTFILE=/cert.pem', image]);

    await expect(refused).rejects.toThrow('RABBITMQ_SSL_CERTFILE');
  });
});
