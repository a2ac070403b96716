import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readState } from '../../../cli/terraform/state';
import { terraformProgram } from '../../../host/terraform';
import { until } from '../../../host/until';
import { blockOf } from '../../../model/provider/attributes';
import type { PolicyDefinition } from '../../../model/topology/topology';
import { administrationOf, type StartedBroker } from '../../../lab/broker';
import { projectRoot } from '../../../lab/folders';
import { startBroker } from '../../../lab/start-broker';
import { describeWith } from '../../setup/missing';
import { shopEnvironment, writeShop } from './shop';

jest.setTimeout(600_000);

/** Terraform, which waits after the first plan of each of two runs until the other one has planned too. */
const together = `#!/bin/sh
"$REAL_TERRAFORM" "$@"
code=$?
if [ "$2" = plan ] && [ -n "$MEETING" ] && mkdir "$MEETING/$WHO" 2>/dev/null; then
  until [ -d "$MEETING/one" ] && [ -d "$MEETING/other" ]; do sleep 0.1; done
fi
exit $code
`;

/** The real command line, Terraform, provider and broker. The tests go on from each other. */
describeWith('terraform', 'two people who deploy one stack', () => {
  // Inside the project, so that Node finds tsx.
  const folder = mkdtempIn(join(projectRoot, '.cache'));
  const checkouts = { one: join(folder, 'one'), other: join(folder, 'other') };
  let broker: StartedBroker;

  beforeAll(async () => {
    broker = await startBroker();
    writeFileSync(join(folder, 'terraform'), together);
    chmodSync(join(folder, 'terraform'), 0o755);
    for (const checkout of Object.values(checkouts)) {
      mkdirSync(checkout);
      writeShop(checkout);
    }
    const ttls = '10,10,20,20,30,30,40';
    assert.deepEqual(await deploy('one', { ttls }), { code: 0, said: 'shop: applied\n' });
    assert.deepEqual(await deploy('other', { ttls }), { code: 0, said: 'shop: unchanged\n' });
  });
  afterAll(async () => {
    await broker?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each([
    ['queues move between policies', '20,10,30,20,40,30,50', '30,10,20,30,50,30,60'],
    ['only settings change', '20,10,30,20,40,30,70', '20,10,30,20,40,30,80'],
  ])('one wins and the other says so, where %s', async (_, ttls, otherTtls) => {
    const meeting = join(folder, `meeting-${ttls}`);
    mkdirSync(meeting);

    const both = await Promise.all([deploy('one', { ttls, meeting }), deploy('other', { ttls: otherTtls, meeting })]);

    const [won, lost] = both[0].code === 0 ? both : [both[1], both[0]];
    expect(won).toEqual({ code: 0, said: 'shop: applied\n' });
    expect(lost.code).toBe(1);
    // Who comes while the other one applies sees the lock, also before there is a plan; who comes later sees another state.
    expect(lost.said).toMatch(
      /^shop: failed\n {2}(the plan is stale: |the state of stack 'shop' is locked)[^\n]*\n( {2}0 of \d+ steps are done[^\n]*\n)?$/,
    );
    expect(await onBroker()).toEqual(inState());
    // Whoever lost gets what is wanted, once it is planned anew.
    expect((await deploy('other', { ttls: otherTtls })).code).toBe(0);
    expect((await deploy('one', { ttls })).said).toBe('shop: applied\n');
    expect((await deploy('one', { ttls })).said).toBe('shop: unchanged\n');
    expect(await onBroker()).toEqual(inState());
  });

  test('whoever is killed between the steps leaves no policy that is in no state', async () => {
    const ttls = '10,10,20,20,30,30,40';

    const { code } = await deploy('one', { ttls, killAt: 'letting the new policies apply' });
    // Terraform goes on to the end of what it has begun.
    await until('Terraform has ended', async () => expect(await onBroker()).toEqual(inState()), {
      within: 60_000,
    });

    expect(code).not.toBe(0);
    expect((await deploy('one', { ttls })).said).toBe('shop: applied\n');
    expect((await deploy('other', { ttls })).said).toBe('shop: unchanged\n');
    expect(await onBroker()).toEqual(inState());
    expect(readdirSync(join(checkouts.one, 'cdktf.out/stacks')).sort()).toEqual(['shop']);
  });

  interface Deployment {
    readonly ttls: string;
    readonly meeting?: string;
    readonly killAt?: string;
  }

  function deploy(
    who: keyof typeof checkouts,
    { ttls, meeting = '', killAt }: Deployment,
  ): Promise<{ readonly code: number; readonly said: string }> {
    const env = {
      ...shopEnvironment(broker, join(folder, 'shop.tfstate'), ttls.split(',').map(Number)),
      MEETING: meeting,
      REAL_TERRAFORM: terraformProgram(),
      TERRAFORM_BINARY_NAME: join(folder, 'terraform'),
      WHO: who,
    };
    const command = [join(projectRoot, 'bin/rabbitmq-cdk.js'), 'deploy', 'shop', '--auto-approve', '--allow', 'data'];
    return new Promise((resolve) => {
      const child = execFile(process.execPath, command, { cwd: checkouts[who], env }, (error, said) =>
        resolve({ code: error === null ? 0 : Number(error.code ?? 1), said }),
      );
      child.stderr?.on('data', (text) => {
        if (killAt !== undefined && String(text).includes(killAt)) child.kill('SIGKILL');
      });
    });
  }

  async function onBroker(): Promise<readonly string[]> {
    const policies = await administrationOf(broker).get<readonly PolicyDefinition[]>('policies/shop');
    return policies.map(({ name, pattern }) => `${name} ${pattern}`).sort();
  }

  function inState(): readonly string[] {
    const { resources } = readState(readFileSync(join(folder, 'shop.tfstate'), 'utf8'));
    return [...resources.values()]
      .filter(({ type }) => type === 'rabbitmq_policy')
      .map(({ attributes }) => `${String(attributes['name'])} ${String(blockOf(attributes, 'policy')['pattern'])}`)
      .sort();
  }
});

function mkdtempIn(parent: string): string {
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(join(parent, 'app-'));
}
