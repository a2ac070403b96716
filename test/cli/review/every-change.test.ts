import { idsIn, spelledOut } from '../../ids-in-sources';
import { everySmallest } from './smallest/every';
import { told } from './smallest/smallest';

const going = ['replaced', 'deleted'];

/** The ids that the sources put together. */
const templates = {
  '*/*d': every(['policy', 'operator-policy'], ['created', 'updated', ...going]),
  '*/settings-changed': every(['queue', 'exchange'], ['settings-changed']),
  '*/settings-unknown': every(['queue', 'exchange'], ['settings-unknown']),
  '*/undeclared': every(['policy', 'operator-policy'], ['undeclared']),
  'balancer/*d': every(['balancer'], going),
  'node/*d': every(['node'], going),
  'permissions/*': every(['permissions'], ['widened', 'narrowed', 'changed', 'same']),
  'resource/*d': every(['resource'], ['created', 'updated', ...going]),
  'stateful-set/*d': every(['stateful-set'], going),
  'user/*d': every(['user'], going),
  'volume/*d': every(['volume'], going),
};

test.each(everySmallest)('%s is told of the smallest plan that makes it', (finding, found) => {
  expect(found().map(told)).toContain(finding);
});

/** What the requests that leave a comment say: a media type, and a repository. */
const ofComments: readonly string[] = ['*/*', 'application/json'];

test('every kind of change has its smallest plan', () => {
  const ids = everySmallest.map(([finding]) => finding.replace(/^\w+ /, ''));

  const spelled = idsIn('cli/review').filter((id) => !ofComments.includes(id));
  expect([...ids].sort()).toEqual(spelledOut(spelled, templates));
});

function every(objects: readonly string[], kinds: readonly string[]): readonly string[] {
  return objects.flatMap((object) => kinds.map((kind) => `${object}/${kind}`));
}
