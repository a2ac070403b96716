import type { ApplyTo, PolicyDefinition } from '../topology/topology';
import { blockOf, numberOf, stringOf, type Attributes } from './attributes';
import { named, namedId } from './named-object';
import { computed, first, type ResourceKind } from './resource-kind';
import { readDefinition, renderDefinition } from './sent-values';

type PolicyLack = 'values that are no strings and no whole numbers' | 'strings that look like whole numbers';

const common = {
  block: 'policy',
  identity: ['vhost', 'name'],
  unused: computed,
  lacks: {
    'values that are no strings and no whole numbers': 'has a map of strings for them',
    'strings that look like whole numbers': 'sends it as a number',
  },
  importId: namedId,
} as const;

/** `rabbitmq_policy`. */
export const policyResource: ResourceKind<'policies', PolicyLack> = {
  ...common,
  type: 'rabbitmq_policy',
  render: ({ policies }) => render(first(policies)),
  read: (attributes) => ({ policies: [read(attributes)] }),
};

/** `rabbitmq_operator_policy`. */
export const operatorPolicyResource: ResourceKind<'operatorPolicies', PolicyLack> = {
  ...common,
  type: 'rabbitmq_operator_policy',
  render: ({ operatorPolicies }) => render(first(operatorPolicies)),
  read: (attributes) => ({ operatorPolicies: [read(attributes)] }),
};

function render({ name, vhost, pattern, definition, priority, 'apply-to': apply_to }: PolicyDefinition): Attributes {
  return { name, vhost, policy: { pattern, apply_to, priority, definition: renderDefinition(definition) } };
}

function read(attributes: Attributes): PolicyDefinition {
  const { pattern, apply_to: applyTo, priority, definition } = blockOf(attributes, 'policy');
  return {
    ...named(attributes),
    pattern: stringOf(pattern),
    // Whatever stands there: the broker judges it.
    'apply-to': stringOf(applyTo) as ApplyTo,
    priority: numberOf(priority) ?? 0,
    definition: readDefinition(definition),
  };
}
