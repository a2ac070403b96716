import { TerraformStack, TerraformVariable } from 'cdktf';
import { deploy } from '../../../../cli/deploy/deploy';
import { Password } from '../../../../constructs/access/password';
import { RemoteBroker } from '../../../../constructs/broker/remote-broker';
import { topologyOf } from '../../../../constructs/declared/declaration';
import { ClassicQueue } from '../../../../constructs/topology/queues/classic-queue';
import { Vhost } from '../../../../constructs/topology/vhost';
import { administrationOf, connectionUrl, type StartedBroker } from '../../../../lab/broker';
import { startBroker } from '../../../../lab/start-broker';
import { Duration } from '../../../../model/units/duration';
import { expiry, limits } from '../../../../policies';
import { testApp } from '../../../harness';
import { held, startLoad } from '../../../model/policies/load';
import { describeWith } from '../../../setup/missing';
import { DeployedStack } from '../../../terraform';

jest.setTimeout(600_000);

// Long names, so that one definition takes several policies.
const names = Array.from({ length: 100 }, (_, index) => `orders-of-a-region-with-a-long-name-${index}`);

interface Fragments {
  readonly maxLength: number;
  /** From which of the queues to which messages expire. */
  readonly expiring: readonly [number, number];
}

/** Queues that all have one fragment, and some of which have another. */
function declare(broker: StartedBroker, { maxLength, expiring }: Fragments): TerraformStack {
  const stack = new TerraformStack(testApp(), 'composed');
  const remote = new RemoteBroker(stack, 'broker', {
    endpoint: broker.managementUrl,
    username: broker.username,
    password: Password.fromVariable(new TerraformVariable(stack, 'password', { sensitive: true })),
    serverVersion: broker.serverVersion,
    removalPolicy: 'destroy',
  });
  const vhost = new Vhost(stack, 'vhost', { broker: remote, vhostName: 'composed' });
  const queues = names.map((name) => new ClassicQueue(stack, name, { vhost }));
  vhost.policies.apply(limits({ maxLength }), queues);
  vhost.policies.apply(expiry({ messageTtl: Duration.hours(1) }), queues.slice(...expiring));
  return stack;
}

/** The tests go on from each other. */
describeWith('terraform', 'fragments that change for a hundred queues under load', () => {
  let broker: StartedBroker;
  let deployed: DeployedStack;

  beforeAll(async () => {
    broker = await startBroker();
    // As a user gives it to the command line.
    process.env['TF_VAR_password'] = broker.password;
    deployed = new DeployedStack(declare(broker, { maxLength: 100_000, expiring: [0, 10] }));
    await deployed.apply();
  });
  afterAll(() => {
    delete process.env['TF_VAR_password'];
    return broker?.stop();
  });

  test('leave no queue without its policy when Terraform changes a definition, and replace none', async () => {
    const seen = await changing({ maxLength: 200_000, expiring: [0, 10] }, (next) => next.apply());

    expect([...seen].filter(([, policies]) => policies.has(undefined))).toEqual([]);
    expect([...seen].filter(([, policies]) => policies.size !== 2)).toEqual([]);
  });

  test('leave none without its policy when deploy moves queues between policies that stay', async () => {
    const said: string[] = [];

    const seen = await changing({ maxLength: 200_000, expiring: [5, 40] }, async ({ directory }) => {
      const { outcome } = await deploy(
        { name: 'composed', directory, dependencies: [] },
        { allow: [], say: (message) => said.push(message), progress: () => undefined, confirm: async () => true },
      );
      expect(outcome).toBe('applied');
    });

    expect([...seen].filter(([, policies]) => policies.has(undefined))).toEqual([]);
    // More move: a pattern that becomes too long is split.
    const moved = [...seen].filter(([, policies]) => policies.size > 1).map(([name]) => name);
    expect(moved).toEqual(expect.arrayContaining([...names.slice(0, 5), ...names.slice(10, 40)]));
    expect(said).toContain('letting the new policies apply before the old ones go');
  });

  /**
   * Makes a change while messages come in, and polls all the time.
   * @returns the policies that each queue was seen with
   */
  async function changing(
    fragments: Fragments,
    apply: (next: DeployedStack) => Promise<void>,
  ): Promise<ReadonlyMap<string, ReadonlySet<string | undefined>>> {
    const api = administrationOf(broker);
    const url = connectionUrl(broker, 'composed');
    const stack = declare(broker, fragments);
    const next = new DeployedStack(stack);
    await next.takeOver(deployed);
    deployed = next;
    const before = await held(url, names);
    const load = await startLoad(url, names);
    const seen = new Map<string, Set<string | undefined>>(names.map((name) => [name, new Set()]));
    let working = true;
    const poll = async () => {
      for (let last = false; !last;) {
        // Once more when all is done: that is what the queues have from now on.
        last = !working;
        const rows = await api.get<{ name: string; policy?: string }[]>('queues/composed?disable_stats=true');
        const policies = new Map(rows.map(({ name, policy }) => [name, policy]));
        for (const [name, told] of seen) told.add(policies.get(name));
      }
    };
    const polling = poll();
    try {
      await apply(next);
    } finally {
      working = false;
      await polling;
    }
    const { published, returned } = await load.stop();
    expect(published).toBeGreaterThan(100);
    expect(returned).toBe(0);
    // A replaced queue would have lost what was in it.
    expect(await held(url, names)).toBe(before + published);
    const current = topologyOf(stack).policies.map(({ name }) => name);
    const rows = await api.get<{ policy?: string }[]>('queues/composed?disable_stats=true');
    expect(rows.filter(({ policy = '' }) => !current.includes(policy))).toEqual([]);
    expect(await api.get<unknown[]>('policies/composed')).toHaveLength(topologyOf(stack).policies.length);
    expect(await next.plan()).toContain('No changes.');
    return seen;
  }
});
