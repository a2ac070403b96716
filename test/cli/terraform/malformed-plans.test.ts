import { fc } from '../../random';
import { UserError } from '../../../cli/program/user-error';
import { reviewGivenPlan } from '../../../cli/review/review-stacks';
import { asMarkdown } from '../../../cli/review/report/markdown';
import { readPlan } from '../../../cli/terraform/plan';
import { recordedJson, recordedNames } from '../review/recorded';

const names = recordedNames();

/** Something else in the place of what stood there, or nothing. */
const replacement = fc.constantFrom<unknown>(undefined, null, '', 'text', 7, -1, true, [], {}, [null], [[]], [{}], {
  name: null,
});

test('a plan that is malformed anywhere is reviewed, or refused with a line', () => {
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.nat(), replacement, (name, at, to) => {
      const json = mutated(recordedJson(name), at, to);

      expect(outcomeOf(() => asMarkdown([reviewGivenPlan(name, readPlan(json, name), {})]))).toMatch(
        /^<!-- rabbitmq-cdk review -->|^UserError: '[\w-]+' is no plan/,
      );
    }),
    { numRuns: 600, seed: 16 },
  );
});

test('a plan that is malformed says where', () => {
  const plan = {
    format_version: '1.2',
    resource_changes: [{ address: 'a.b', mode: 'managed', type: 'a', change: {} }],
  };

  expect(() => readPlan(JSON.stringify(plan), 'plan.json')).toThrow(
    new UserError("'plan.json' is no plan: 'resource_changes[0].change.actions' must be a list"),
  );
});

function outcomeOf(work: () => string): string {
  try {
    return work();
  } catch (error) {
    return String(error);
  }
}

function mutated(json: string, at: number, to: unknown): string {
  const plan: unknown = JSON.parse(json);
  const places: (() => void)[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const key of Object.keys(node)) {
      places.push(() => Reflect.set(node, key, to));
      visit((node as Record<string, unknown>)[key]);
    }
  };
  visit(plan);
  places[at % places.length]?.();
  return JSON.stringify(plan);
}
