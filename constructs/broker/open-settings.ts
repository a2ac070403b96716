import { Fn, Op, Tokenization, type TerraformResourceLifecycle } from 'cdktf';
import { confKindOf } from '../../model/server/conf-schema/conf-kind';
import type { RabbitmqConf } from '../../model/server/rabbitmq-conf';

/**
 * What must hold of values that only Terraform knows, before a file with them is written: they stand between single quotes,
 * and the server replaces `$(…)`. Of secrets it takes what is before a colon for the way they are encrypted.
 */
export function openSettings(conf: RabbitmqConf): TerraformResourceLifecycle | undefined {
  const preconditions = Object.entries(conf).flatMap(([key, value]) => {
    const isSecret = confKindOf(key)?.isSecret === true;
    const text = isSecret ? (value as unknown as { value: string }).value : value;
    if (typeof text !== 'string' || !text.includes('${TfToken[')) return [];
    return Tokenization.reverseString(text).tokens.map((token) => ({
      condition: Op.not(Fn.can(Fn.regex(isSecret ? `${UNWRITABLE}|${TAGGED}` : UNWRITABLE, token.toString()))),
      errorMessage:
        `'${key}' must hold no single quote, no control character and no '$(', which rabbitmq.conf cannot carry` +
        (isSecret ? ', and no colon after letters and digits, which mean an encrypted value' : ''),
    }));
  });
  return preconditions.length === 0 ? undefined : { precondition: preconditions };
}

/** In the regular expressions of Terraform. */
const UNWRITABLE = "['[:cntrl:]]|[$][(]";
const TAGGED = '^[[:word:]]+:.';
