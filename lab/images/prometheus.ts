import { join } from 'node:path';
import type { ImageRecipe } from '../image';

/** Prometheus, with promtool. */
export const prometheusImage: ImageRecipe = {
  official: 'prom/prometheus:v3.5.0',
  alike: 'prom/prometheus:v*',
  tag: 'rabbitmq-cdk/lab-prometheus:2.53',
  packages: ['prometheus', 'ca-certificates'],
  folder: join(__dirname, 'prometheus'),
  settings: [
    'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    'USER nobody',
    'EXPOSE 9090',
    'VOLUME /prometheus',
    'WORKDIR /prometheus',
    'ENTRYPOINT ["/bin/prometheus"]',
    'CMD ["--config.file=/etc/prometheus/prometheus.yml", "--storage.tsdb.path=/prometheus"]',
  ],
};
