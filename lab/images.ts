import type { ImageRecipe } from './image';
import { haproxyImage } from './images/haproxy';
import { rabbitmqImage } from './images/rabbitmq';

/** Every image that the lab can make. */
export const images: readonly ImageRecipe[] = [rabbitmqImage, haproxyImage];
