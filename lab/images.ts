import type { ImageRecipe } from './image';
import { alertmanagerImage } from './images/alertmanager';
import { haproxyImage } from './images/haproxy';
import { prometheusImage } from './images/prometheus';
import { rabbitmqImage } from './images/rabbitmq';

/** Every image that the lab can make. */
export const images: readonly ImageRecipe[] = [rabbitmqImage, haproxyImage, prometheusImage, alertmanagerImage];
