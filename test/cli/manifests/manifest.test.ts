import { manifestsOf } from '../../../cli/manifests/manifest';

test('names, lists and numbers are those of the API', () => {
  const { manifests } = manifestsOf({
    kubernetes_stateful_set_v1: {
      broker: {
        '//': {},
        depends_on: ['x'],
        wait_for_rollout: true,
        metadata: { name: 'rabbitmq', labels: { some_key: 'kept' } },
        spec: {
          replicas: '3',
          update_strategy: [{ type: 'RollingUpdate', rolling_update: [{ partition: 0 }] }],
          template: {
            spec: {
              security_context: { run_as_user: '999' },
              container: [
                {
                  name: 'x',
                  env: [{ name: 'A', value: '1' }],
                  readiness_probe: { tcp_socket: [{ port: '5672' }] },
                  port: [{ container_port: 5672 }],
                },
              ],
              volume: [
                { name: 'a', projected: [{ default_mode: '0440', sources: [{ config_map: [{ name: 'b' }] }] }] },
                { name: 'c', downward_api: { items: [] } },
              ],
            },
          },
        },
      },
    },
  });

  expect(manifests).toEqual([
    {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'rabbitmq', labels: { some_key: 'kept' } },
      spec: {
        replicas: 3,
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
        template: {
          spec: {
            securityContext: { runAsUser: 999 },
            containers: [
              {
                name: 'x',
                env: [{ name: 'A', value: '1' }],
                readinessProbe: { tcpSocket: { port: 5672 } },
                ports: [{ containerPort: 5672 }],
              },
            ],
            volumes: [
              { name: 'a', projected: { defaultMode: 288, sources: [{ configMap: { name: 'b' } }] } },
              { name: 'c', downwardAPI: { items: [] } },
            ],
          },
        },
      },
    },
  ]);
});

test('Secrets are left out and named with their keys', () => {
  const { manifests, secrets } = manifestsOf({
    kubernetes_secret_v1: { a: { metadata: { name: 'cookie', namespace: 'mq' }, data: { cookie: '${x}' } } },
  });

  expect(manifests).toEqual([]);
  expect(secrets).toEqual([{ namespace: 'mq', name: 'cookie', keys: ['cookie'] }]);
});

test('annotations that Terraform would work out are left out', () => {
  const annotations = { sum: '${sha256(x)}', script: '$${HOME}' };

  const { manifests } = manifestsOf({ kubernetes_config_map_v1: { a: { metadata: { name: 'a', annotations } } } });

  expect(manifests[0]?.metadata).toEqual({ name: 'a', annotations: { script: '${HOME}' } });
});

test('texts are what Terraform would make of them', () => {
  const { manifests } = manifestsOf({
    kubernetes_config_map_v1: { a: { metadata: { name: 'a' }, data: { script: 'echo $${HOME}' } } },
  });

  expect(manifests[0]).toMatchObject({ data: { script: 'echo ${HOME}' } });
});

test('namespaces come first, whatever comes first in the stack', () => {
  const { manifests } = manifestsOf({
    kubernetes_stateful_set_v1: { a: { metadata: { name: 'a' } } },
    kubernetes_namespace_v1: { a: { metadata: { name: 'a' } } },
    rabbitmq_queue: { a: {} },
  });

  expect(manifests.map(({ kind }) => kind)).toEqual(['Namespace', 'StatefulSet']);
});

test('fails when a resource has no known manifest', () => {
  expect(() => manifestsOf({ kubernetes_pod: { a: { metadata: { name: 'a' } } } })).toThrow(/'kubernetes_pod'/);
});
