import { serverVersionOfImage } from '../../model/server/server-version';
import type { Rule } from '../rule';
import { brokerSubject } from './broker-subject';

/** An upgrade is a decision. */
export const imageIsPinned: Rule = {
  id: 'broker/image-is-pinned',
  demand: "The image's tag says a minor version at least, or the image is named by its digest.",
  because:
    'Behind a tag such as `latest` or `4-management` the next minor version comes with the next pull, on whichever node pulls first, and its feature flags allow no way back.',
  widespread: false,
  *check(_, broker) {
    if (broker === undefined) return;
    const { image } = broker;
    if (/@sha256:/.test(image) || serverVersionOfImage(image) !== undefined) return;
    yield {
      subject: brokerSubject(broker),
      message: `its image '${image}' is not pinned to a minor version`,
      remedy: "pin a version, such as 'rabbitmq:4.3-management', or a digest",
    };
  },
};
