import { docker } from '../../host/docker';
import { labels } from '../../lab/belongings';
import { ensureImage } from '../../lab/image';
import { rabbitmqImage } from '../../lab/images/rabbitmq';
import { removeNetworks } from '../../lab/networks';
import { describeWith } from '../setup/missing';

describeWith('engine', 'a network', () => {
  const name = `lab-networks-${process.pid}`;

  test('is removed with the container that a test left on it, by its name or id, and may never have been made', async () => {
    const id = await docker(['network', 'create', ...labels(), name]);
    const other = await docker(['network', 'create', ...labels(), `${name}-other`]);
    const idle = ['--entrypoint', 'sleep', await ensureImage(rabbitmqImage()), '600'];
    const container = await docker(['run', '--detach', ...labels(), '--network', name, ...idle]);

    await removeNetworks([name, 'never-made', other]);

    const left = await docker(['network', 'ls', '--quiet', '--no-trunc', '--filter', `name=${name}`]);
    expect(left).not.toContain(id);
    expect(left).toBe('');
    await expect(docker(['container', 'inspect', container])).rejects.toThrow('No such container');
  });
});
