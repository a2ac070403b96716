import uPlot from 'uplot';
import { printable } from '../../../model/printable';
import { writtenValue } from '../../../model/monitoring/dashboards/written-value';
import type { PreviewPanel, PreviewSeries } from '../preview-data';

/** Told apart also by who cannot tell red from green. */
const colours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#7a6ff0', '#8a8f00'];
const HEIGHT = 190;

/** The colour of the series at a place; the same for a line and its legend. */
export function colourOf(at: number): string {
  return colours[at % colours.length] ?? '';
}

/**
 * Draws the course of series into an element of the page, with a dashed line for each limit.
 * @param times - of the values, in seconds since 1970
 */
export function drawChart(
  into: HTMLElement,
  { unit, limits }: PreviewPanel,
  series: readonly PreviewSeries[],
  times: readonly number[],
): void {
  const css = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const axis = {
    stroke: css('--faint'),
    grid: { stroke: css('--panel'), width: 1 },
    ticks: { stroke: css('--panel') },
  };
  const values = series.flatMap((one) => one.values.filter((value) => value !== null));
  const [lowest, highest] = [Math.min(0, ...values), Math.max(0, ...values)];
  // A limit far above all values would press these to the ground: it is drawn once they come near.
  const near = limits.filter(({ at }) => at <= highest * 3 && at >= lowest);
  const top = Math.max(highest, ...near.map(({ at }) => at));
  new uPlot(
    {
      width: Math.max(240, into.clientWidth),
      height: HEIGHT,
      legend: { show: false },
      cursor: { show: false },
      scales: { y: { range: [lowest, top === lowest ? lowest + 1 : top + (top - lowest) * 0.05] } },
      axes: [axis, { ...axis, size: 70, values: (_, ticks) => ticks.map((tick) => writtenValue(tick, unit)) }],
      series: [
        {},
        ...series.map(({ name }, at) => ({
          label: printable(name),
          stroke: colourOf(at),
          width: 1.5,
          // Beyond the colours that there are, the line is dashed.
          ...(at < colours.length ? {} : { dash: [5, 3] }),
          points: { show: false },
        })),
      ],
      hooks: {
        draw: [
          (plot) => {
            for (const { at, severity } of near) drawLimit(plot, at, css(`--${severity}`));
          },
        ],
      },
    },
    [[...times], ...series.map((one) => [...one.values])],
    into,
  );
}

function drawLimit({ ctx, bbox, valToPos }: uPlot, at: number, colour: string): void {
  const y = valToPos(at, 'y', true);
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.restore();
}
