import { generations } from './generation';
import type { ImageRecipe } from './image';
import { alertmanagerImage } from './images/alertmanager';
import { haproxyImage } from './images/haproxy';
import { prometheusImage } from './images/prometheus';
import { rabbitmqImage } from './images/rabbitmq';

/** Every image that the lab can make, of every generation. */
export const images: readonly ImageRecipe[] = generations.flatMap((generation) =>
  [rabbitmqImage, haproxyImage, prometheusImage, alertmanagerImage].map((recipe) => recipe(generation)),
);
