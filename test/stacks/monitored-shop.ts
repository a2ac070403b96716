import type { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { User } from '../../constructs/access/user';
import { declare } from '../../constructs/declared/declaration';
import { monitor } from '../../constructs/declared/monitor';
import { ClassicQueue } from '../../constructs/topology/queues/classic-queue';
import { FanoutExchange } from '../../constructs/topology/exchanges/fanout-exchange';
import { QuorumQueue } from '../../constructs/topology/queues/quorum-queue';
import { StreamQueue } from '../../constructs/topology/queues/stream-queue';
import { Vhost } from '../../constructs/topology/vhost';
import { Duration } from '../../model/units/duration';
import { type Management, path } from '../../host/management';
import type { BrokerRef } from '../../constructs/references';

/** The virtual host of {@link declareShop}. */
export const shopVhost = 'shop';

/** Declares something of all that alerts are derived from: a fault can be made with each. */
export function declareShop(stack: TerraformStack, broker: BrokerRef): void {
  const vhost = new Vhost(stack, shopVhost, { broker, maxQueues: 12 });
  const dlx = new FanoutExchange(stack, 'dlx', { vhost });
  new QuorumQueue(stack, 'dead', { vhost }).bindTo(dlx);
  new QuorumQueue(stack, 'orders', { vhost, deadLetterExchange: dlx, deliveryLimit: 1 });
  new ClassicQueue(stack, 'bounded', { vhost, maxLength: 5, deadLetterExchange: dlx });
  monitor(new ClassicQueue(stack, 'deep', { vhost }), { consumers: 2, labels: { team: 'depths' } });
  monitor(broker, { kept: { objective: 0.999 } });
  new ClassicQueue(stack, 'rising', { vhost, maxLength: 500 });
  // Its shovel takes what comes at once, and is deleted then.
  monitor(new ClassicQueue(stack, 'slow', { vhost }), { wait: { within: Duration.seconds(1), objective: 0.99 } });
  new ClassicQueue(stack, 'forgotten', { vhost });
  new QuorumQueue(stack, 'doomed', { vhost });
  new StreamQueue(stack, 'log', { vhost });
  new FanoutExchange(stack, 'federated', { vhost });
  new User(stack, 'worker', { broker, permissions: [{ vhost, read: '^(orders|forgotten)$' }] });
  // The lab makes no links from a stack: `makeLinks` does, and the topology says that they are declared.
  declare(new Construct(stack, 'links'), broker, () => ({
    parameters: [
      { component: 'shovel', vhost: shopVhost, name: 'move', value: links.shovel },
      { component: 'federation-upstream', vhost: shopVhost, name: 'self', value: links.upstream },
    ],
  }));
}

const uri = `amqp:///${shopVhost}`;

const links = {
  shovel: { 'src-uri': uri, 'src-queue': 'slow', 'dest-uri': uri, 'dest-queue': 'log' },
  upstream: { uri: 'amqp:///%2F' },
};

/** Makes the links that {@link declareShop} declares; both run. */
export async function makeLinks(api: Management): Promise<void> {
  await api.put(path`parameters/shovel/${shopVhost}/${'move'}`, { value: links.shovel });
  await api.put(path`parameters/federation-upstream/${shopVhost}/${'self'}`, { value: links.upstream });
  await api.put(path`policies/${shopVhost}/${'federated'}`, {
    pattern: '^federated$',
    definition: { 'federation-upstream': 'self' },
    'apply-to': 'exchanges',
  });
}
