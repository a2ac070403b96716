import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { propShapes } from './prop-shapes';

const { options, objects, calls } = propShapes();
const text = `{\n"options": {\n${lines(options)}\n},\n"objects": {\n${lines(objects)}\n},\n"calls": {\n${lines(calls)}\n}\n}\n`;
writeFileSync(join(__dirname, '../model/props/shapes.json'), text);

/** A line for each type, so that a diff shows which one changed. */
function lines(types: object): string {
  return Object.entries(types)
    .map(([name, type]) => `"${name}": ${JSON.stringify(type)}`)
    .join(',\n');
}
