import { readFileSync } from 'node:fs';
import { typesFile, typesSource } from '../../../packaging/conf-types';

test("the type of 'conf' is the one that follows from the schemas and from what is told of keys", () => {
  expect(readFileSync(typesFile, 'utf8')).toBe(typesSource());
});
