import type { ChangeKind, EdgeKind } from './diagram';

/** The colours of a diagram on one background. */
export interface Colours {
  readonly background: string;
  readonly text: string;
  /** The type of a node, and the legend. */
  readonly faint: string;
  readonly exchange: string;
  readonly queue: string;
  readonly border: string;
  readonly edges: Readonly<Record<EdgeKind, string>>;
  readonly changes: Readonly<Record<ChangeKind, string>>;
}

/**
 * Colours that those who are colour-blind tell apart; lines and labels say the same.
 * @see https://jfly.uni-koeln.de/color/
 */
export const colours: Readonly<Record<'light' | 'dark', Colours>> = {
  light: {
    ...{
      background: '#ffffff',
      text: '#1a1d21',
      faint: '#565d66',
      exchange: '#d9ecf8',
      queue: '#f3f4f6',
      border: '#5b6470',
    },
    edges: { binding: '#4b5563', alternate: '#0065a3', 'dead-letter': '#b34700' },
    changes: { added: '#00734f', removed: '#a11f6b', changed: '#6b5300' },
  },
  dark: {
    ...{
      background: '#15181c',
      text: '#eceff3',
      faint: '#a7b0bb',
      exchange: '#173a52',
      queue: '#262b31',
      border: '#8a94a1',
    },
    edges: { binding: '#9aa4b0', alternate: '#56b4e9', 'dead-letter': '#f09a3e' },
    changes: { added: '#2bc79a', removed: '#f08cc4', changed: '#f0e442' },
  },
};

/** How lines are dashed, in pixels; a binding's is whole. */
export const dashes: Readonly<Record<EdgeKind, readonly number[]>> = {
  binding: [],
  alternate: [9, 5],
  'dead-letter': [2, 4],
};
