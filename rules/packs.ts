import { noCredentialsInFile } from './access/no-credentials-in-file';
import { noGuestUser } from './access/no-guest-user';
import { permissionIsNarrow } from './access/permission-is-narrow';
import { administratorIsNotGuest } from './broker/administrator-is-not-guest';
import { certificateIsVerified } from './broker/certificate-is-verified';
import { imageIsPinned } from './broker/image-is-pinned';
import { plainTextIsLocal } from './broker/plain-text-is-local';
import { survivesANode } from './broker/survives-a-node';
import type { Rule } from './rule';
import { deadLetterQueueIsBounded } from './topology/dead-letter-queue-is-bounded';
import { eventsAreBoundOnce } from './topology/events-are-bound-once';
import { queueDoesNotExpire } from './topology/queue-does-not-expire';
import { queueHasDeadLetter } from './topology/queue-has-dead-letter';
import { queueIsBounded } from './topology/queue-is-bounded';
import { queueIsReplicated } from './topology/queue-is-replicated';
import { queueTypeIsExplicit } from './topology/queue-type-is-explicit';
import { streamIsBounded } from './topology/stream-is-bounded';

/** What fits nearly every broker. */
export const recommended: readonly Rule[] = [
  queueIsBounded,
  deadLetterQueueIsBounded,
  streamIsBounded,
  queueTypeIsExplicit,
  queueDoesNotExpire,
  eventsAreBoundOnce,
  noGuestUser,
  noCredentialsInFile,
  permissionIsNarrow,
  administratorIsNotGuest,
  imageIsPinned,
  certificateIsVerified,
];

/** What a broker needs that others depend on. */
export const production: readonly Rule[] = [
  ...recommended,
  queueIsReplicated,
  queueHasDeadLetter,
  plainTextIsLocal,
  survivesANode,
];

/** The packs by name. */
export const packs = { recommended, production } as const satisfies Readonly<Record<string, readonly Rule[]>>;

/** The name of a pack. */
export type PackName = keyof typeof packs;
