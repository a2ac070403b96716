import { fc } from '../random';
import type { OwnSettings } from '../../model/policies/own-policies';
import type { PolicyTarget } from '../../model/policies/policy-target';
import type { ApplyTo, Arguments, QueueType } from '../../model/topology/topology';

/** Few definitions, so that many objects have the same. */
const definitions: Readonly<Record<string, readonly Arguments[]>> = {
  classic: [{ 'message-ttl': 5 }, { 'message-ttl': 6 }, { 'max-length': 1, overflow: 'reject-publish' }],
  quorum: [{ 'message-ttl': 5 }, { 'delivery-limit': 3 }, { 'delivery-limit': 3, 'max-length': 2 }],
  stream: [{ 'max-age': '1D' }, { 'max-length-bytes': 1_000 }],
  exchange: [{ 'alternate-exchange': 'ae' }, { 'alternate-exchange': 'other' }],
};

const appliesTo: Readonly<Record<string, ApplyTo>> = {
  classic: 'classic_queues',
  quorum: 'quorum_queues',
  stream: 'streams',
  exchange: 'exchanges',
};

/** Names that share much, some of which need escaping. */
const name = fc.oneof(
  fc.constantFrom('a', 'a.b', 'ab', 'b+', 'c(d', 'é', 'e[1]', 'x|y', '^', '$'),
  fc.nat(120).map((index) => `queue-${index}`),
  fc.tuple(fc.nat(20), fc.constantFrom('in', 'out')).map(([tenant, way]) => `tenant-${tenant}.${way}`),
);

/** Objects with settings of their own, of which many are equal. */
export function ownSettings(minLength = 0): fc.Arbitrary<readonly OwnSettings[]> {
  const one = fc
    .record({ name, type: fc.constantFrom('classic', 'quorum', 'stream', 'exchange'), pick: fc.nat() })
    .map(({ name: of, type, pick }): OwnSettings => {
      const known = definitions[type] ?? [];
      return {
        kind: type === 'exchange' ? 'exchange' : 'queue',
        name: of,
        applyTo: appliesTo[type] ?? 'all',
        definition: known[pick % known.length] ?? {},
      };
    });
  return fc.uniqueArray(one, {
    minLength,
    maxLength: 60,
    selector: ({ kind, name: of }) => `${kind} ${of}`,
    size: 'max',
  });
}

/** The type of a queue with own settings. */
export function queueTypeOfSettings({ applyTo }: OwnSettings): QueueType {
  return (Object.entries(appliesTo).find(([, applies]) => applies === applyTo)?.[0] ?? 'classic') as QueueType;
}

/** The object as policies know it. */
export function targetOf(settings: OwnSettings): PolicyTarget {
  const { kind, name: of } = settings;
  return kind === 'exchange'
    ? { kind, vhost: '/', name: of }
    : { kind, vhost: '/', name: of, type: queueTypeOfSettings(settings) };
}
