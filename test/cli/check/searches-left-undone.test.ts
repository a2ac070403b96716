import { checkContent } from '../../../cli/check/report';
import type * as pattern from '../../../model/pattern/pattern';

// What the limit allows takes half a minute: here one search is what it allows.
jest.mock('../../../model/pattern/pattern', () => {
  const actual = jest.requireActual<typeof pattern>('../../../model/pattern/pattern');
  return { ...actual, withinSteps: <T>(_: number, work: () => T) => actual.withinSteps(1, work) };
});

test('check counts the searches that it left undone, and says of no policy that it matches nothing because of them', () => {
  const policy = (name: string) => ({ name, vhost: '/', pattern: `${name}.*q$`, definition: { 'max-length': 5 } });
  const definitions = {
    vhosts: [{ name: '/' }],
    queues: [{ name: 'a-q', vhost: '/' }],
    policies: [policy('a'), policy('b'), policy('c')],
  };

  const { findings } = checkContent(JSON.stringify(definitions), 'd.json', { rules: [] });

  const undone = findings.filter(({ rule }) => rule === 'file/searches-left-undone');
  expect(undone).toMatchObject([{ kind: 'hazard', message: expect.stringMatching(/^[1-9]\d* searches/) }]);
  expect(findings.map(({ rule }) => rule)).not.toContain('policy/matches-nothing');
});
