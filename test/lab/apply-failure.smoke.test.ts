import { applyStack } from '../../lab/apply';
import { isRunning } from '../../lab/container';
import { docker } from '../../host/docker';
import { rabbitmqImage } from '../../lab/images/rabbitmq';
import type { StackJson } from '../../lab/stack/stack';
import { until } from '../../host/until';
import { describeWith } from '../setup/missing';

describeWith('engine', 'a stack that cannot be made', () => {
  const name = `lab-failure-${process.pid}`;
  const reference = { network: '${docker_network.main.name}', image: '${docker_image.broker.image_id}' };

  /** A container that only sleeps, with its network and its volume, and what makes it fail. */
  function stackWith(container: object): StackJson {
    return {
      resource: {
        docker_network: { main: { name } },
        docker_volume: { data: { name } },
        docker_image: { broker: { name: rabbitmqImage().official } },
        docker_container: {
          sleeper: {
            name,
            image: reference.image,
            command: ['sleep', '600'],
            networks_advanced: [{ name: reference.network }],
            volumes: [{ volume_name: '${docker_volume.data.name}', container_path: '/data' }],
            ...container,
          },
        },
      },
    };
  }

  async function leftovers(): Promise<string> {
    const lists = [
      ['ps', '--all'],
      ['network', 'ls'],
      ['volume', 'ls'],
    ];
    const ids = await Promise.all(lists.map((list) => docker([...list, '--quiet', '--filter', `name=${name}`])));
    return ids.join('');
  }

  test('names the argument that the lab does not know, and leaves nothing', async () => {
    await expect(applyStack(stackWith({ gpus: 'all' }))).rejects.toThrow("the lab does not know 'gpus'");

    await expect(leftovers()).resolves.toBe('');
  });

  test('says what the engine says, and leaves nothing', async () => {
    const applied = applyStack(stackWith({ restart: 'sometimes' }));

    await expect(applied).rejects.toThrow(/docker_container.sleeper: .*restart policy/s);
    await expect(leftovers()).resolves.toBe('');
  });

  test('says that its container ended and what it said last, and leaves nothing', async () => {
    const failing = {
      command: ['bash', '-c', 'echo no more disk >&2; exit 1'],
      healthcheck: { test: ['CMD', 'true'], interval: '1s' },
      wait: true,
    };

    await expect(applyStack(stackWith(failing))).rejects.toThrow(/the container ended: .*no more disk/s);
    await expect(leftovers()).resolves.toBe('');
  });

  test('leaves nothing when it is interrupted while a container is not yet healthy', async () => {
    const waiting = {
      healthcheck: { test: ['CMD', 'false'], interval: '1s', retries: 1_000 },
      wait: true,
      wait_timeout: 600,
    };
    const interruption = new AbortController();

    const applied = applyStack(stackWith(waiting), { signal: interruption.signal });
    const running = async () => expect(await isRunning(name)).toBe(true);
    await Promise.all([
      expect(applied).rejects.toThrow('the making of the stack was interrupted'),
      until('the container runs', running, { within: 20_000 }).then(() => interruption.abort()),
    ]);

    await expect(leftovers()).resolves.toBe('');
  });

  test("does not take over somebody else's volume", async () => {
    await docker(['volume', 'create', name]);

    await expect(applyStack(stackWith({}))).rejects.toThrow(`there is a volume '${name}' already`);

    await expect(leftovers()).resolves.toBe(name);
    await docker(['volume', 'rm', name]);
  });

  test('is told from resources that need Terraform before anything is made', async () => {
    const stack = { resource: { aws_mq_broker: { orders: {} }, docker_network: { main: { name } } } };

    await expect(applyStack(stack)).rejects.toThrow('the lab cannot make aws_mq_broker.orders; deploy with Terraform');
    await expect(leftovers()).resolves.toBe('');
  });
});
