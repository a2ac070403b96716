import type { ReviewFinding } from '../../../../cli/review/finding';
import { asJson } from '../../../../cli/review/report/json';
import { asMarkdown } from '../../../../cli/review/report/markdown';
import { reviewGivenPlan } from '../../../../cli/review/review-stacks';
import type { StackReview } from '../../../../cli/review/stack-review';
import { asText } from '../../../../cli/review/report/text';
import type { DiagramNode } from '../../../../model/diagram/diagram';
import { recordedNames, recordedPlan } from '../recorded';
import { jsonOutputOf } from '../../json-output';

const lost: ReviewFinding = {
  effect: 'data',
  change: 'queue/deleted',
  object: { type: 'queue', vhost: 'shop', name: 'orders' },
  at: 'rabbitmq_queue.orders',
  message: 'is deleted: its messages go',
  now: { messages: 1_204, consumers: 1 },
};
const stack: StackReview = { stack: 'shop', caveats: [], findings: [], diagrams: [], moved: [], imported: [] };

describe('a review as Markdown', () => {
  test('says the verdict first, and folds what harms nobody', () => {
    const text = asMarkdown([reviewGivenPlan('shop', recordedPlan('exchange-replaced-silently'), {})]);

    expect(text.split('\n').slice(0, 4)).toEqual([
      '<!-- rabbitmq-cdk review -->',
      '## RabbitMQ: loses data',
      '',
      '**Applying this loses messages, or the way of messages to a queue.**',
    ]);
    expect(text).toContain(
      '| Stack | Verdict | Data | Availability | Access | Restart | Online |\n| --- | --- | ---: | ---: | ---: | ---: | ---: |\n| shop | loses data | 1 | 1 |  |  |  |',
    );
  });

  test('folds what is online', () => {
    const text = asMarkdown([reviewGivenPlan('shop', recordedPlan('created'), {})]);

    expect(text).toContain('<details>\n<summary>27 online</summary>');
  });

  test.each(recordedNames())('is the same text for %s in whatever order Terraform tells it', (name) => {
    const plan = recordedPlan(name);
    const [as, reversed] = [plan, { ...plan, resources: plan.resources.toReversed() }].map((one) =>
      asMarkdown([reviewGivenPlan('shop', one, {})]),
    );

    expect(reversed).toBe(as);
  });

  test('lets no name format it or call for people', () => {
    const object = { type: 'queue', vhost: 'shop', name: '@team <b>*x*</b> `y` | z' };

    const text = asMarkdown([{ ...stack, findings: [{ ...lost, object }] }]);

    expect(text).toContain(
      "- queue '&commat;&#8203;team &lt;b&gt;\\*x\\*&lt;/b&gt; \\`y\\` \\| z' in 'shop' is deleted",
    );
  });

  test('draws what changes, with what it is connected to', () => {
    const text = asMarkdown([reviewGivenPlan('shop', recordedPlan('exchange-deleted'), {})]);

    expect(text).toContain(
      '<summary>What changes in <code>shop</code>, as a diagram</summary>\n\n```mermaid\nflowchart LR\n',
    );
    expect(text).toMatch(/ {2}e\d\{\{"[^"]+<br\/>removed: \w+ exchange"\}\}:::removed\n/);
    expect(text).toMatch(/-->\|"removed<br\/>[^"]*"\| q\d\n/);
    expect(text).toContain('classDef removed ');
  });

  test('draws nothing where neither exchanges nor queues nor ways change', () => {
    for (const name of ['no-change', 'password-rotated', 'permissions-widened', 'node-replaced'])
      expect(asMarkdown([reviewGivenPlan('shop', recordedPlan(name), {})])).not.toContain('mermaid');
  });

  test('bounds a diagram, says how much is not drawn, and leaves it out before what is lost', () => {
    const nodes = Array.from({ length: 40 }, (_, at): DiagramNode => {
      return { id: `q${at}`, kind: 'queue', name: '😀'.repeat(60), type: 'classic', change: 'added' };
    });
    const drawn = { ...stack, diagrams: [{ diagram: { vhost: 'shop', nodes, edges: [] }, omitted: 2 }] };
    const findings = Array.from({ length: 5_000 }, (_, number) => ({
      ...lost,
      object: { ...lost.object, name: `queue-${number}` },
      message: `is deleted: its ${number} messages go`,
    }));
    const many = { ...drawn, findings, diagrams: Array.from({ length: 20 }, () => drawn.diagrams).flat() };

    const [few, all] = [asMarkdown([{ ...drawn, findings: [lost] }]), asMarkdown([many])];

    expect(few.length).toBeLessThan(16_000);
    // Forty and twenty of such names are too long.
    expect(few).toContain('… and 22 more changes that are not drawn.');
    expect(all.length).toBeLessThan(65_536);
    expect(all).not.toContain('mermaid');
    expect(all).toContain("queue 'queue-99'");
  });

  test('fits into a comment, however much is lost', () => {
    const findings = Array.from({ length: 5_000 }, (_, number) => ({
      ...lost,
      object: { ...lost.object, name: `queue-${number}` },
      message: `is deleted: its ${number} messages go`,
    }));

    const text = asMarkdown([{ ...stack, findings }]);

    expect(text.length).toBeLessThan(65_536);
    expect(text).toContain('| shop | loses data | 5000 |');
    expect(text).toMatch(/… and [\d,]+ more/);
  });

  test('says what stands in the way of the whole truth', () => {
    const text = asMarkdown([{ ...stack, caveats: [{ kind: 'broker-down', message: 'no answer' }] }]);

    expect(text).toContain('> **broker-down**: no answer');
  });
});

describe('a review as text', () => {
  test('tells equal findings once, and what the queues hold together', () => {
    const findings = ['a', 'b', 'c'].map((name) => ({ ...lost, object: { ...lost.object, name } }));

    const text = asText([{ ...stack, findings }], false);

    expect(text).toContain("data          3 × queue 'a', 'b', 'c' in 'shop': each is deleted: its messages go");
    expect(text).toContain('holds: 3,612 messages and 3 consumers now');
    expect(text).toMatch(/\nverdict: loses data\n$/);
  });

  test('has colours only where they are shown', () => {
    expect(asText([{ ...stack, findings: [lost] }], false)).not.toContain('\u001b');
    expect(asText([{ ...stack, findings: [lost] }], true)).toContain('\u001b[31m');
  });
});

describe('a review as JSON', () => {
  test('has every key, with null for what is not known', () => {
    expect(jsonOutputOf('review', asJson([{ ...stack, findings: [lost] }]))).toEqual({
      verdict: 'data',
      stacks: [
        {
          stack: 'shop',
          verdict: 'data',
          failure: null,
          caveats: [],
          findings: [{ ...lost, link: 'docs/changes.md#queuedeleted', because: null, remedy: null }],
          moved: [],
          imported: [],
        },
      ],
    });
  });
});
