import { colours, dashes } from '../../../model/diagram/colours';

/** @see https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

describe.each(Object.entries(colours))('on %s', (_, scheme) => {
  const { background, text, faint, exchange, queue, border, edges, changes } = scheme;

  test.each([background, exchange, queue])('text is read on %s: 4.5 to 1, as WCAG AA asks', (behind) => {
    expect(contrast(text, behind)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(faint, behind)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(Object.entries({ ...edges, ...changes }))('the label of %s is read: 4.5 to 1', (_name, colour) => {
    expect(contrast(colour, background)).toBeGreaterThanOrEqual(4.5);
  });

  test('a box is seen: 3 to 1', () => {
    expect(contrast(border, background)).toBeGreaterThanOrEqual(3);
  });
});

test('kinds of edges are told apart without colours', () => {
  expect(new Set(Object.values(dashes).map(String)).size).toBe(Object.keys(dashes).length);
});
