import { impossibleUpgrade } from '../../../model/server/upgrade-path';
import { serverVersionOfImage } from '../../../model/server/server-version';
import { blockOf, blocksOf, stringOf } from '../../../model/provider/attributes';
import type { Attributes, PlannedResource } from '../../terraform/plan';
import type { ReviewFinding } from '../finding';
import { isNode } from './nodes';
import { isStatefulSet } from './stateful-sets';

/** The images of nodes before and after a plan that gives them another version, where nodes do not boot with their data. */
export function reviewUpgrades(resources: readonly PlannedResource[]): readonly ReviewFinding[] {
  return [...dockerImages(resources), ...resources.filter(isStatefulSet).flatMap(podImages)].flatMap(
    ({ at, name, before, after }) => {
      const [from, to] = [serverVersionOfImage(before), serverVersionOfImage(after)];
      const impossible = from && to && impossibleUpgrade(from, to);
      if (impossible === undefined) return [];
      const { reason, remedy } = impossible;
      const object = { type: 'node', vhost: null, name };
      const message = `impossible upgrade: ${reason}`;
      return [{ effect: 'availability', change: 'node/impossible-upgrade', object, at, message, remedy } as const];
    },
  );
}

interface ChangedImage {
  readonly at: string;
  /** Of the nodes. */
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** A container names its image by an id that only the engine knows, so the image that changes stands for its nodes. */
function dockerImages(resources: readonly PlannedResource[]): readonly ChangedImage[] {
  const nodes = resources.filter((resource) => isNode(resource) && resource.before !== undefined);
  if (nodes.length === 0) return [];
  const name = nodes.map(({ before }) => stringOf(before?.['name'])).join(', ');
  return resources
    .filter(({ type, before, after }) => type === 'docker_image' && before !== undefined && after !== undefined)
    .map(({ address: at, before, after }) => ({
      at,
      name,
      before: stringOf(before?.['name']),
      after: stringOf(after?.['name']),
    }))
    .filter(({ before, after }) => isRabbitmq(before) && isRabbitmq(after));
}

function podImages({ address: at, before, after }: PlannedResource): readonly ChangedImage[] {
  if (before === undefined || after === undefined) return [];
  const [old, now] = [imageOf(before), imageOf(after)];
  return old === undefined || now === undefined
    ? []
    : [{ at, name: stringOf(blockOf(after, 'metadata')['name']), before: old, after: now }];
}

function imageOf(set: Attributes): string | undefined {
  const pod = blockOf(blockOf(blockOf(set, 'spec'), 'template'), 'spec');
  return blocksOf(pod, 'container')
    .map(({ image }) => stringOf(image))
    .find(isRabbitmq);
}

function isRabbitmq(image: string): boolean {
  return /(^|[/-])rabbitmq(-[a-z]+)*:/.test(image);
}
