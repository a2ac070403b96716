import { Fn, Token } from 'cdktf';
import type { Construct } from 'constructs';
import { refuse, unless } from './validation-error';

/**
 * An expression whose value no output or plan of Terraform shows.
 * @param what - it stands for, as a noun with its article
 * @throws ValidationError when it is text, which would be written into the stack's file; the text is not repeated
 */
export function secretExpression(scope: Construct, expression: string, what: string): string {
  refuse(
    scope,
    unless(
      Token.isUnresolved(expression),
      `'expression' must be an expression of Terraform, such as an attribute of a data source; as text ${what} would be written into the stack's file`,
    ),
  );
  return Fn.sensitive(expression);
}
