import { join } from 'node:path';
import { chosenGeneration, suiteOf, type Generation } from '../generation';
import type { ImageRecipe } from '../image';

/** The series of each generation's HAProxy. */
const series = { '4.0': '3.0', '4.3': '3.2' } as const;

/** HAProxy. */
export function haproxyImage(generation: Generation = chosenGeneration()): ImageRecipe {
  return {
    official: `haproxy:${series[generation]}`,
    alike: `haproxy:${series[generation]}*`,
    repository: 'rabbitmq-cdk/lab-haproxy',
    suite: suiteOf(generation),
    packages: ['haproxy', 'ca-certificates'],
    folder: join(__dirname, 'haproxy'),
    settings: () => [
      'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      'USER haproxy',
      'WORKDIR /var/lib/haproxy',
      'ENTRYPOINT ["docker-entrypoint.sh"]',
      'CMD ["haproxy", "-f", "/usr/local/etc/haproxy/haproxy.cfg"]',
    ],
  };
}
