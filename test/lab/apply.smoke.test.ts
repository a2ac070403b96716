import { type AppliedStack, applyStack } from '../../lab/apply';
import { docker } from '../../host/docker';
import { type Management, management, path } from '../../host/management';
import { freePorts } from '../../lab/ports';
import { roundTrip } from '../../lab/round-trip';
import { Logging } from '../../examples/logging';
import { Reliability } from '../../examples/reliability';
import { Spreading } from '../../examples/spreading';
import { Tasks } from '../../examples/tasks';
import { SingleNodeStack } from '../../stacks/single-node';
import { synth, type SynthesizedJson, testApp } from '../harness';
import { describeWith } from '../setup/missing';

describeWith('engine', 'the single-node stack without Terraform', () => {
  const nodeName = `lab-apply-${process.pid}`;
  let applied: AppliedStack | undefined;
  let json: SynthesizedJson;
  let api: Management;

  beforeAll(async () => {
    const [amqp, http, metrics] = await freePorts(3);
    const ports = { amqp, management: http, prometheus: metrics };
    const stack = new SingleNodeStack(testApp(), 'single-node', {
      nodeName,
      ports,
      plugins: [...Spreading.plugins, ...Reliability.plugins],
    });
    new Logging(stack, 'logging', stack);
    new Tasks(stack, 'tasks', stack);
    new Spreading(stack, 'spreading', stack);
    new Reliability(stack, 'reliability', stack);
    json = synth(stack);
    applied = await applyStack(json);
    api = management(output('management_url'), output('username'), output('password'));
  }, 180_000);
  afterAll(() => applied?.destroy(), 60_000);

  function output(name: string): string {
    return String(applied?.outputs[name]);
  }

  test('runs the container as it is described', async () => {
    const described = JSON.parse(await docker(['inspect', '--format', '{{json .}}', nodeName]));

    expect(described.State.Health.Status).toBe('healthy');
    expect(described.HostConfig).toMatchObject({
      Memory: 1024 * 1024 * 1024,
      RestartPolicy: { Name: 'unless-stopped' },
      LogConfig: { Type: 'json-file', Config: { 'max-size': '10m', 'max-file': '5' } },
    });
    expect(described.Config.StopTimeout).toBe(60);
    expect(Object.keys(described.NetworkSettings.Networks)).toEqual([nodeName]);
    expect(described.HostConfig.Binds).toEqual([`${nodeName}-data:/var/lib/rabbitmq`]);
  });

  test('configures the broker with the uploaded files', async () => {
    const environment = await docker(['exec', nodeName, 'rabbitmqctl', '--quiet', 'environment']);

    expect(environment).toMatch(/\{vm_memory_high_watermark,0\.6\}/);
    expect(environment).toMatch(/\{total_memory_available_override_value,858993460\}/);
  });

  test.each(['logging', 'tasks', 'spreading', 'reliability'])(
    'declares every queue, exchange and policy of the example %s',
    async (vhost) => {
      const declared = (type: string) =>
        Object.values(json.resource[type] ?? {})
          .filter((resource) => resource['vhost'] === vhost)
          .map(({ name }) => name)
          .sort();
      const there = async (kind: string) => {
        const objects = await api.get<{ name: string }[]>(path`${kind}/${vhost}`);
        return objects
          .map(({ name }) => name)
          .filter((name) => name !== '' && !name.startsWith('amq.'))
          .sort();
      };

      await expect(there('queues')).resolves.toEqual(declared('rabbitmq_queue'));
      await expect(there('exchanges')).resolves.toEqual(declared('rabbitmq_exchange'));
      await expect(there('policies')).resolves.toEqual(declared('rabbitmq_policy'));
    },
  );

  test('sends arguments as the provider does: JSON with its types, maps as texts', async () => {
    const queue = await api.get<{ arguments: unknown }>(path`queues/${'tasks'}/${'priority_queue'}`);
    const bindings = await api.get<unknown[]>(path`bindings/${'logging'}/e/${'headers_logs'}/q/${'pdf_reports'}`);

    expect(queue.arguments).toEqual({ 'x-max-priority': 10, 'x-queue-type': 'classic' });
    expect(bindings).toMatchObject([{ arguments: { format: 'pdf', type: 'report', 'x-match': 'all' } }]);
  });

  test('hands a message from an exchange to a queue', async () => {
    const route = { exchange: 'direct_logs', routingKey: 'warning', queue: 'warnings' };

    await expect(roundTrip(`${output('connection_string')}/logging`, route, 'careful')).resolves.toBe('careful');
  });

  test('leaves no container, network or volume when it is destroyed', async () => {
    await applied?.destroy();

    const lists = [
      ['ps', '--all'],
      ['network', 'ls'],
      ['volume', 'ls'],
    ];
    const left = await Promise.all(lists.map((list) => docker([...list, '--quiet', '--filter', `name=${nodeName}`])));
    expect(left).toEqual(['', '', '']);
  });
});
