import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../../host/command';
import { docker } from '../../../host/docker';
import { ensureImage } from '../../../lab/image';
import { rabbitmqImage } from '../../../lab/images/rabbitmq';
import { until } from '../../../host/until';
import { renderRabbitmqConf } from '../../../model/server/rabbitmq-conf';
import { describeWith } from '../../setup/missing';
import { everyConfKey, everyConfPlugin } from './every-conf-key';

describeWith('engine', 'rabbitmq.conf', () => {
  test.each(everyConfKey.map((conf, index) => [index + 1, conf] as const))(
    'with every key is accepted by the server: file %i',
    async (_, conf) => {
      const verdict = await verdictOn(renderRabbitmqConf(conf));

      expect(verdict).toBe('accepted');
    },
  );

  test('with a key that does not exist is not', async () => {
    expect(await verdictOn('hartbeat = 60\n')).toMatch(/hartbeat/);
  });
});

/** What a server says of its configuration: it names itself once it has read it, long before it is ready. */
async function verdictOn(conf: string): Promise<string> {
  const image = await ensureImage(rabbitmqImage());
  const container = await docker(['create', '--env', `RABBITMQ_ENABLED_PLUGINS=${everyConfPlugin.join(',')}`, image]);
  try {
    const file = join(mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-')), 'rabbitmq.conf');
    writeFileSync(file, conf, { mode: 0o644 });
    await docker(['cp', file, `${container}:/etc/rabbitmq/conf.d/90-test.conf`]);
    await docker(['start', container]);
    return await until('the server read its configuration', () => verdictIn(container), { within: 60_000, every: 200 });
  } finally {
    await docker(['rm', '--force', '--volumes', container]);
  }
}

async function verdictIn(container: string): Promise<string> {
  const said = await run('sh', ['-c', 'docker logs "$1" 2>&1', 'sh', container]);
  const running = await docker(['inspect', '--format', '{{.State.Running}}', container]);
  if (/Starting RabbitMQ/.test(said)) return 'accepted';
  if (running === 'false') return said;
  throw new Error('it has said nothing yet');
}
