import { addressOfUrl, isUrl } from '../../../cli/health/address';
import { UserError } from '../../../cli/program/user-error';

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

test.each([
  ['amqp://admin:s3cret@127.0.0.1:5672', "not asked by 'amqp://'"],
  ['https://admin:s3/cret@example.com', 'the URL cannot be read'],
  ['http://admin:s3%cret@example.com', "'%' in the URL's user or password"],
])('refuses %s without repeating its password', (target, message) => {
  const refused = () => addressOfUrl(target, {});

  expect(isUrl(target)).toBe(true);
  expect(refused).toThrow(UserError);
  expect(refused).toThrow(message);
  expect(refused).not.toThrow('s3');
});
