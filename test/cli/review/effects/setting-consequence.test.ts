import { consequenceOf } from '../../../../cli/review/effects/setting-consequence';

describe('a setting that changes loses messages', () => {
  test.each([
    ['max-length', undefined, 100, {}],
    ['max-length', 1_000, 100, { overflow: 'drop-head' }],
    ['max-length-bytes', 1_000, 100, {}],
    ['message-ttl', 60_000, 1_000, {}],
    ['expires', undefined, 1_000, {}],
    ['max-age', undefined, '7D', {}],
    ['max-age', '7D', '1D', {}],
    ['dead-letter-exchange', 'dlx', undefined, {}],
    ['alternate-exchange', 'other', undefined, {}],
    ['overflow', 'reject-publish', 'drop-head', { 'max-length': 10 }],
  ])('%s from %s to %s', (key, before, after, settings) => {
    expect(consequenceOf({ key, before, after }, settings).effect).toBe('data');
  });

  test.each([
    ['max-length', 1_000, 100, { messages: 101, consumers: 0 }],
    ['max-length-bytes', 1_000, 100, { messages: 3, consumers: 0, bytes: 101 }],
    ['max-length-bytes', 1_000, 100, { messages: 3, consumers: 0 }],
    ['message-ttl', 60_000, 1_000, { messages: 1, consumers: 0 }],
    ['expires', 60_000, 1_000, { messages: 0, consumers: 0 }],
  ])('%s from %s to %s where the queue holds more, or that is not known', (key, before, after, now) => {
    expect(consequenceOf({ key, before, after }, {}, now).effect).toBe('data');
  });
});

describe('a setting that changes loses nothing', () => {
  test.each([
    ['max-length', 100, 1_000, {}],
    ['max-length', 100, undefined, {}],
    ['max-length', 1_000, 100, { overflow: 'reject-publish' }],
    ['message-ttl', 1_000, 60_000, {}],
    ['expires', 1_000, undefined, {}],
    ['max-age', '7D', undefined, {}],
    ['dead-letter-exchange', undefined, 'dlx', {}],
    ['overflow', 'drop-head', 'reject-publish', { 'max-length': 10 }],
    ['overflow', 'reject-publish', 'drop-head', {}],
    ['delivery-limit', undefined, 3, {}],
    ['queue-leader-locator', undefined, 'balanced', {}],
    ['no-key-of-ours', 1, 2, {}],
  ])('%s from %s to %s', (key, before, after, settings) => {
    expect(consequenceOf({ key, before, after }, settings).effect).toBe('online');
  });

  test.each([
    ['max-length', 1_000, 100, { messages: 100, consumers: 0 }],
    ['max-length', undefined, 100, { messages: 7, consumers: 0 }],
    ['max-length-bytes', 1_000, 100, { messages: 3, consumers: 0, bytes: 100 }],
    ['message-ttl', 60_000, 1_000, { messages: 0, consumers: 1 }],
  ])('%s from %s to %s where the queue holds no more than that', (key, before, after, now) => {
    expect(consequenceOf({ key, before, after }, {}, now).effect).toBe('online');
  });

  test('and what goes is said to be kept where there are dead letters', () => {
    const { says } = consequenceOf({ key: 'max-length', before: 9, after: 1 }, { 'dead-letter-exchange': 'dlx' });

    expect(says).toBe("the oldest messages beyond it go, and exchange 'dlx' gets them");
  });
});
