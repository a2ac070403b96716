import { path } from '../../../host/management';
import { administrationOf } from '../../../lab/broker';
import { routeCommand } from '../../../cli/commands/route';
import { run } from '../../../cli/program/program';
import { describeWith } from '../../setup/missing';
import { sharedBroker } from '../../setup/shared-broker';

describeWith('broker', 'rabbitmq-cdk route --url', () => {
  const vhost = `route ${process.pid}`;
  afterAll(() => administrationOf(sharedBroker()).delete(path`vhosts/${vhost}`));

  test('asks a running broker what it has, alternate exchanges by policy included', async () => {
    const broker = sharedBroker();
    const api = administrationOf(broker);
    await api.put(path`vhosts/${vhost}`);
    await api.put(path`queues/${vhost}/orders`, { durable: true });
    await api.put(path`queues/${vhost}/lost`, { durable: true });
    await api.post(path`bindings/${vhost}/e/amq.topic/q/orders`, { routing_key: 'order.*' });
    await api.post(path`bindings/${vhost}/e/amq.fanout/q/lost`);
    await api.put(path`policies/${vhost}/lost`, {
      ...{ pattern: '^amq\\.topic$', 'apply-to': 'exchanges' },
      definition: { 'alternate-exchange': 'amq.fanout' },
    });
    const url = new URL(broker.managementUrl);
    [url.username, url.password] = [broker.username, broker.password];
    const routed = (...words: readonly string[]) => printed('--url', url.href, '--vhost', vhost, ...words);

    const created = await routed('--exchange', 'amq.topic', '--key', 'order.created', '--format', 'json');
    const other = await routed('--exchange', 'amq.topic', '--key', 'other', '--format', 'json');
    const missing = await printed('--url', url.href, '--vhost', 'no such one', '--exchange', '');

    expect(JSON.parse(created.out)).toMatchObject({ queues: ['orders'], unroutable: false });
    expect(JSON.parse(other.out)).toMatchObject({ queues: ['lost'], path: [{ by: 'alternate' }, { by: 'binding' }] });
    expect(missing).toMatchObject({ code: 1, error: expect.stringContaining("has no virtual host 'no such one'") });
  });
});

async function printed(...words: readonly string[]) {
  const output = { out: '', error: '' };
  const take = (to: 'out' | 'error') => (text: unknown) => ((output[to] += String(text)), true);
  const out = jest.spyOn(process.stdout, 'write').mockImplementation(take('out'));
  const error = jest.spyOn(process.stderr, 'write').mockImplementation(take('error'));
  try {
    const code = await run(['route', ...words], { route: { summary: '', load: () => routeCommand } });
    return { code, ...output };
  } finally {
    out.mockRestore();
    error.mockRestore();
  }
}
