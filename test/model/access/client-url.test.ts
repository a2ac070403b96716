import { clientUrl, loginUri } from '../../../model/access/client-url';

describe('a URL of clients', () => {
  test.each([
    ['amqps://rabbitmq.example.com', { scheme: 'amqps', host: 'rabbitmq.example.com', port: 5671, isTls: true }],
    ['amqp://10.0.0.1:5673/', { scheme: 'amqp', host: '10.0.0.1', port: 5673, isTls: false }],
    ['rabbitmq-stream+tls://[::1]', { scheme: 'rabbitmq-stream+tls', host: '[::1]', port: 5551, isTls: true }],
    ['stomp+ssl://host:1', { scheme: 'stomp+ssl', host: 'host', port: 1, isTls: true }],
  ])('%s has these parts', (url, parts) => {
    expect(clientUrl(url)).toEqual(parts);
  });

  test.each([
    'amqp://user:secret@host',
    'amqp://host/vhost',
    'amqp://host:0',
    'amqp://host:65536',
    'amqp://',
    'host:5672',
    'http://host',
    'toString://host',
  ])('%s is none', (url) => {
    expect(clientUrl(url)).toBeUndefined();
  });

  test.each([
    ['amqp://host', 'amqp://a%2Fb:secret@host:5672/%2F'],
    ['rabbitmq-stream://host', 'rabbitmq-stream://a%2Fb:secret@host:5552/%2F'],
    ['mqtts://host', 'mqtts://%2F%3Aa%2Fb:secret@host:8883'],
  ])('%s becomes the URI %s', (url, uri) => {
    const at = clientUrl(url);

    expect(at && loginUri(at, { userName: 'a/b', vhostName: '/' }, 'secret')).toBe(uri);
  });
});
