import { Duration } from '../../../model/units/duration';

test.each([
  [Duration.milliseconds(250), 250, '250ms'],
  [Duration.seconds(90), 90_000, '90s'],
  [Duration.minutes(1), 60_000, '1m'],
  [Duration.hours(36), 129_600_000, '36h'],
  [Duration.days(7), 604_800_000, '7d'],
  [Duration.seconds(0), 0, '0ms'],
])('%s is so many milliseconds and reads well', (duration, milliseconds, text) => {
  expect(duration.toMilliseconds()).toBe(milliseconds);
  expect(duration.toString()).toBe(text);
});

test('is exact in seconds or says that it is not', () => {
  expect(Duration.minutes(2).toSeconds()).toBe(120);
  expect(() => Duration.milliseconds(1_500).toSeconds()).toThrow(
    'it must be a whole number of seconds, got 1500 milliseconds',
  );
});

test.each([-1, NaN, Infinity, 0.0001])('fails when it is %p seconds long', (amount) => {
  expect(() => Duration.seconds(amount)).toThrow(/whole number of milliseconds, 0 or more|must be a number/);
});
