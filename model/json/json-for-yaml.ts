/**
 * A value as JSON that every reader of YAML reads. YAML takes fewer characters as they are than JSON does: DEL, C1 controls
 * and some others only as escapes.
 * @see https://yaml.org/spec/1.2.2/#51-character-set
 */
export function jsonForYaml(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(unprintable, escaped);
}

const unprintable = /[\u007f-\u009f\ufeff\ufffe\uffff]/g;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
