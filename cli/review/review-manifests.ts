import type { ReadResources } from '../../model/operator/read-resources';
import { NEWEST_SERVER_VERSION } from '../../model/server/server-version';
import { brokerChange } from './broker-change';
import { changeDiagrams } from './change-diagrams';
import { reviewManifests, reviewRefused } from './effects/manifests';
import { manifestsChanges } from './manifests-change';
import { byWeight, reviewBroker } from './review-broker';
import type { ReviewOptions } from './review-plan';
import type { Hear } from './review-stacks';
import type { StackReview } from './stack-review';

/**
 * What a sync does that takes custom resources from one revision to another, removal of what is gone included.
 * @param name - what to call them
 * @param hear - told what becomes of each broker
 */
export function reviewRevisions(
  name: string,
  before: readonly ReadResources[],
  after: readonly ReadResources[],
  { serverVersion: version = NEWEST_SERVER_VERSION }: Pick<ReviewOptions, 'serverVersion'> = {},
  hear: Hear = () => undefined,
): StackReview {
  const { brokers, refused } = manifestsChanges(before, after);
  const changes = brokers.map((broker) => ({ broker, change: brokerChange(broker.changes, version) }));
  for (const { change } of changes) hear(name, change);
  return {
    ...{ stack: name, caveats: [], moved: [], imported: [] },
    findings: [
      ...changes.flatMap(({ broker, change }) => [...reviewBroker(change), ...reviewManifests(broker, version)]),
      ...refused.map(reviewRefused),
    ].sort(byWeight),
    diagrams: changes.flatMap(({ change }) => changeDiagrams(change)),
  };
}
