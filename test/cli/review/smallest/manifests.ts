import type { ReviewFinding } from '../../../../cli/review/finding';
import { reviewRevisions } from '../../../../cli/review/review-manifests';
import { readResources } from '../../../../model/operator/read-resources';
import type { Smallest } from './smallest';

/** The smallest revisions for what is told of manifests alone. */
export const smallestOfManifests: readonly Smallest[] = [
  ['online manifest/retained', () => foundBetween(queue({ deletionPolicy: 'retain' }), '')],
  ['availability manifest/refused', () => foundBetween(queue({ type: 'quorum' }), queue({ type: 'stream' }))],
];

function foundBetween(...revisions: readonly [before: string, after: string]): readonly ReviewFinding[] {
  const [before, after] = revisions.map((content) => [readResources(content, 'all.yaml')]) as [never, never];
  return reviewRevisions('all.yaml', before, after).findings;
}

function queue(spec: object): string {
  return JSON.stringify({
    apiVersion: 'rabbitmq.com/v1beta1',
    kind: 'Queue',
    metadata: { name: 'q' },
    spec: { name: 'q', durable: true, rabbitmqClusterReference: { name: 'rabbit' }, ...spec },
  });
}
