/**
 * Whether a value is a token of cdktf, whose value only Terraform knows: the attribute of a resource, a variable, a `Lazy`. A
 * test holds it to `Token.isUnresolved` of cdktf, which model/ does not import.
 * @see https://developer.hashicorp.com/terraform/cdktf/concepts/tokens
 */
export function isToken(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('${TfToken[') && STRING.test(value);
  if (typeof value === 'number') return isNumberToken(value, NUMBER);
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) {
    const [only]: readonly unknown[] = value;
    return value.length === 1 && (typeof only === 'string' ? LIST.test(only) : isNumberToken(only, NUMBER_LIST));
  }
  if (typeof (value as { resolve?: unknown }).resolve === 'function') return true;
  for (const key in value) if (MAP.test(key)) return true;
  return false;
}

const STRING = /\$\{TfToken\[[\w:.-]+\]\}/;
const LIST = /#\{TfToken\[[\w:.-]+\]\}/;
const MAP = /&\{TfToken\[[\w:.-]+\]\}/;

/** The first 16 bits of a number that stands for a token. */
const NUMBER = 0xfdff;
/** Those of the only number of a list that stands for one. */
const NUMBER_LIST = 0xfbff;

function isNumberToken(value: unknown, mark: number): boolean {
  if (typeof value !== 'number') return false;
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setFloat64(0, value);
  return bytes.getUint16(0) === mark;
}
