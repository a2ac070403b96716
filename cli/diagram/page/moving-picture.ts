import type cytoscape from 'cytoscape';

/** How a picture is moved: a point p of it comes to `zoom * p + (x, y)`. */
interface Move {
  readonly zoom: number;
  readonly x: number;
  readonly y: number;
}

const still: Move = { zoom: 1, x: 0, y: 0 };

/** How long nothing moves before the graph is drawn where it has come to, in milliseconds. */
const PAUSE = 120;

/** How far the pointer goes before it drags, in pixels. */
const DRAG = 4;

/**
 * Moves a graph that takes long to draw: the browser moves the picture that is there, and the graph is drawn anew when it rests.
 * Fingers stay with the graph library.
 */
export class MovingPicture {
  /** Whether the last press of the mouse was a drag, and so no click. */
  isDrag = false;
  private readonly picture: HTMLElement;
  private move = still;
  private pause: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly container: HTMLElement,
    private readonly graph: cytoscape.Core,
  ) {
    const [picture] = container.querySelectorAll<HTMLElement>(':scope > div:has(canvas)');
    if (picture === undefined) throw new Error('the graph has no canvas');
    this.picture = picture;
    picture.style.transformOrigin = '0 0';
    this.listen();
  }

  /** Moves it by pixels. */
  pan(x: number, y: number): void {
    this.by({ zoom: 1, x, y });
  }

  /** Makes it larger or smaller, while one place stays where it is. */
  zoom(factor: number, at: { readonly x: number; readonly y: number }): void {
    const now = this.graph.zoom() * this.move.zoom;
    const zoom = Math.min(this.graph.maxZoom(), Math.max(this.graph.minZoom(), now * factor)) / now;
    this.by({ zoom, x: at.x * (1 - zoom), y: at.y * (1 - zoom) });
  }

  /** Forgets what is not drawn yet: the graph was brought elsewhere. */
  reset(): void {
    clearTimeout(this.pause);
    this.show(still);
  }

  private by(step: Move): void {
    this.show(after(this.move, step));
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.draw(), PAUSE);
  }

  private show(move: Move): void {
    this.move = move;
    this.picture.style.transform = move === still ? '' : `translate(${move.x}px, ${move.y}px) scale(${move.zoom})`;
  }

  /** Draws the graph where the picture is, which goes back to its place then. */
  private draw(): void {
    const drawn = this.move;
    const [zoom, pan] = [this.graph.zoom(), this.graph.pan()];
    this.graph.one('render', () => {
      // It may have moved on meanwhile.
      const rest = this.move.zoom / drawn.zoom;
      const on = { zoom: rest, x: this.move.x - rest * drawn.x, y: this.move.y - rest * drawn.y };
      this.show(on.zoom === 1 && on.x === 0 && on.y === 0 ? still : on);
    });
    const at = after({ zoom, ...pan }, drawn);
    this.graph.viewport({ zoom: at.zoom, pan: { x: at.x, y: at.y } });
  }

  private listen(): void {
    let from: { readonly x: number; readonly y: number } | undefined;
    this.container.addEventListener(
      'pointerdown',
      ({ pointerType, button, clientX: x, clientY: y }) => {
        const isMouse = pointerType === 'mouse';
        this.graph.userPanningEnabled(!isMouse);
        this.isDrag = false;
        from = isMouse && button === 0 ? { x, y } : undefined;
      },
      { capture: true },
    );
    window.addEventListener('pointermove', ({ clientX: x, clientY: y, buttons }) => {
      if (from === undefined || (buttons & 1) === 0) return;
      if (!this.isDrag && Math.hypot(x - from.x, y - from.y) < DRAG) return;
      this.isDrag = true;
      this.pan(x - from.x, y - from.y);
      from = { x, y };
    });
    // The graph library would look for what is below the mouse, which of a thousand takes longer than a frame.
    window.addEventListener('mousemove', (event) => event.stopPropagation(), { capture: true });
    window.addEventListener('pointerup', () => (from = undefined));
    this.container.addEventListener(
      'wheel',
      (event) => {
        const { left, top } = this.container.getBoundingClientRect();
        const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 33 : 1;
        this.zoom(10 ** (-(event.deltaY * lines) / 1_000), { x: event.clientX - left, y: event.clientY - top });
        event.preventDefault();
        event.stopPropagation();
      },
      { capture: true, passive: false },
    );
  }
}

function after(first: Move, then: Move): Move {
  return { zoom: first.zoom * then.zoom, x: then.zoom * first.x + then.x, y: then.zoom * first.y + then.y };
}
