import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from 'rabbitmq-client';
import { terraformProgram } from '../host/terraform';
import { until } from '../host/until';
import { Unavailable } from '../lab/unavailable';
import { administrationOf, connectionUrl, type StartedBroker } from '../lab/broker';

/** What the commands of a page need beside files, and what of it a page shows otherwise. */
export interface Scene {
  readonly env: Readonly<Record<string, string>>;
  /** Texts of the page, each with what stands for it in the commands that run. */
  readonly standIns: readonly (readonly [shown: string, actual: string])[];
}

/** What a page's commands need, by its path; `provider` is the Terraform provider of the broker's objects. */
export const scenes: Readonly<Record<string, { readonly needs: 'broker' | 'provider'; readonly set: SetScene }>> = {
  'docs/backup.md': { needs: 'broker', set: brokerWithMessages },
  'docs/deploy.md': { needs: 'provider', set: queueThatIsNotDeclared },
};

/** Makes what the page speaks of on a fresh broker, and files beside its own in the folder in which its commands run. */
type SetScene = (
  broker: StartedBroker,
  folder: string,
  run: (command: string, env: NodeJS.ProcessEnv) => Promise<string>,
) => Promise<Scene>;

async function brokerWithMessages(broker: StartedBroker, folder: string): Promise<Scene> {
  const definitions: unknown = JSON.parse(readFileSync(join(folder, 'definitions.json'), 'utf8'));
  await administrationOf(broker).post('definitions', definitions);
  await administrationOf(broker).put(`permissions/shop/${broker.username}`, all);
  await publish(broker, 'orders', 1200);
  await publish(broker, 'payments', 3);
  return {
    env: { RABBITMQ_USERNAME: broker.username, RABBITMQ_PASSWORD: broker.password },
    standIns: [
      ['https://rabbitmq.example.com:15671', broker.managementUrl.replace(/\/$/, '')],
      ['amqps://rabbitmq.example.com:5671/shop', connectionUrl(broker, 'shop')],
      ['amqps://rabbitmq.example.com:5671', new URL(broker.amqpUrl).href.replace(/\/$/, '')],
    ],
  };
}

async function queueThatIsNotDeclared(broker: StartedBroker, folder: string, run: Run): Promise<Scene> {
  const app = `node --import tsx ${join(__dirname, 'recorded/deploy/app.ts')}`;
  writeFileSync(join(folder, 'cdktf.json'), JSON.stringify({ language: 'typescript', app }));
  const env = {
    BROKER_URL: broker.managementUrl,
    BROKER_USERNAME: broker.username,
    CHECKPOINT_DISABLE: '1',
    TERRAFORM_BINARY_NAME: terraformProgram(),
    TF_VAR_password: broker.password,
  };
  const said = await run('rabbitmq-cdk deploy shop --auto-approve', { ...env, WITH_ORDERS: 'yes' });
  if (!said.endsWith('shop: applied\n')) throw new Unavailable(`the app of the page is not deployed: ${said}`);
  await administrationOf(broker).put(`permissions/shop/${broker.username}`, all);
  await publish(broker, 'orders', 12);
  return { env, standIns: [] };
}

type Run = Parameters<SetScene>[2];

const all = { configure: '.*', write: '.*', read: '.*' };

/** Publishes to a queue of the virtual host 'shop', and waits until the broker counts the messages. */
async function publish(broker: StartedBroker, queue: string, count: number): Promise<void> {
  const connection = new Connection(connectionUrl(broker, 'shop'));
  try {
    const publisher = connection.createPublisher({ confirm: true });
    for (let number = 1; number <= count; number += 1) {
      await publisher.send({ routingKey: queue, durable: true, contentType: 'application/json' }, { number });
    }
    await publisher.close();
  } finally {
    await connection.close();
  }
  const isCounted = async () => {
    const { messages } = await administrationOf(broker).get<{ readonly messages?: number }>(`queues/shop/${queue}`);
    if (messages !== count) throw new Error(`the broker counts ${messages}`);
  };
  await until(`the broker counts the messages of '${queue}'`, isCounted, { within: 60_000, every: 500 });
}
