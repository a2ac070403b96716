import type * as randomStrings from '@cdktf/provider-random/lib/string-resource';
import { Lazy } from 'cdktf';
import type { Construct } from 'constructs';
import { lazily } from '../../model/lazily';
import { randomProvider, type Password } from './password';

const strings = lazily<typeof randomStrings>(() => require('@cdktf/provider-random/lib/string-resource'));

/**
 * A password's hash as a definitions file carries it: base64 of salt and SHA-256 of salt and password. Terraform computes
 * it, from a salt that stays: a hash with another salt would be another definitions file.
 * @param scope - whose password it is; the salt becomes its child `Salt`
 * @returns the Terraform expression that stands for the hash
 * @see https://www.rabbitmq.com/docs/passwords#computing-password-hash
 */
export function passwordHash(scope: Construct, password: Password): string {
  const salt = new (strings().StringResource)(scope, 'Salt', {
    length: 4,
    upper: false,
    numeric: false,
    special: false,
    provider: randomProvider(scope),
  }).result;
  // Terraform hashes texts to hexadecimal digits and cannot turn those into base64: three of them are two of its digits.
  const letterCode = `format("%x", ${'a'.charCodeAt(0)} + index(split("", "${letters}"), letter))`;
  const hex = `join("", concat([for letter in split("", ${salt}) : ${letterCode}], [sha256(join("", [${salt}, ${password.value}]))]))`;
  const bits = 'parseint(substr(hex, 3 * group, 3), 16)';
  const digits = `[for digit in [floor(${bits} / 64), ${bits} % 64] : substr("${base64}", digit, 1)]`;
  const expression = `\${one([for hex in [${hex}] : join("", flatten([for group in range(24) : ${digits}]))])}`;
  // A token has no quotes, so that it can stand in JSON.
  return Lazy.stringValue({ produce: () => expression });
}

const letters = 'abcdefghijklmnopqrstuvwxyz';
const base64 = `${letters.toUpperCase()}${letters}0123456789+/`;
