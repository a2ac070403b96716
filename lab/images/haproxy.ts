import { join } from 'node:path';
import type { ImageRecipe } from '../image';

/** HAProxy. */
export const haproxyImage: ImageRecipe = {
  official: 'haproxy:3.0',
  alike: 'haproxy:3*',
  tag: 'rabbitmq-cdk/lab-haproxy:3.0',
  packages: ['haproxy', 'ca-certificates'],
  folder: join(__dirname, 'haproxy'),
  settings: [
    'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    'USER haproxy',
    'WORKDIR /var/lib/haproxy',
    'ENTRYPOINT ["docker-entrypoint.sh"]',
    'CMD ["haproxy", "-f", "/usr/local/etc/haproxy/haproxy.cfg"]',
  ],
};
