import { Size } from '../../../model/units/size';

test.each([
  [Size.bytes(1_500), 1_500, '1500B'],
  [Size.kibibytes(1), 1_024, '1KiB'],
  [Size.mebibytes(100), 104_857_600, '100MiB'],
  [Size.gibibytes(2), 2_147_483_648, '2GiB'],
])('%s is so many bytes and reads well', (size, bytes, text) => {
  expect(size.toBytes()).toBe(bytes);
  expect(size.toString()).toBe(text);
});

test('is rounded down to mebibytes', () => {
  expect(Size.bytes(3 * 2 ** 20 - 1).toMebibytes()).toBe(2);
});

test.each([-1, NaN, 0.5])('fails when it is %p bytes', (amount) => {
  expect(() => Size.bytes(amount)).toThrow(/whole number of bytes, 0 or more|must be a number/);
});
