import assert from 'node:assert/strict';
import { TerraformStack, TerraformVariable } from 'cdktf';
import { deploy } from '../../../../cli/deploy/deploy';
import type { Loss } from '../../../../cli/review/finding';
import { Password } from '../../../../constructs/access/password';
import { RemoteBroker } from '../../../../constructs/broker/remote-broker';
import { topologyOf } from '../../../../constructs/declared/declaration';
import { Vhost } from '../../../../constructs/topology/vhost';
import { administrationOf, connectionUrl, type StartedBroker } from '../../../../lab/broker';
import { startBroker } from '../../../../lab/start-broker';
import { testApp } from '../../../harness';
import { held, startLoad } from '../../../model/policies/load';
import { DeployedStack } from '../../../terraform';

const VHOST = 'changing';

/** Declares queues in a virtual host. */
export type DeclareQueues = (stack: TerraformStack, vhost: Vhost) => void;

/** The policies that each queue was seen with while something changed; undefined for none. */
export type Seen = ReadonlyMap<string, ReadonlySet<string | undefined>>;

/** Queues that are deployed on a broker of their own, and change while messages come in. */
export class PolicyChanges {
  /** @param names - those of the queues that are there throughout */
  static async start(names: readonly string[], declare: DeclareQueues): Promise<PolicyChanges> {
    const broker = await startBroker();
    // As a user gives it to the command line.
    process.env['TF_VAR_password'] = broker.password;
    const deployed = new DeployedStack(stackOf(broker, declare));
    await deployed.apply();
    return new PolicyChanges(broker, names, deployed);
  }

  private constructor(
    private readonly broker: StartedBroker,
    private readonly names: readonly string[],
    private deployed: DeployedStack,
  ) {}

  /** Has Terraform make a change. */
  apply(declare: DeclareQueues): Promise<Seen> {
    return this.change(declare, (next) => next.apply());
  }

  /**
   * Has `rabbitmq-cdk deploy` make a change, which makes new policies before old ones go.
   * @param allow - what it may cost
   */
  deploy(declare: DeclareQueues, allow: readonly Loss[] = []): Promise<Seen> {
    return this.change(declare, async ({ directory }) => {
      const said: string[] = [];
      const { outcome, reasons } = await deploy(
        { name: 'changing', directory, dependencies: [] },
        { allow, say: (message) => said.push(message), progress: () => undefined, confirm: async () => true },
      );
      assert.deepEqual([outcome, reasons], ['applied', []]);
      assert.ok(said.includes('letting the new policies apply before the old ones go'));
    });
  }

  stop(): Promise<void> {
    delete process.env['TF_VAR_password'];
    return this.broker.stop();
  }

  /** Makes a change while messages come in, and polls all the time. */
  private async change(declare: DeclareQueues, apply: (next: DeployedStack) => Promise<void>): Promise<Seen> {
    const { names, broker } = this;
    const api = administrationOf(broker);
    const url = connectionUrl(broker, VHOST);
    const stack = stackOf(broker, declare);
    const next = new DeployedStack(stack);
    await next.takeOver(this.deployed);
    this.deployed = next;
    const before = await held(url, names);
    const load = await startLoad(url, names);
    const seen = new Map<string, Set<string | undefined>>(names.map((name) => [name, new Set()]));
    let working = true;
    const poll = async () => {
      for (let last = false; !last;) {
        // Once more when all is done: that is what the queues have from now on.
        last = !working;
        const rows = await api.get<{ name: string; policy?: string }[]>(`queues/${VHOST}?disable_stats=true`);
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
    assert.ok(published > 100, `only ${published} messages came in`);
    assert.equal(returned, 0);
    // A replaced queue would have lost what was in it.
    assert.equal(await held(url, names), before + published);
    const current = topologyOf(stack).policies.map(({ name }) => name);
    const rows = await api.get<{ policy?: string }[]>(`queues/${VHOST}?disable_stats=true`);
    assert.deepEqual(
      rows.filter(({ policy = '' }) => !current.includes(policy)),
      [],
    );
    assert.equal((await api.get<unknown[]>(`policies/${VHOST}`)).length, current.length);
    assert.match(await next.plan(), /No changes\./);
    return seen;
  }
}

function stackOf(broker: StartedBroker, declare: DeclareQueues): TerraformStack {
  const stack = new TerraformStack(testApp(), 'changing');
  const remote = new RemoteBroker(stack, 'broker', {
    endpoint: broker.managementUrl,
    username: broker.username,
    password: Password.fromVariable(new TerraformVariable(stack, 'password', { sensitive: true })),
    serverVersion: broker.serverVersion,
    removalPolicy: 'destroy',
  });
  declare(stack, new Vhost(stack, 'vhost', { broker: remote, vhostName: VHOST }));
  return stack;
}
