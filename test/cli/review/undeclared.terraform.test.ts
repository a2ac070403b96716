import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { administrationOf, type StartedBroker } from '../../../lab/broker';
import { projectRoot } from '../../../lab/folders';
import { startBroker } from '../../../lab/start-broker';
import type { Management } from '../../../host/management';
import { describeWith } from '../../setup/missing';
import { shopEnvironment, writeShop } from '../deploy/shop';

jest.setTimeout(300_000);

/** The real command line, Terraform, provider and broker. The tests go on from each other. */
describeWith('terraform', 'a stack on which nothing changes', () => {
  // Inside the project, so that Node finds tsx.
  const folder = mkdtempIn(join(projectRoot, '.cache'));
  const queue = 'queue-0-of-the-shop';
  let broker: StartedBroker;
  let api: Management;

  beforeAll(async () => {
    broker = await startBroker();
    api = administrationOf(broker);
    writeShop(folder);
    assert.deepEqual(await command('deploy', '--auto-approve'), { code: 0, said: 'shop: applied\n' });
  });
  afterAll(async () => {
    await broker?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('is reviewed without a finding while the broker has what is declared', async () => {
    expect(await command('review')).toEqual({ code: 0, said: 'shop: no change\n\nverdict: no change\n' });
  });

  test('is reviewed with what nobody declared and what overrides it, by name', async () => {
    const hold = { pattern: '.*', priority: 99, 'apply-to': 'queues' };
    await api.put('policies/shop/hold', { ...hold, priority: 9_999, definition: { 'max-length': 3 } });
    await api.put('operator-policies/shop/limit', { ...hold, definition: { 'max-length': 2 } });
    await api.put('users/mole', { password: 'burrow', tags: '' });
    await api.put('permissions/shop/mole', { configure: '', write: '', read: '.*' });
    await api.put(`permissions/shop/${broker.username}`, { configure: '.*', write: '.*', read: '.*' });
    await api.post(`bindings/shop/e/amq.topic/q/${queue}`, { routing_key: '#', arguments: {} });

    const { code, said } = await command('review');

    expect(code).toBe(2);
    expect(said).toMatch(/^shop: no change\n/);
    expect(said).toMatch(/policy 'hold' in 'shop' is declared nowhere here, and applies to '?queue-0.* instead of '/);
    expect(said).toMatch(/operator policy 'limit' in 'shop' is declared nowhere here/);
    expect(said).toMatch(/binding 'amq.topic -> queue-0-of-the-shop \(#\)' in 'shop' is declared nowhere here/);
    expect(said).toMatch(/user 'mole' in 'shop' has permissions that are declared nowhere here/);
    expect(said).toMatch(/\nverdict: no change\n$/);
  });

  test('stays unchanged by a deploy, which leaves what others made', async () => {
    expect(await command('deploy', '--auto-approve')).toEqual({ code: 0, said: 'shop: unchanged\n' });
    expect(await api.get('policies/shop/hold')).toMatchObject({ priority: 9_999 });
  });

  function command(
    name: string,
    ...args: readonly string[]
  ): Promise<{ readonly code: number; readonly said: string }> {
    const words = [join(projectRoot, 'bin/rabbitmq-cdk.js'), name, 'shop', ...args];
    const env = shopEnvironment(broker, join(folder, 'shop.tfstate'), [9, 8]);
    return new Promise((resolve) => {
      execFile(process.execPath, words, { cwd: folder, env }, (error, said) =>
        resolve({ code: error === null ? 0 : Number(error.code ?? 1), said }),
      );
    });
  }
});

function mkdtempIn(parent: string): string {
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(join(parent, 'undeclared-'));
}
