import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { CommandError, run } from '../../../host/command';
import { path } from '../../../host/management';
import { until } from '../../../host/until';
import { projectRoot } from '../../../lab/folders';
import { administrationOf } from '../../../lab/broker';
import { describeWith } from '../../setup/missing';
import { sharedBroker } from '../../setup/shared-broker';
import { jsonOutputOf } from '../json-output';

describeWith('broker', 'the health of a broker by its URL', () => {
  const vhost = 'health';
  const monitor = { name: 'health-monitor', password: randomBytes(12).toString('hex') };

  beforeAll(async () => {
    const api = administrationOf(sharedBroker());
    await api.put(path`vhosts/${vhost}`);
    await api.put(path`users/${monitor.name}`, { password: monitor.password, tags: 'monitoring' });
    await api.put(path`permissions/${vhost}/${sharedBroker().username}`, { configure: '.*', write: '.*', read: '.*' });
    await api.put(path`queues/${vhost}/forgotten`, { durable: true, arguments: { 'x-queue-type': 'classic' } });
  });
  afterAll(async () => {
    const api = administrationOf(sharedBroker());
    await api.delete(path`vhosts/${vhost}`);
    await api.delete(path`users/${monitor.name}`);
  });

  test('tells a user that it may not see queues, and how it may', async () => {
    const { code, said } = await health(monitor, '--format', 'json');

    expect(code).toBe(2);
    expect(jsonOutputOf('health', said).findings).toContainEqual(
      expect.objectContaining({ check: 'visibility', message: expect.stringContaining('hidden from this user') }),
    );
  });

  test('says as a table which queue nobody consumes, to whom may do nothing with it', async () => {
    const api = administrationOf(sharedBroker());
    await api.put(path`permissions/${vhost}/${monitor.name}`, { configure: '^$', write: '^$', read: '^$' });
    const message = { properties: {}, routing_key: 'forgotten', payload: '', payload_encoding: 'string' };
    for (let count = 0; count < 101; count++) await api.post(path`exchanges/${vhost}/amq.default/publish`, message);

    const probe = async (): Promise<void> => {
      const { code, said } = await health(monitor);
      expect(said).toMatch(/notice .* consumers .* queue 'forgotten' in 'health' .* holds 101 messages/);
      expect(code).toBe(2);
    };
    // The broker counts messages every five seconds.
    await until('health knows the messages', probe, { within: 40_000, every: 1_000 });
  });

  test('fails when the broker refuses the user, and when none is there', async () => {
    const refused = await health({ ...monitor, password: 'wrong' });
    const url = sharedBroker().managementUrl;
    const gone = await healthOf('http://127.0.0.1:9', monitor);

    expect(refused).toEqual({
      code: 1,
      said: expect.stringContaining(`the broker at ${url} refuses user '${monitor.name}' (401): give its user`),
    });
    expect(gone).toEqual({ code: 1, said: expect.stringContaining('cannot be reached') });
    expect(refused.said).not.toContain('wrong');
  });

  function health(user: typeof monitor, ...options: readonly string[]): Promise<{ code: number; said: string }> {
    return healthOf(sharedBroker().managementUrl, user, ...options);
  }

  async function healthOf(
    url: string,
    { name, password }: typeof monitor,
    ...options: readonly string[]
  ): Promise<{ code: number; said: string }> {
    const command = [join(projectRoot, 'bin/rabbitmq-cdk.js'), 'health', url, ...options];
    const env = { RABBITMQ_USERNAME: name, RABBITMQ_PASSWORD: password };
    try {
      return { code: 0, said: await run(process.execPath, command, { env }) };
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      return { code: error.exitCode ?? -1, said: error.reason };
    }
  }
});
