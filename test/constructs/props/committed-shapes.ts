import type { Shapes } from '../../../model/props/shape';
import committed from '../../../model/props/shapes.json';

/** The shapes that are committed, by their type. */
export const committedShapes = committed as unknown as Shapes;
