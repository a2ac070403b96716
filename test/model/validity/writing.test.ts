import { findingsOfText } from './fixture';

/** `kind rule at: message` of what is said of a file's text. */
function saidOfText(content: string, version = '4.0.5'): string[] {
  return findingsOfText(content, version).map(({ kind, rule, at, message }) => `${kind} ${rule} ${at}: ${message}`);
}

describe('how a definitions file is written', () => {
  test.each([
    [
      '"queues": [{"name": "q", "vhost": "/", "arguments": {"x-message-ttl": 60000.0}}]',
      "refused queue/argument-value d.json#/queues/0: 'x-message-ttl' must be an integer from 0 to 315360000000, got 60000.0",
    ],
    [
      '"policies": [{"name": "p", "vhost": "/", "pattern": "^amq", "priority": 1.0, "definition": {"max-length": 1e3}}]',
      "refused policy/value d.json#/policies/0: 'max-length' must be an integer of at least 0, got 1e3",
    ],
    [
      '"users": [{"name": "u", "tags": [], "limits": {"max-channels": 5.0}}]',
      "refused user/limits d.json#/users/0: 'max-channels' must be an integer, got 5.0",
    ],
    [
      '"parameters": [{"component": "vhost-limits", "vhost": "/", "name": "limits", "value": {"max-queues": 5.00}}]',
      "refused parameter/limit d.json#/parameters/0: 'max-queues' must be an integer, got 5.00",
    ],
  ])('counts: %s holds a double where an integer is wanted', (content, expected) => {
    const said = saidOfText(`{"vhosts": [{"name": "/"}], ${content}}`);

    expect(said.filter((finding) => finding.startsWith('refused'))).toEqual([expected]);
  });

  test('does not count where any number will do', () => {
    const queue = '{"name": "q", "vhost": "/", "arguments": {"x-queue-type": "quorum", "x-delivery-limit": 20.0}}';

    expect(saidOfText(`{"vhosts": [{"name": "/"}], "queues": [${queue}]}`)).toEqual([]);
  });

  test('may come to nothing at all: the broker takes an empty file, and no blank one', () => {
    expect(saidOfText('')).toEqual([expect.stringMatching(/^hazard file\/empty/)]);
    expect(() => saidOfText(' ')).toThrow('is empty');
  });

  test('says which of equal keys counts: the first', () => {
    const content = '{"vhosts": [{"name": "/"}], "queues": [{"name": "q", "vhost": "/"}], "queues": [{}]}';

    expect(saidOfText(content)).toEqual([
      "hazard file/key-twice d.json#/queues: the key 'queues' is a duplicate: the broker silently takes the first one",
    ]);
  });

  test.each([
    ['4.0.5', ['refused file/byte-order-mark']],
    ['4.2.6', []],
  ])('with a byte order mark is, for %s, %j', (version, expected) => {
    const said = saidOfText('\uFEFF{"vhosts": [{"name": "/"}]}', version);

    expect(said.map((finding) => finding.split(' ').slice(0, 2).join(' '))).toEqual(expected);
  });
});
