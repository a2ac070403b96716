import { join } from 'node:path';
import { chosenGeneration, suiteOf, type Generation } from '../generation';
import type { ImageRecipe } from '../image';

/** The series of each generation's Alertmanager. */
const series = { '4.0': 'v0.28', '4.3': 'v0.33' } as const;

/** Alertmanager, with amtool. */
export function alertmanagerImage(generation: Generation = chosenGeneration()): ImageRecipe {
  return {
    official: `prom/alertmanager:${series[generation]}.1`,
    alike: `prom/alertmanager:${series[generation]}.*`,
    repository: 'rabbitmq-cdk/lab-alertmanager',
    suite: suiteOf(generation),
    packages: ['prometheus-alertmanager', 'ca-certificates'],
    folder: join(__dirname, 'alertmanager'),
    settings: () => [
      'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      'USER nobody',
      'EXPOSE 9093',
      'VOLUME /alertmanager',
      'WORKDIR /alertmanager',
      'ENTRYPOINT ["/bin/alertmanager"]',
      'CMD ["--config.file=/etc/alertmanager/alertmanager.yml", "--storage.path=/alertmanager"]',
    ],
  };
}
