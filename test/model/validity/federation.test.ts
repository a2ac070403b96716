import { findingsOfText, saidOfFile } from './fixture';

describe('an upstream without a URI', () => {
  test.each([
    ['the upstream', { 'federation-upstream': 'u' }],
    ['all upstreams', { 'federation-upstream-set': 'all' }],
    ['a set with the upstream', { 'federation-upstream-set': 's' }],
    ['upstreams by a pattern', { 'federation-upstream-pattern': '^u' }],
  ])('breaks the node of an exchange whose policy names %s', (_, definition) => {
    expect(saidOf(definition)).toContain('breaks parameter/upstream-breaks-node');
  });

  test.each([
    ['another upstream', { 'federation-upstream': 'other' }],
    ['a set without it', { 'federation-upstream-set': 'none' }],
    ['others by a pattern', { 'federation-upstream-pattern': '^other$' }],
    ['no upstream', { 'alternate-exchange': 'a' }],
  ])('is told as a hazard where the policy names %s', (_, definition) => {
    const said = saidOf(definition);

    expect(said).toContain('hazard parameter/no-uri');
    expect(said.filter((each) => each.startsWith('breaks'))).toEqual([]);
  });

  test('breaks no node where queues alone are federated', () => {
    expect(saidOf({ 'federation-upstream-set': 'all' }, 'queues').filter((each) => each.startsWith('breaks'))).toEqual(
      [],
    );
  });
});

/** Of a file with an exchange and a policy that applies to it. */
function saidOf(definition: object, applyTo = 'exchanges'): readonly string[] {
  const parameter = (component: string, name: string, value: unknown) => ({ component, vhost: '/', name, value });
  return saidOfFile({
    exchanges: [{ name: 'e', vhost: '/', type: 'fanout' }],
    policies: [{ name: 'f', vhost: '/', pattern: '^e$', 'apply-to': applyTo, definition }],
    parameters: [
      parameter('federation-upstream', 'u', { uri: [] }),
      parameter('federation-upstream', 'other', { uri: 'amqp://h' }),
      parameter('federation-upstream-set', 's', [{ upstream: 'u' }]),
      parameter('federation-upstream-set', 'none', [{ upstream: 'other' }]),
    ],
  });
}

test('an upstream through which no connection is opened is a hazard, and its URI stays untold', () => {
  const value = { uri: ['amqp://h', 'amqps://u:secret@h?verify=yes'] };
  const file = { parameters: [{ component: 'federation-upstream', vhost: '/', name: 'u', value }] };

  const [finding] = findingsOfText(JSON.stringify(file), '4.3.6');

  expect(finding?.kind).toBe('hazard');
  expect(finding?.message).toBe(
    "'uri' must have verify_peer or verify_none as 'verify' in its query: it is stored, but no connection is opened",
  );
});
