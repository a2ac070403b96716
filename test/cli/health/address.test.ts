import { addressOfUrl } from '../../../cli/health/address';

test.each([
  ['http://127.0.0.1:15672', 'http://127.0.0.1:15672'],
  ['http://127.0.0.1:15672/', 'http://127.0.0.1:15672'],
  ['https://example.com/broker/', 'https://example.com/broker'],
])('asks %s below %s', (target, url) => {
  expect(addressOfUrl(target, {}).broker.url).toBe(url);
});

test('takes user and password of the URL before those of the environment, and guest without both', () => {
  const env = { RABBITMQ_USERNAME: 'monitor', RABBITMQ_PASSWORD: 'secret' };
  const named = addressOfUrl('http://us%40er:p%3Aw@localhost:15672', env).broker;

  expect(named).toMatchObject({ username: 'us@er', password: 'p:w', url: 'http://localhost:15672' });
  expect(addressOfUrl('http://localhost:15672', env).broker).toMatchObject({
    username: 'monitor',
    password: 'secret',
  });
  expect(addressOfUrl('http://localhost:15672', {}).broker).toMatchObject({ username: 'guest', password: 'guest' });
});
