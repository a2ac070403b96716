import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { propShapes } from './prop-shapes';

writeFileSync(join(__dirname, '../constructs/props/shapes.json'), `${JSON.stringify(propShapes(), null, 1)}\n`);
