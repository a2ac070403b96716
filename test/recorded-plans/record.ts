import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureImage } from '../../lab/image';
import { rabbitmqImage } from '../../lab/images/rabbitmq';
import { changes, type Change } from './changes';
import { LiveShop } from './live-shop';
import { recordable } from './recordable';

/**
 * Records what the real Terraform and providers plan for each kind of change, on a live broker; see docs/review.md.
 * Run it as `node --import tsx test/recorded-plans/record.ts [NAME…]` where there is a Docker engine.
 * @param names - only these
 */
async function record(names: readonly string[]): Promise<void> {
  const image = await ensureImage(rabbitmqImage);
  const shop = new LiveShop({
    image,
    nodeName: 'rabbitmq-cdk-recorded',
    ports: { amqp: 35672, management: 35673, prometheus: 35674 },
  });
  const meant = (name: string) => names.length === 0 || names.includes(name);
  const all: Readonly<Record<string, Change>> = changes;
  try {
    if (meant('created')) await recordPlan(shop, 'created', { after: {} });
    await shop.apply({});
    for (const [name, change] of Object.entries(all)) if (meant(name)) await recordPlan(shop, name, change);
  } finally {
    await shop.destroy();
  }
}

async function recordPlan(shop: LiveShop, name: string, { after, replace }: Change): Promise<void> {
  const terraform = await shop.declare(after);
  const { json, errors } = await terraform.plan({ replace });
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
