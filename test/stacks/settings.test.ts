import { Size } from '../../model/units/size';
import { readSettings } from '../../stacks/settings';

test('nothing given leaves everything to the defaults of the stacks', () => {
  expect(readSettings({}, {})).toMatchObject({ singleNode: { ports: {} } });
});

test('the environment wins over the context, and values are typed', () => {
  const settings = readSettings(
    { image: 'rabbitmq:4.1-management', memory: 512, amqpPort: 5673 },
    { RABBITMQ_CDK_IMAGE: 'rabbitmq:4.2-management', RABBITMQ_CDK_REMOVAL_POLICY: 'destroy', HOME: '/root' },
  );

  expect(settings.singleNode).toEqual({
    image: 'rabbitmq:4.2-management',
    memory: Size.mebibytes(512),
    removalPolicy: 'destroy',
    ports: { amqp: 5673 },
  });
});

test('whoever is told of alerts is named in the environment, without a secret', () => {
  const { receivers } = readSettings(
    {},
    {
      RABBITMQ_CDK_ALERT_WEBHOOK: 'https://hooks.example.com',
      RABBITMQ_CDK_ALERT_SLACK: 'true',
      RABBITMQ_CDK_ALERT_PAGERDUTY: 'true',
      RABBITMQ_CDK_ALERT_OPSGENIE: 'false',
      RABBITMQ_CDK_ALERT_MSTEAMS: 'true',
      RABBITMQ_CDK_ALERT_EMAIL: 'ops@example.com',
      RABBITMQ_CDK_ALERT_EMAIL_FROM: 'alerts@example.com',
      RABBITMQ_CDK_ALERT_EMAIL_SMARTHOST: 'mail.example.com:587',
    },
  ).monitoring;

  expect(receivers).toEqual({
    webhookUrl: 'https://hooks.example.com',
    slack: true,
    pagerduty: true,
    opsgenie: false,
    msteams: true,
    email: { to: 'ops@example.com', from: 'alerts@example.com', smarthost: 'mail.example.com:587' },
  });
});

test('a webhook whose URL is a secret is asked for', () => {
  const { receivers } = readSettings({}, { RABBITMQ_CDK_ALERT_WEBHOOK: 'true' }).monitoring;

  expect(receivers).toEqual({ webhook: true });
});

test.each([
  ['ClusterIP', { service: { type: 'ClusterIP' } }],
  ['NodePort', { service: { type: 'NodePort' }, network: 'open' }],
  ['LoadBalancer', { service: { type: 'LoadBalancer' }, network: 'open' }],
])('the service type %s opens the network to outsiders only when it lets them in', (type, expected) => {
  expect(readSettings({}, { RABBITMQ_CDK_SERVICE_TYPE: type }).kubernetes).toEqual(expected);
});

test('an empty variable is none', () => {
  expect(readSettings({ nodeName: 'here' }, { RABBITMQ_CDK_NODE_NAME: '' }).singleNode.nodeName).toBe('here');
});

test('fails when settings are unknown or malformed, and names all of them with where they came from', () => {
  const read = () =>
    readSettings(
      { imagge: 'x', memory: 'much', alertSlack: 'yes' },
      { RABBITMQ_CDK_AMQP_PORT: '70000', RABBITMQ_CDK_PORT: '1' },
    );

  expect(read).toThrow(/context 'rabbitmq-cdk.imagge' is not a setting; the settings are image, /);
  expect(read).toThrow(
    /environment variable 'RABBITMQ_CDK_PORT' is not a setting; the settings are RABBITMQ_CDK_IMAGE, /,
  );
  expect(read).toThrow(/context 'rabbitmq-cdk.memory' must be a whole number of mebibytes, got 'much'/);
  expect(read).toThrow(/context 'rabbitmq-cdk.alertSlack' must be 'true' or 'false', got 'yes'/);
  expect(read).toThrow(/environment variable 'RABBITMQ_CDK_AMQP_PORT' must be a port from 1 to 65535, got '70000'/);
});
