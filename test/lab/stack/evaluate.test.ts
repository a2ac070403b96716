import { evaluate, referencesOf } from '../../../lab/stack/evaluate';
import { templates } from './templates';

const scope = {
  var: { name: 'orders' },
  docker_network: { 'main-net_1A': { name: 'main', ports: [{ external: 5672 }] } },
  random_password: { admin: { result: 's3cret' } },
};

describe('a template of a stack', () => {
  test.each(templates)('%s is %j', (template, expected) => {
    expect(evaluate(template, {})).toEqual(expected);
  });

  test('stands for what resources are known by, in its own type when it is nothing else', () => {
    const json = {
      url: 'amqp://admin:${random_password.admin.result}@${docker_network.main-net_1A.name}',
      port: '${docker_network.main-net_1A.ports[0].external}',
      list: ['${var.name}', 7, true, null],
    };

    expect(evaluate(json, scope)).toEqual({
      url: 'amqp://admin:s3cret@main',
      port: 5672,
      list: ['orders', 7, true, null],
    });
  });

  test('tells which resources it refers to, and not what a loop binds', () => {
    const json = { a: ['${docker_network.main.name}'], b: '${join("", [for it in var.names : format("%s", it.id)])}' };

    expect(referencesOf(json)).toEqual(['docker_network.main', 'var.names']);
  });

  test.each([
    ['${docker_network.other.name}', "'docker_network.other' is unknown"],
    ['${random_password.admin.bcrypt_hash}', "'random_password.admin.bcrypt_hash' is unknown"],
    ['${timestamp()}', "the function 'timestamp' is unknown"],
    ['${constructor()}', "the function 'constructor' is unknown"],
    ['${var.name ? 1 : 2}', 'true or false is expected, got a string'],
    ['${1 + }', 'a name is expected'],
    ['${"a}', 'a string does not end'],
    ['${docker_network.main-net_1A.ports[*].external}', 'a name is expected'],
    ['%{ if true }yes%{ endif }', 'are not supported'],
    ['port ${docker_network.main-net_1A.ports}', 'a string is expected, got a list'],
  ])('%s is refused: %s', (template, reason) => {
    expect(() => evaluate(template, scope)).toThrow(reason);
  });

  test('is named in errors, and no value is', () => {
    const refused = () => evaluate('${random_password.admin.result + 1}', scope);

    expect(refused).toThrow(
      "'${random_password.admin.result + 1}' cannot be evaluated: a number is expected, got a string",
    );
    expect(refused).not.toThrow('s3cret');
  });
});
