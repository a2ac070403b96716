import { Arguments } from '../../../lab/stack/arguments';

describe('the arguments of a resource', () => {
  test('are converted as Terraform converts them', () => {
    const args = new Arguments('docker_container.node', { name: 7, memory: '1024', wait: 'true', env: ['A=1', 2] });

    expect(args.string('name')).toBe('7');
    expect(args.number('memory')).toBe(1024);
    expect(args.boolean('wait', false)).toBe(true);
    expect(args.strings('env')).toEqual(['A=1', '2']);
  });

  test('that are missing or null are what the reader says', () => {
    const args = new Arguments('docker_container.node', { user: null });

    expect(args.optionalString('user')).toBeUndefined();
    expect(args.boolean('read_only', false)).toBe(false);
    expect(args.blocks('ports')).toEqual([]);
    expect(args.map('log_opts')).toEqual({});
    expect(() => args.string('user')).toThrow("docker_container.node: 'user' is missing");
  });

  test('that nobody reads are named, also those in blocks', () => {
    const args = new Arguments('docker_container.node', { name: 'x', gpus: 'all', runtime: 'runc' });
    const nested = new Arguments('docker_container.node', { ports: [{ internal: 1 }, { internal: 2, mode: 'host' }] });
    args.string('name');
    nested.blocks('ports').forEach((port) => port.number('internal'));

    expect(() => args.finish()).toThrow("docker_container.node: the lab does not know 'gpus', 'runtime'");
    expect(() => nested.finish()).toThrow("docker_container.node.ports[1]: the lab does not know 'mode'");
  });

  test('of the wrong type are named with their type, never with their value', () => {
    const args = new Arguments('rabbitmq_user.worker', { password: ['s3cret'], tags: 's3cret' });

    expect(() => args.string('password')).toThrow("rabbitmq_user.worker: 'password': a string is expected, got a list");
    expect(() => args.strings('tags')).toThrow("rabbitmq_user.worker: 'tags': a list is expected, got a string");
  });

  test('take a block as an object or as a list of one', () => {
    const one = new Arguments('rabbitmq_queue.a', { settings: { durable: true } });
    const several = new Arguments('rabbitmq_queue.b', { settings: [{}, {}] });

    expect(one.block('settings')?.boolean('durable', false)).toBe(true);
    expect(() => several.block('settings')).toThrow("rabbitmq_queue.b: there can be only one 'settings'");
  });
});
