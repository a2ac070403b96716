import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureImage } from '../../lab/image';
import { haproxyImage } from '../../lab/images/haproxy';
import { rabbitmqImage } from '../../lab/images/rabbitmq';
import type { PlanOptions } from '../../cli/terraform/terraform';
import { changes, clusterChanges, type Change, type ClusterChange } from './changes';
import { LiveCluster } from './live-cluster';
import { LiveShop } from './live-shop';
import type { LiveStack } from './live-stack';
import { recordable } from './recordable';

/**
 * Records what the real Terraform and providers plan for each kind of change, on live brokers; see docs/review.md.
 * Run it as `node --import tsx test/recorded-plans/record.ts [NAME…]` where there is a Docker engine.
 * @param names - only these
 */
async function record(names: readonly string[]): Promise<void> {
  const meant = (name: string) => names.length === 0 || names.includes(name);
  await recordShop(meant);
  if (Object.keys(clusterChanges).some(meant)) await recordCluster(meant);
}

async function recordShop(meant: (name: string) => boolean): Promise<void> {
  const shop = new LiveShop({
    image: await ensureImage(rabbitmqImage()),
    nodeName: 'rabbitmq-cdk-recorded',
    ports: { amqp: 35672, management: 35673, prometheus: 35674 },
  });
  const all: readonly [string, Change][] = Object.entries<Change>(changes).filter(([name]) => meant(name));
  try {
    if (meant('created')) await recordPlan(shop, 'created', {});
    if (all.length > 0) await shop.apply({});
    for (const [name, { after, replace, isForgotten = false }] of all) {
      if (isForgotten) await shop.forget();
      await recordPlan(shop, name, after, { replace });
      if (isForgotten) await shop.apply(after);
    }
  } finally {
    await shop.destroy();
  }
}

async function recordCluster(meant: (name: string) => boolean): Promise<void> {
  const cluster = new LiveCluster({
    image: await ensureImage(rabbitmqImage()),
    balancerImage: await ensureImage(haproxyImage()),
    clusterName: 'recorded',
    ports: { amqp: 36672, management: 36675, prometheus: 36678 },
    balancerPorts: { amqp: 36681, management: 36682, statistics: 36683 },
  });
  try {
    await cluster.apply({});
    for (const [name, { after, targets }] of Object.entries<ClusterChange>(clusterChanges))
      if (meant(name)) await recordPlan(cluster, name, after, { targets });
  } finally {
    await cluster.destroy();
  }
}

async function recordPlan<P>(stack: LiveStack<P>, name: string, props: P, options: PlanOptions = {}): Promise<void> {
  const terraform = await stack.declare(props);
  const { json, errors } = await terraform.plan(options);
  for (const { summary, detail } of errors) process.stderr.write(`${name}: ${summary}: ${detail}\n`);
  if (json === undefined) throw new Error(`${name}: there is no plan`);
  const plan = recordable(JSON.parse(json));
  writeFileSync(join(__dirname, `${name}.json`), `${oneLineEach(plan)}\n`);
  process.stderr.write(`${name}: recorded\n`);
}

/** One line for each resource, so that two plans can be compared. */
function oneLineEach(plan: unknown): string {
  return JSON.stringify(plan)
    .replaceAll(/,(?=\{"address":)/g, ',\n')
    .replaceAll(/,(?="(?:resource_|prior_|config|output_))/g, ',\n');
}

void record(process.argv.slice(2));
