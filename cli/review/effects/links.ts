import type { ParameterDefinition } from '../../../model/topology/topology';
import type { BrokerChange } from '../broker-change';
import type { Change } from '../change';
import type { ReviewFinding } from '../finding';
import { reasonOf } from '../reason';

/** What a plan does with shovels and federation upstreams, which move messages only while they are there. */
export function reviewLinks({ changes }: BrokerChange): readonly ReviewFinding[] {
  return [
    ...changes.rabbitmq_shovel.flatMap((shovel) =>
      linkFinding(shovel, 'it moves no message to its destination while it is not there'),
    ),
    ...changes.rabbitmq_federation_upstream.flatMap((upstream) =>
      linkFinding(
        upstream,
        'its links close, no message comes over them while they are not there, and what an exchange link has buffered upstream goes',
      ),
    ),
  ];
}

function linkFinding(link: Change<ParameterDefinition>, consequence: string): readonly ReviewFinding[] {
  const { address: at, type, action, replacedBy } = link;
  const object = link.after ?? link.before;
  if (action === 'none' || object === undefined) return [];
  const isGoing = action === 'replace' || action === 'delete';
  return [
    {
      effect: isGoing ? 'data' : 'online',
      change: `resource/${action}d`,
      object: { type, vhost: object.vhost, name: object.name },
      at,
      message: `is ${action}d${isGoing ? `: ${consequence}` : ''}`,
      because: action === 'create' ? undefined : replacedBy.join(', ') || reasonOf(link),
    },
  ];
}
