import { isCarriedText, isPathStep } from '../../model/provider/carriage';
import { policyResource } from '../../model/provider/policies';
import { isSentAsNumber } from '../../model/provider/sent-values';
import { NEEDS_DEFINITIONS, providerFaults } from './topology-by';
import type { BrokerRef } from '../references';

/**
 * What the Terraform provider cannot carry, although RabbitMQ could: refused at synth, because it would fail half-way
 * through an apply, or be planned again for ever.
 * @see https://github.com/cyrilgdn/terraform-provider-rabbitmq
 */

/**
 * What is wrong with an object's name.
 * @param prop - the prop that gave it
 * @param name - the name; the provider's id is NAME@VHOST, split at `@`
 * @param broker - where it is declared
 */
export function nameFaults(prop: string, name: string, broker: BrokerRef): string[] {
  const bytes = Buffer.byteLength(name);
  return [
    ...(name === '' ? [`'${prop}' must not be empty; give the object a name`] : []),
    ...providerFaults(broker, [
      name.includes('@')
        ? `'${prop}' must not contain '@', got '${name}': the provider creates the object and then cannot read it back; ` +
          `use another character, or ${NEEDS_DEFINITIONS}`
        : undefined,
      isCarriedText(name)
        ? undefined
        : `'${prop}' must be in Unicode's normal form C and not begin with a byte order mark, got ${JSON.stringify(name)}: ` +
          `Terraform writes it so; write ${JSON.stringify(name.replace(/^\ufeff/, '').normalize('NFC'))}, or ${NEEDS_DEFINITIONS}`,
      isPathStep(name)
        ? `'${prop}' must not be '.' or '..', got '${name}': HTTP drops such a step of a path, so that the provider cannot read ` +
          `the object back; use another name, or ${NEEDS_DEFINITIONS}`
        : undefined,
    ]),
    ...(/[\r\n]/.test(name)
      ? [`'${prop}' must not contain line breaks, got ${JSON.stringify(name)}: RabbitMQ drops them`]
      : []),
    ...(/\p{Surrogate}/u.test(name)
      ? [
          `'${prop}' must not contain half of a surrogate pair, got ${JSON.stringify(name)}: it is no character, and RabbitMQ takes UTF-8`,
        ]
      : []),
    ...(bytes > 255 ? [`'${prop}' must be at most 255 bytes, got ${bytes}: the AMQP 0-9-1 limit`] : []),
  ];
}

/**
 * What is wrong with a name that is part of a binding.
 * @param role - which end it is
 * @param name - the name; the provider's id is VHOST/SOURCE/DESTINATION/TYPE/KEY, split at `/`
 * @param broker - where it is declared
 */
export function boundNameFaults(role: string, name: string, broker: BrokerRef): readonly string[] {
  return providerFaults(broker, [
    name.includes('/')
      ? `the ${role} of a binding must not contain '/', got '${name}': the provider cannot read the binding back; ` +
        `use another character, or ${NEEDS_DEFINITIONS}`
      : undefined,
  ]);
}

/**
 * What is wrong with the string values of a policy's definition.
 * @param strings - those keys whose values RabbitMQ wants to be strings
 * @param broker - where it is declared
 */
export function numberLikeFaults(
  strings: Readonly<Record<string, string | undefined>>,
  broker: BrokerRef,
): readonly string[] {
  const faults = Object.entries(strings)
    .filter(([, value]) => value !== undefined && isSentAsNumber(value))
    .map(
      ([key, value]) =>
        `'${key}' must not look like a number in a policy, got '${value}': the provider ${policyResource.lacks['strings that look like whole numbers']}, and RabbitMQ refuses it; ` +
        `use a name with another character, or give it in 'arguments'`,
    );
  return providerFaults(broker, faults);
}
