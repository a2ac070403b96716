import { EVENT_EXCHANGE } from '../topology/event-exchange';
import { builtInExchanges } from '../validity/names';

/** The exchanges that a server makes by itself, with their types; no export tells of them. */
export const serverExchanges: ReadonlyMap<string, string> = new Map([
  ...builtInExchanges,
  ['amq.rabbitmq.log', 'topic'],
  [EVENT_EXCHANGE, 'topic'],
]);
