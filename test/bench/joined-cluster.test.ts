import { haproxyConf } from '../../bench/joined-cluster';

test('what a stack is compared with has HAProxy before AMQP and management of each node, with health checks', () => {
  const text = haproxyConf(['rabbit1', 'rabbit2']);

  for (const [name, port] of [
    ['amqp', 5672],
    ['management', 15672],
  ] as const)
    expect(text).toContain(
      [
        `listen ${name}`,
        `  bind :${port}`,
        '  balance roundrobin',
        `  server rabbit1 rabbit1:${port} check`,
        `  server rabbit2 rabbit2:${port} check`,
        '',
      ].join('\n'),
    );
});
