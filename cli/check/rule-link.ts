/**
 * Where a rule's subject is explained: of what the broker says in its own documentation, of guardrails in ours.
 * @param rule - `queue/argument-value`
 */
export function linkOf(rule: string): string {
  const [subject = ''] = rule.split('/');
  if (subject === 'manifest') return 'https://www.rabbitmq.com/kubernetes/operator/using-topology-operator';
  if (rule.startsWith('queue/dead-letter')) return `${docs}/dlx`;
  const page = pages.get(subject);
  return page === undefined ? 'docs/rules.md' : `${docs}/${page}`;
}

const docs = 'https://www.rabbitmq.com/docs';

const pages: ReadonlyMap<string, string> = new Map([
  ['binding', 'exchanges#bindings'],
  ['conf', 'configure'],
  ['exchange', 'exchanges'],
  ['file', 'definitions'],
  ['global-parameter', 'parameters#global-parameters'],
  ['operator-policy', 'policies#operator-policies'],
  ['parameter', 'parameters'],
  ['permission', 'access-control'],
  ['policy', 'policies'],
  ['queue', 'queues'],
  ['shovel', 'shovel-dynamic'],
  ['topic-permission', 'access-control#topic-authorisation'],
  ['user', 'access-control'],
  ['vhost', 'vhosts'],
]);
