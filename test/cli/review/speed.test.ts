import { measureReview } from '../../../bench/review';

// The processor's time, so that the test says the same on a machine that is busy with others.
test('a plan of 1,000 resources is reviewed within a second', () => {
  const { findings, duration } = measureReview(1_000);

  expect(findings).toBeGreaterThan(150);
  expect(duration).toBeLessThan(1_000);
});
