import { join } from 'node:path';
import type { ImageRecipe } from '../image';

/** Alertmanager, with amtool. */
export const alertmanagerImage: ImageRecipe = {
  official: 'prom/alertmanager:v0.28.1',
  alike: 'prom/alertmanager:v*',
  tag: 'rabbitmq-cdk/lab-alertmanager:0.28',
  packages: ['prometheus-alertmanager', 'ca-certificates'],
  folder: join(__dirname, 'alertmanager'),
  settings: [
    'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    'USER nobody',
    'EXPOSE 9093',
    'VOLUME /alertmanager',
    'WORKDIR /alertmanager',
    'ENTRYPOINT ["/bin/alertmanager"]',
    'CMD ["--config.file=/etc/alertmanager/alertmanager.yml", "--storage.path=/alertmanager"]',
  ],
};
