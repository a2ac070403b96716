import { listenersOf } from '../../../model/server/listeners';
import { haproxyConf } from '../../../constructs/docker/haproxy-conf';
import { Duration } from '../../../model/units/duration';
import type { RabbitmqConf } from '../../../model/server/rabbitmq-conf';

const tls: RabbitmqConf = { 'listeners.ssl.default': 5671, 'management.ssl.port': 15671 };

function conf(settings: RabbitmqConf = {}, majorityPort?: number): string {
  return haproxyConf({
    nodeNames: ['rabbit1', 'rabbit2'],
    listeners: listenersOf(settings, []),
    ...(majorityPort === undefined ? {} : { majorityPort }),
    sizing: { idleTimeout: Duration.hours(1), maxConnections: 1_000 },
  });
}

test('sends AMQP to the node with the fewest connections, and keeps silent ones for an hour', () => {
  expect(section(conf(), 'backend amqp')).toEqual([
    'balance leastconn',
    'option tcp-check',
    'tcp-check connect port 5672',
    'server rabbit1 rabbit1:5672',
    'server rabbit2 rabbit2:5672',
  ]);
  expect(section(conf(), 'defaults')).toEqual(expect.arrayContaining(['timeout client 3600s', 'timeout server 3600s']));
});

test('lets in management and statistics however many AMQP clients there are, which share one limit with and without TLS', () => {
  const text = conf(tls);

  expect(section(text, 'frontend clients')).toEqual([
    'bind :5672',
    'bind :5671',
    'maxconn 1000',
    'use_backend amqp if { dst_port 5672 }',
    'use_backend amqps if { dst_port 5671 }',
  ]);
  const [all = 0, ...each] = [...text.matchAll(/^ *maxconn (\d+)$/gm)].map(([, limit]) => Number(limit));
  expect(each).toHaveLength(text.match(/^(frontend|listen) /gm)?.length ?? 0);
  expect(all).toBe(each.reduce((sum, limit) => sum + limit));
});

test('keeps a client of management on one node, and leaves a node that takes no AMQP', () => {
  expect(section(conf(), 'listen management')).toEqual(
    expect.arrayContaining(['stick on src', 'tcp-check connect port 15672', 'tcp-check connect port 5672']),
  );
});

test('passes TLS on to the nodes, and asks the plain listener whether they are there', () => {
  expect(section(conf(tls), 'backend amqps')).toEqual(
    expect.arrayContaining(['tcp-check connect port 5672', 'server rabbit1 rabbit1:5671']),
  );
  expect(section(conf(tls), 'listen management')).toContain('server rabbit1 rabbit1:15671');
});

test('asks a node that stays open in a minority whether it has the majority, everywhere and for no longer than three seconds', () => {
  const text = conf(tls, 15690);

  for (const proxy of ['backend amqp', 'backend amqps', 'listen management'])
    expect(section(text, proxy).join('\n')).toContain(
      'tcp-check connect port 15690\ntcp-check expect string majority\nserver',
    );
  expect(section(text, 'defaults')).toContain('timeout check 3s');
  expect(conf(tls)).not.toContain('majority');
});

test('serves no AMQP without TLS when the nodes do not', () => {
  const text = conf({ ...tls, 'listeners.tcp': 'none' });

  expect(text).not.toMatch(/^backend amqp$/m);
  expect(section(text, 'frontend clients')).not.toContain('bind :5672');
  expect(section(text, 'backend amqps')).toContain('tcp-check connect port 5671');
});

test('serves statistics, metrics, and whether a broker is there', () => {
  expect(section(conf(), 'frontend statistics')).toEqual(
    expect.arrayContaining([
      'stats uri /',
      'http-request use-service prometheus-exporter if { path /metrics }',
      'monitor fail if broker_is_gone',
    ]),
  );
});

function section(text: string, head: string): readonly string[] {
  const [, body = ''] = text.split(`${head}\n`);
  return (body.split('\n\n')[0] ?? '').split('\n').map((line) => line.trim());
}
