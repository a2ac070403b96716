import { policyKey } from '../server/queue-setting';
import type { ServerVersion } from '../server/server-version';
import type { ApplyTo, QueueType } from '../topology/topology';

/** What kind of object it is, as far as policies are concerned. */
export type ObjectClass = QueueType | 'exchange';

export const queueClasses: readonly QueueType[] = ['classic', 'quorum', 'stream'];
export const objectClasses: readonly ObjectClass[] = [...queueClasses, 'exchange'];

/** The classes to which a policy applies. */
export function classesOf(applyTo: ApplyTo): readonly ObjectClass[] {
  return classes[applyTo];
}

/** Whether a setting acts on objects of a class; settings that only plugins of others know are taken to act on all. */
export function accepts(objectClass: ObjectClass, key: string, version: ServerVersion): boolean {
  const known = policyKey(key, version);
  if (known === undefined) return true;
  return objectClass === 'exchange' ? known.exchanges : known.queues.includes(objectClass);
}

/** The narrowest `apply-to` for a definition; it depends on nothing but the definition. */
export function narrowest(kind: 'queue' | 'exchange', keys: readonly string[], version: ServerVersion): ApplyTo {
  if (kind === 'exchange') return 'exchanges';
  const able = queueClasses.filter((type) => keys.every((key) => accepts(type, key, version)));
  const [only] = able;
  return able.length === 1 && only !== undefined ? applyToOf[only] : 'queues';
}

/** What a policy for one class applies to. */
export const applyToOf: Readonly<Record<ObjectClass, ApplyTo>> = {
  classic: 'classic_queues',
  quorum: 'quorum_queues',
  stream: 'streams',
  exchange: 'exchanges',
};

/** A class as people call it. */
export function described(objectClass: ObjectClass): string {
  return objectClass === 'exchange' || objectClass === 'stream' ? `${objectClass}s` : `${objectClass} queues`;
}

const classes: Readonly<Record<ApplyTo, readonly ObjectClass[]>> = {
  all: objectClasses,
  queues: queueClasses,
  classic_queues: ['classic'],
  quorum_queues: ['quorum'],
  streams: ['stream'],
  exchanges: ['exchange'],
};
