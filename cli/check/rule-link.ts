import { pageLink, site } from '../program/page-link';

/**
 * Where a rule is explained: on the site of this documentation, or, before there is one, guardrails in their page, and what the
 * broker says in RabbitMQ's documentation.
 * @param rule - `queue/argument-value`
 */
export function linkOf(rule: string, origin = site): string {
  const [subject = ''] = rule.split('/');
  if (!isOfServer(subject)) return pageLink(`rules#${rule}`, origin);
  return origin === undefined ? serverPageOf(rule) : pageLink(own.get(subject) ?? `findings#${rule}`, origin);
}

/** The page of RabbitMQ's documentation on what a finding is about. */
export function serverPageOf(rule: string): string {
  const [subject = ''] = rule.split('/');
  if (subject === 'manifest') return operator;
  return rule.startsWith('queue/dead-letter') ? `${docs}/dlx` : `${docs}/${pages.get(subject) ?? ''}`;
}

/** Whether a broker or an operator says it, and not a guardrail. */
function isOfServer(subject: string): boolean {
  return pages.has(subject) || subject === 'manifest';
}

const operator = 'https://www.rabbitmq.com/kubernetes/operator/using-topology-operator';
const docs = 'https://www.rabbitmq.com/docs';

/** The findings that have no heading of their own in docs/findings.md. */
const own: ReadonlyMap<string, string> = new Map([
  ['conf', 'rabbitmq-conf#Files in use'],
  ['manifest', 'gitops#Manifests that exist'],
]);

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
