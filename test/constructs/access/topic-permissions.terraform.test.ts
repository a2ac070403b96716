import { TerraformStack, TerraformVariable } from 'cdktf';
import { Password } from '../../../constructs/access/password';
import { TopicPermissions } from '../../../constructs/access/topic-permissions';
import { User } from '../../../constructs/access/user';
import { RemoteBroker } from '../../../constructs/broker/remote-broker';
import { TopicExchange } from '../../../constructs/topology/exchanges/topic-exchange';
import { Vhost } from '../../../constructs/topology/vhost';
import { path } from '../../../host/management';
import { administrationOf, type StartedBroker } from '../../../lab/broker';
import { startBroker } from '../../../lab/start-broker';
import { testApp } from '../../harness';
import { describeWith } from '../../setup/missing';
import { DeployedStack } from '../../terraform';

jest.setTimeout(300_000);

/** Terraform makes ten resources at once, so that each vhost is a first apply of its own. */
const vhosts = Array.from({ length: 10 }, (_, index) => `narrowed-${index}`);

/** The tests go on from each other. */
describeWith('terraform', 'routing keys that are narrowed', () => {
  let broker: StartedBroker;
  let deployed: DeployedStack;

  beforeAll(async () => {
    broker = await startBroker();
  });

  afterAll(() => broker?.stop());

  test('are so after the first apply, in ten virtual hosts of ten', async () => {
    deployed = stackWith({ autoDelete: false });

    await deployed.apply();

    expect(await narrowings()).toEqual(expected);
    expect(await deployed.plan()).toContain('No changes.');
  });

  test('are so again when their exchange was replaced', async () => {
    const again = stackWith({ autoDelete: true });
    await again.takeOver(deployed);

    const replaced = (await again.changes()).filter(({ action }) => action === 'replace').map(({ type }) => type);
    expect(new Set(replaced)).toEqual(new Set(['rabbitmq_exchange', 'rabbitmq_topic_permissions']));
    await again.apply();

    expect(await narrowings()).toEqual(expected);
    expect(await again.plan()).toContain('No changes.');
    await again.destroy();
  });

  const expected = vhosts.flatMap((vhost) => [
    [vhost, `${vhost}-granted`, '^(order\\.[^.]*)$'],
    [vhost, `${vhost}-written`, '^order\\.'],
  ]);

  async function narrowings(): Promise<readonly (readonly [string, string, string])[]> {
    const api = administrationOf(broker);
    const users = vhosts.flatMap((vhost) => [`${vhost}-granted`, `${vhost}-written`]);
    const rows = await Promise.all(
      users.map((user) =>
        api.get<readonly { vhost: string; user: string; write: string }[]>(path`users/${user}/topic-permissions`),
      ),
    );
    return rows.flat().map(({ vhost, user, write }) => [vhost, user, write] as const);
  }

  function stackWith({ autoDelete }: { readonly autoDelete: boolean }): DeployedStack {
    const stack = new TerraformStack(testApp(), 'narrowed');
    const password = Password.fromVariable(new TerraformVariable(stack, 'password', { sensitive: true }));
    const remote = new RemoteBroker(stack, 'broker', {
      endpoint: broker.managementUrl,
      username: broker.username,
      password,
      serverVersion: broker.serverVersion,
      removalPolicy: 'destroy',
    });
    for (const name of vhosts) {
      const vhost = new Vhost(stack, name, { broker: remote });
      const events = new TopicExchange(vhost, 'events', { vhost, autoDelete });
      const [granted, written] = ['granted', 'written'].map(
        (id) => new User(stack, `${name}-${id}`, { broker: remote }),
      );
      if (granted === undefined || written === undefined) continue;
      events.grants.publish(granted, 'order.*');
      const exchanges = [{ exchange: events, write: '^order\\.' }];
      new TopicPermissions(vhost, 'keys', { user: written, vhost, exchanges });
    }
    return new DeployedStack(stack, { TF_VAR_password: broker.password });
  }
});
