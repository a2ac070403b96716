import { join } from 'node:path';
import { chosenGeneration, suiteOf, type Generation } from '../generation';
import type { ImageRecipe } from '../image';

/** The series of each generation's Prometheus. */
const series = { '4.0': 'v2.53', '4.3': 'v3.5' } as const;

/** Prometheus, with promtool. */
export function prometheusImage(generation: Generation = chosenGeneration()): ImageRecipe {
  return {
    official: `prom/prometheus:${series[generation]}.3`,
    alike: `prom/prometheus:${series[generation]}.*`,
    repository: 'rabbitmq-cdk/lab-prometheus',
    suite: suiteOf(generation),
    packages: ['prometheus', 'ca-certificates'],
    folder: join(__dirname, 'prometheus'),
    settings: () => [
      'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      'USER nobody',
      'EXPOSE 9090',
      'VOLUME /prometheus',
      'WORKDIR /prometheus',
      'ENTRYPOINT ["/bin/prometheus"]',
      'CMD ["--config.file=/etc/prometheus/prometheus.yml", "--storage.tsdb.path=/prometheus"]',
    ],
  };
}
