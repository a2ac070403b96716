import { smallestOfAccess } from './access';
import { smallestOfHosts } from './hosts';
import { smallestOfManifests } from './manifests';
import type { Smallest } from './smallest';
import { smallestOfTopology } from './topology';

/** Every change that a review tells of, with its smallest plan. */
export const everySmallest: readonly Smallest[] = [
  ...smallestOfAccess,
  ...smallestOfHosts,
  ...smallestOfManifests,
  ...smallestOfTopology,
];
