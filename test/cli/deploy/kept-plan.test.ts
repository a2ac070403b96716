import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepPlans, readKeptPlans } from '../../../cli/deploy/kept-plan';
import { planKey } from '../../../cli/deploy/sealed';
import type { StackReview } from '../../../cli/review/stack-review';

const key = 'k'.repeat(32);
const review: StackReview = { stack: 'shop', caveats: [], findings: [], diagrams: [], moved: [], imported: [] };

describe('a kept plan', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'kept-')), 'plans');
  beforeEach(() =>
    keepPlans(
      folder,
      [
        { stack: 'shop', review, plan: Buffer.from('password: s3cret'), stateVersion: 'lineage 7' },
        { stack: 'a/b', review: { ...review, stack: 'a/b' } },
      ],
      key,
    ),
  );
  afterAll(() => rmSync(join(folder, '..'), { recursive: true }));

  test('is what was kept, in the same order, and none where there was none', () => {
    const [shop, other] = readKeptPlans(folder, key);

    expect([shop?.stack, shop?.review, shop?.plan?.toString()]).toEqual(['shop', review, 'password: s3cret']);
    expect(shop?.stateVersion).toBe('lineage 7');
    expect([other?.stack, other?.plan]).toEqual(['a/b', undefined]);
  });

  test('shows no secret to who has no key, and nothing at all to other users', () => {
    const files = readdirSync(folder);

    expect(files.filter((file) => readFileSync(join(folder, file), 'latin1').includes('s3cret'))).toEqual([]);
    expect(files.map((file) => statSync(join(folder, file)).mode & 0o077)).toEqual(files.map(() => 0));
  });

  test('is not read with another key, or when somebody changed it', () => {
    expect(() => readKeptPlans(folder, 'x'.repeat(32))).toThrow('the plan cannot be decrypted');

    const file = join(folder, 'shop.plan');
    const bytes = readFileSync(file);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    writeFileSync(file, bytes);

    expect(() => readKeptPlans(folder, key)).toThrow('the plan cannot be decrypted');
  });

  test('is not applied by another review than it was approved by', () => {
    const file = join(folder, 'reviews.json');
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace('"caveats": []', '"caveats": [{"kind": "refused", "message": ""}]'),
    );

    expect(() => readKeptPlans(folder, key)).toThrow("the review of stack 'shop'");
  });

  test('is not applied to another state than it was made of', () => {
    const file = join(folder, 'reviews.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('lineage 7', 'lineage 8'));

    expect(() => readKeptPlans(folder, key)).toThrow("the review of stack 'shop'");
  });

  test('is not looked for where none was kept', () => {
    expect(() => readKeptPlans(join(folder, 'none'), key)).toThrow(
      "give a folder that 'rabbitmq-cdk review --out' has written",
    );
  });
});

test.each([[{}], [{ RABBITMQ_PLAN_KEY: 'short' }]])('a key that can be guessed is none: %j', (env) => {
  expect(() => planKey(env)).toThrow('set RABBITMQ_PLAN_KEY to at least 32 characters');
});
