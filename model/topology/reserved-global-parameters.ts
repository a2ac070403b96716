import { isServersOwn } from './servers-own';

/** What the names of the global parameters begin with in which `rabbitmq-cdk deploy` notes what it is to remove. */
export const REMOVALS_PREFIX = 'rabbitmq-cdk-removals-';

/** Whether a global parameter is nobody's to declare: a server sets it itself, or `rabbitmq-cdk deploy` notes something in it. */
export function isReserved(name: string): boolean {
  return isServersOwn(name) || name.startsWith(REMOVALS_PREFIX);
}
