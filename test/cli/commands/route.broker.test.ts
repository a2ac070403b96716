import { Connection } from 'rabbitmq-client';
import { path } from '../../../host/management';
import { administrationOf, connectionUrl, type Broker } from '../../../lab/broker';
import { routeCommand } from '../../../cli/commands/route';
import { catchPrinted, ran } from '../printed';
import { describeWith } from '../../setup/missing';
import { sharedBroker } from '../../setup/shared-broker';
import { jsonOutputOf } from '../json-output';

describeWith('broker', 'rabbitmq-cdk route --url', () => {
  const vhost = `route ${process.pid}`;
  const printed = catchPrinted();
  const cli = (...words: readonly string[]) =>
    ran(printed, ['route', ...words], { route: { summary: '', load: () => routeCommand } });
  afterAll(() => administrationOf(sharedBroker()).delete(path`vhosts/${vhost}`));

  test('of a header without a value, which only AMQP can bind, says that any value may do, as it does', async () => {
    const broker = sharedBroker();
    const api = administrationOf(broker);
    await api.put(path`vhosts/${vhost}`);
    await api.put(path`queues/${vhost}/any`, { durable: true });
    const connection = new Connection(connectionUrl(broker, vhost));
    const channel = await connection.acquire();
    await channel.queueBind({ exchange: 'amq.headers', queue: 'any', arguments: { size: null } });
    await channel.confirmSelect();
    await channel.basicPublish({ exchange: 'amq.headers', headers: { size: 5 } }, 'routed');
    const { messageCount } = await channel.queuePurge('any');
    await channel.close();
    await connection.close();

    const routed = (...words: readonly string[]) =>
      cli('--url', urlOf(broker), '--vhost', vhost, '--exchange', 'amq.headers', ...words);

    expect(messageCount).toBe(1);
    expect((await routed('--header', 'size=5')).output).toContain('queues: none\nperhaps: any\n');
    expect((await routed('--header', 'other=5')).output).toContain('queues: none\n  no queue gets it');
  });

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
    const routed = (...words: readonly string[]) => cli('--url', urlOf(broker), '--vhost', vhost, ...words);

    const created = await routed('--exchange', 'amq.topic', '--key', 'order.created', '--format', 'json');
    const other = await routed('--exchange', 'amq.topic', '--key', 'other', '--format', 'json');
    const missing = await cli('--url', urlOf(broker), '--vhost', 'no such one', '--exchange', '');

    expect(jsonOutputOf('route', created.output)).toMatchObject({ queues: ['orders'], unroutable: false });
    expect(jsonOutputOf('route', other.output)).toMatchObject({
      queues: ['lost'],
      path: [{ by: 'alternate' }, { by: 'binding' }],
    });
    expect(missing).toMatchObject({ code: 1, errors: expect.stringContaining("has no virtual host 'no such one'") });
  });
});

function urlOf({ managementUrl, username, password }: Broker): string {
  const url = new URL(managementUrl);
  [url.username, url.password] = [username, password];
  return url.href;
}
