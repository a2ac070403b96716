import { svgChart } from '../../bench/chart';

describe('a chart', () => {
  test('draws a line for each series, between axes that say what they count', () => {
    const svg = svgChart({
      title: 'Delivered',
      unit: 'mps',
      lines: [
        {
          name: 'orders',
          points: [
            [0, 0],
            [60, 380],
          ],
        },
      ],
    });

    expect(svg).toContain('<title>Delivered</title>');
    expect(svg).toContain('d="M64 196L624 40.2"');
    expect(svg).toContain('>orders</text>');
    expect([...svg.matchAll(/>([\d,]+\/s)</g)].map(([, tick]) => tick)).toEqual([
      '0/s',
      '100/s',
      '200/s',
      '300/s',
      '400/s',
    ]);
    expect([...svg.matchAll(/>(\d:\d\d)</g)].map(([, time]) => time)).toEqual(['0:00', '0:30', '1:00']);
  });

  test('keeps the six lines that end highest, and what names may hold', () => {
    const lines = Array.from({ length: 9 }, (_, index) => ({ name: `<${index}>`, points: [[1, index] as const] }));

    const svg = svgChart({ title: 'Ready', unit: 'count:messages', lines });

    const names = [...svg.matchAll(/&lt;(\d)&gt;/g)].map(([, name]) => name);
    expect(names).toEqual(['8', '7', '6', '5', '4', '3']);
  });

  test.each([
    ['bytes', 20_000_000, '19.1 MiB'],
    ['percentunit', 0.8, '80 %'],
    ['s', 0.4, '400 ms'],
    ['s', 40, '40 s'],
    ['count:messages', 4_000, '4,000'],
    ['bool_yes_no', 1, 'yes'],
  ] as const)('writes %s as people read them', (unit, highest, written) => {
    const svg = svgChart({ title: 'x', unit, lines: [{ name: 'y', points: [[0, highest]] }] });

    expect(svg).toContain(`>${written}</text>`);
  });
});
