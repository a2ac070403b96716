import { dockerContainer } from './docker-container';
import { dockerImage } from './docker-image';
import { dockerNetwork } from './docker-network';
import { dockerVolume } from './docker-volume';
import { rabbitmqTypes } from './rabbitmq';
import { randomText } from './random';
import type { ResourceType } from './resource';
import { terraformData } from './terraform-data';

/** The types of resources that the lab can make. */
export const resourceTypes: Readonly<Record<string, ResourceType>> = {
  docker_container: dockerContainer,
  docker_image: dockerImage,
  docker_network: dockerNetwork,
  docker_volume: dockerVolume,
  random_password: randomText,
  random_string: randomText,
  terraform_data: terraformData,
  ...rabbitmqTypes,
};
