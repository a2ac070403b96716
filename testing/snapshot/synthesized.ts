import { checkCall } from '../../model/props/check-call';
import { Testing, type TerraformStack } from 'cdktf';
import { stringify } from 'yaml';
import { brokersOf, declaredOn, topologyOf } from '../../constructs/declared/declaration';
import { resourceKinds } from '../../model/provider/resource-kinds';
import { formatServerVersion } from '../../model/server/server-version';
import { stable } from './stable';
import { topologyTable } from './topology-table';

/** What a stack is synthesized to, as a person reads it; a snapshot of it is its text. */
export class Synthesized {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }
}

/**
 * Synthesizes a stack for a snapshot: on top the topology of each broker, one line an object; below, all other resources. The order
 * is stable; metadata, digests, absolute paths and versions of providers are left out, and secrets in plain text are masked.
 * @throws Error when the stack's validations fail, as at every synthesis
 * @example expect(synthesized(stack)).toMatchSnapshot();
 */
export function synthesized(stack: TerraformStack): Synthesized {
  checkCall('synthesized', [stack]);
  const json = JSON.parse(Testing.synth(stack, true)) as Readonly<Record<string, unknown>>;
  const brokers = brokersOf(stack).map((broker) => {
    const table = topologyTable(topologyOf(stack, broker), declaredOn(stack, broker).policies, broker.serverVersion);
    const title = `# topology of ${broker.node.path}, RabbitMQ ${formatServerVersion(broker.serverVersion)}`;
    return [title, ...table].join('\n');
  });
  const rest = stable(withoutTopology(json));
  return new Synthesized(
    [...brokers, `# other resources\n${stringify(rest, { lineWidth: 0 })}`].join('\n\n').trimEnd(),
  );
}

/** The topology stands in its table; what carries it, or only waits for what does, are names for the same. */
function withoutTopology(json: Readonly<Record<string, unknown>>): object {
  const { resource = {}, ...others } = json as { readonly resource?: Readonly<Record<string, Resources>> };
  const kept = Object.entries(resource).flatMap(([type, made]): (readonly [string, Resources])[] => {
    if (carriers.has(type)) return [];
    const rest = Object.entries(made).filter(([, { depends_on: waitsFor }]) => !waitsForTopology(type, waitsFor));
    return rest.length === 0 ? [] : [[type, Object.fromEntries(rest)]];
  });
  return kept.length === 0 ? others : { ...others, resource: Object.fromEntries(kept) };
}

type Resources = Readonly<Record<string, { readonly depends_on?: readonly string[] }>>;

function waitsForTopology(type: string, waitsFor: readonly string[] = []): boolean {
  return type === 'terraform_data' && waitsFor.length > 0 && waitsFor.every((address) => isCarrier(address));
}

function isCarrier(address: string): boolean {
  return carriers.has(address.slice(0, address.indexOf('.')));
}

const carriers: ReadonlySet<string> = new Set(Object.keys(resourceKinds));
