import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../lab/folders';

const license = join(projectRoot, 'LICENSE');

/** Templates and what Terraform makes of them; that it does is seen by `evaluate.terraform.test.ts`. */
export const templates: readonly (readonly [string, unknown])[] = [
  ['plain text', 'plain text'],
  ['', ''],
  ['a $${b} and %%{c}', 'a ${b} and %{c}'],
  ['100% of $5', '100% of $5'],
  ['${1 + 2 * 3}', 7],
  ['${(1 + 2) * 3 - -1}', 10],
  ['${10 % 4}', 2],
  ['${7 / 2}', 3.5],
  ['${floor(7 / 2)}', 3],
  ['sum: ${1 + 1}', 'sum: 2'],
  ['${true}', true],
  ['is ${!true}', 'is false'],
  ['${1 < 2 && 2 >= 2 || false}', true],
  ['${"a" == "a" ? "same" : "other"}', 'same'],
  ['${"a" != "b"}', true],
  ['${"1" == 1}', false],
  ['${["x", "y"][1]}', 'y'],
  ['${"say \\"hi\\"\\n${"nested"}"}', 'say "hi"\nnested'],
  ['${join("-", ["a", "b"])}', 'a-b'],
  ['${split(",", "a,b")}', ['a', 'b']],
  ['${split("", "abc")}', ['a', 'b', 'c']],
  ['${concat(["a"], [], ["b", "c"])}', ['a', 'b', 'c']],
  ['${flatten([["a"], [["b"]], "c"])}', ['a', 'b', 'c']],
  ['${range(3)}', [0, 1, 2]],
  [`\${file("${license}")}`, readFileSync(license, 'utf8')],
  ['${[for n in range(3) : n * n]}', [0, 1, 4]],
  ['${[for a in ["x"] : [for b in ["y", "z"] : "${a}${b}"]]}', [['xy', 'xz']]],
  ['${one(["only"])}', 'only'],
  ['${one([])}', null],
  ['${index(["a", "b"], "b")}', 1],
  ['${format("%s has %d: %x%%", "x", 7, 255)}', 'x has 7: ff%'],
  ['${parseint("ff", 16)}', 255],
  ['${substr("hello", 1, 3)}', 'ell'],
  ['${sha256("hello")}', '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824'],
];
