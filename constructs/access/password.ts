import type * as randomPasswords from '@cdktf/provider-random/lib/password';
import type * as randomProviders from '@cdktf/provider-random/lib/provider';
import { Fn, TerraformStack, TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';
import { lazily } from '../../model/lazily';
import { secretExpression } from '../terraform/secret-expression';
import { refuse, unless } from '../terraform/validation-error';
import { checkCall } from '../../model/props/check-call';

const passwords = lazily<typeof randomPasswords>(() => require('@cdktf/provider-random/lib/password'));
const providers = lazily<typeof randomProviders>(() => require('@cdktf/provider-random/lib/provider'));

/** A password that only Terraform knows: no file that is synthesized holds it. */
export class Password {
  /**
   * A password that Terraform generates and keeps in its state: 40 letters and digits, so that it needs no escaping in a URI.
   * @param scope - whose password it is; the generator becomes its child `Password`
   * @param rotation - how often it was rotated: with another number Terraform generates another one
   */
  static generated(scope: Construct, rotation = 0): Password {
    checkCall('Password.generated', [scope, rotation]);
    refuse(
      scope,
      unless(
        Number.isSafeInteger(rotation) && rotation >= 0,
        `'rotation' must be a whole number, 0 or more, got ${rotation}`,
      ),
    );
    const generator = new (passwords().Password)(scope, 'Password', {
      length: 40,
      special: false,
      keepers: rotation === 0 ? undefined : { rotation: String(rotation) },
      provider: randomProvider(scope),
    });
    return new Password(generator.result, true);
  }

  /**
   * A password that is given to Terraform, as `TF_VAR_…` or by a file of variables.
   * @param variable - it must be declared `sensitive`
   * @throws ValidationError when it is not sensitive, or has a default, which would be written into the stack's file
   */
  static fromVariable(variable: TerraformVariable): Password {
    checkCall('Password.fromVariable', [variable]);
    refuse(
      variable,
      variable.sensitive === true
        ? undefined
        : `a variable that holds a password must be declared with 'sensitive: true'`,
      variable.default === undefined
        ? undefined
        : `a variable that holds a password must have no 'default', which would be written into the stack's file`,
    );
    return new Password(variable.stringValue);
  }

  /**
   * A password that is given as `TF_VAR_NAME`, or typed when the stack is deployed: declares a sensitive variable of the stack.
   * @param scope - anything in the stack
   * @param name - of the variable
   * @param description - what Terraform says when it asks
   */
  static asked(scope: Construct, name: string, description: string): Password {
    checkCall('Password.asked', [scope, name, description]);
    refuse(
      scope,
      unless(
        /^[A-Za-z_][\w-]*$/.test(name),
        `'name' must be a name of a Terraform variable: letters, digits, '_' and '-', and no digit or '-' first, got '${name}'`,
      ),
    );
    return Password.fromVariable(
      new TerraformVariable(TerraformStack.of(scope), name, { sensitive: true, description }),
    );
  }

  /**
   * A password that something else keeps: Vault, a cloud's secret manager, a Secret of Kubernetes, by a data source of its provider.
   * @param expression - an attribute of it: `new DataVaultKvSecretV2(…).data.lookup('password')`; Terraform treats it as sensitive
   * @token expression
   * @throws ValidationError when it is text, which would be written into the stack's file
   */
  static fromExpression(scope: Construct, expression: string): Password {
    checkCall('Password.fromExpression', [scope, expression]);
    return new Password(secretExpression(scope, expression, 'a password'));
  }

  /**
   * Keeps the expression, never the password.
   * @param value - the Terraform expression that stands for the password
   * @param isPlain - whether it is known to have letters and digits only
   */
  private constructor(
    readonly value: string,
    readonly isPlain?: boolean,
  ) {}
}

/** The expression that stands for a password in a URI, where what is special is escaped. */
export function inUri({ value, isPlain = false }: Password): string {
  // Terraform escapes as forms do, which write a space as '+'.
  return isPlain ? value : Fn.replace(Fn.urlencode(value), '+', '%20');
}

/** The stack's provider of randomness: created when it is first needed. */
export function randomProvider(scope: Construct): randomProviders.RandomProvider {
  const { RandomProvider } = providers();
  const stack = TerraformStack.of(scope);
  const there = stack.node.tryFindChild('random');
  return there instanceof RandomProvider ? there : new RandomProvider(stack, 'random');
}
