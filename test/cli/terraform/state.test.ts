import { readState } from '../../../cli/terraform/state';

describe('a state, as Terraform keeps it', () => {
  test('holds what is managed by its address, and tells what is not complete', () => {
    const state = readState(
      JSON.stringify({
        version: 4,
        lineage: 'a1',
        serial: 7,
        resources: [
          resource('rabbitmq_queue', 'orders', [{ attributes: { name: 'orders' } }]),
          resource('docker_container', 'node', [{ status: 'tainted', attributes: { name: 'rabbitmq' } }]),
          resource('random_password', 'each', [
            { index_key: 0, attributes: {} },
            { index_key: 'a"b', attributes: {} },
          ]),
          resource('docker_volume', 'data', [
            { attributes: { name: 'new' } },
            { deposed: '0badc0de', attributes: { name: 'old' } },
          ]),
          { ...resource('rabbitmq_queue', 'read', [{ attributes: {} }]), mode: 'data' },
          { ...resource('rabbitmq_queue', 'other', [{ attributes: {} }]), module: 'module.other' },
        ],
      }),
    );

    expect(state.version).toBe('a1 7');
    expect([...state.resources]).toEqual([
      ['rabbitmq_queue.orders', { type: 'rabbitmq_queue', attributes: { name: 'orders' }, isTainted: false }],
      ['docker_container.node', { type: 'docker_container', attributes: { name: 'rabbitmq' }, isTainted: true }],
      ['random_password.each[0]', expect.anything()],
      ['random_password.each["a\\"b"]', expect.anything()],
      ['docker_volume.data', { type: 'docker_volume', attributes: { name: 'new' }, isTainted: false }],
    ]);
  });

  test('holds nothing before the first apply', () => {
    expect(readState('').resources.size).toBe(0);
  });
});

function resource(type: string, name: string, instances: readonly object[]): object {
  return { mode: 'managed', type, name, instances };
}
