import { join } from 'node:path';
import { chosenGeneration, suiteOf, type Generation, type OlderServer } from '../generation';
import type { ImageRecipe } from '../image';

/** RabbitMQ with its management plugin. */
export function rabbitmqImage(generation: Generation | OlderServer = chosenGeneration()): ImageRecipe {
  return {
    official: `rabbitmq:${generation}-management`,
    alike: `rabbitmq:${generation}*-management`,
    repository: 'rabbitmq-cdk/lab-rabbitmq',
    variant: '-management',
    suite: suiteOf(generation),
    packages: ['rabbitmq-server', 'ca-certificates', 'tzdata'],
    folder: join(__dirname, 'rabbitmq'),
    settings: (version) => [
      'ENV PATH=/opt/rabbitmq/sbin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      `ENV HOME=/var/lib/rabbitmq RABBITMQ_DATA_DIR=/var/lib/rabbitmq RABBITMQ_HOME=/opt/rabbitmq RABBITMQ_VERSION=${version}`,
      'ENV LANG=C.UTF-8 LANGUAGE=C.UTF-8 LC_ALL=C.UTF-8',
      // The start script then becomes the Erlang machine instead of waiting for it, so that signals reach the broker.
      'ENV RUNNING_UNDER_SYSTEMD=true',
      'VOLUME /var/lib/rabbitmq',
      'EXPOSE 4369 5671 5672 15671 15672 15691 15692 25672',
      'ENTRYPOINT ["docker-entrypoint.sh"]',
      'CMD ["rabbitmq-server"]',
    ],
  };
}
