import type { Finding } from '../../model/finding';
import { acknowledge } from '../../rules/acknowledgement';

function finding(at: string, rule: string, kind: Finding['kind'] = 'hazard'): Finding {
  return { kind, rule, object: { type: 'queue', vhost: '/', name: 'q' }, at, message: 'm', remedy: 'r' };
}

const reason = 'kept a year by law';

describe('an acknowledgement', () => {
  test('takes away what it is about, at a construct and within', () => {
    const findings = [
      finding('s/audit', 'a/b'),
      finding('s/audit/inner', 'a/b'),
      finding('s/audits', 'a/b'),
      finding('s/audit', 'c/d'),
    ];

    const { findings: left, faults } = acknowledge(findings, [{ at: 's/audit', rule: 'a/b', reason }]);

    expect(left).toEqual([findings[2], findings[3]]);
    expect(faults).toEqual([]);
  });

  test('that is not needed is a fault', () => {
    const { faults } = acknowledge([finding('s/a', 'a/b')], [{ at: 's/b', rule: 'a/b', reason }]);

    expect(faults).toEqual([
      "[s/b] the acknowledgement of 'a/b' is unused: nothing there violates the rule; remove it, or correct the id",
    ]);
  });

  test('without a reason is a fault', () => {
    const { faults } = acknowledge([finding('s/a', 'a/b')], [{ at: 's/a', rule: 'a/b', reason: ' ' }]);

    expect(faults).toEqual(["[s/a] the acknowledgement of 'a/b' has no reason; add one"]);
  });

  test('of what the broker refuses does nothing', () => {
    const refusal = finding('s/a', 'a/b', 'refused');

    const { findings, faults } = acknowledge([refusal], [{ at: 's/a', rule: 'a/b', reason }]);

    expect(findings).toEqual([refusal]);
    expect(faults).toEqual([
      "[s/a] the acknowledgement of 'a/b' has no effect: the broker rejects the object; fix that first",
    ]);
  });
});
