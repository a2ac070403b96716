import type { Shape } from './shape';

/** What a shape is called in a message. */
export function words(shape: Shape): string {
  if (typeof shape === 'string') return simple[shape];
  if ('oneOf' in shape) return shape.oneOf.map((one) => `'${one}'`).join(' or ');
  if ('list' in shape) return 'a list';
  if ('object' in shape) return named[shape.object] ?? `a ${shape.object}`;
  if ('either' in shape) return [...new Set(shape.either.map(words))].join(', or ');
  return 'an object';
}

const simple = {
  any: 'given',
  json: 'a value that JSON can hold',
  argument: 'a string, number, boolean, list or plain object',
  id: 'a non-empty string',
  string: 'a string',
  number: 'a number',
  boolean: 'true or false',
} as const;

const named: Readonly<Record<string, string>> = {
  AmqpUri: 'an AmqpUri, such as AmqpUri.fromVariable(variable)',
  BrokerRef: "a broker, such as a SingleNodeStack's or a RemoteBroker",
  Construct: 'a construct, such as a stack',
  Duration: 'a Duration, such as Duration.minutes(5)',
  ExchangeRef: 'an exchange, such as a TopicExchange',
  IContainerBroker: 'a broker in containers, such as a DockerBroker',
  IExchange: 'an exchange, such as a TopicExchange',
  IQueue: 'a queue, such as a QuorumQueue',
  IVhost: 'a virtual host, such as a Vhost',
  Password: 'a Password, such as Password.fromVariable(variable)',
  QueueRef: 'a queue, such as a QuorumQueue',
  Rule: 'a rule, such as those of the pack `production`',
  Size: 'a Size, such as Size.mebibytes(64)',
  TerraformStack: 'a stack, such as a SingleNodeStack',
  TerraformVariable: 'a TerraformVariable of the stack',
  UserRef: 'a user, such as a User',
  VhostRef: 'a virtual host, such as a Vhost',
};
