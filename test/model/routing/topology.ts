import { emptyTopology, type Arguments, type Topology } from '../../../model/topology/topology';

/** What a test of routing declares in the virtual host `/`. */
export interface Sketch {
  /** Exchanges by name: their type, or type and arguments; `internal` is an argument here. */
  readonly exchanges?: Readonly<Record<string, string | readonly [string, Arguments]>>;
  /** Queues by name, with their arguments. */
  readonly queues?: Readonly<Record<string, Arguments>>;
  /** Bindings as `[source, destination, routing key, arguments]`; a destination that is an exchange's name is one. */
  readonly bindings?: readonly (readonly [string, string, string?, Arguments?])[];
  readonly policies?: Topology['policies'];
}

/** A topology out of few words. */
export function sketched({ exchanges = {}, queues = {}, bindings = [], policies = [] }: Sketch): Topology {
  return {
    ...emptyTopology,
    vhosts: [{ name: '/' }],
    exchanges: Object.entries(exchanges).map(([name, said]) => {
      const [type, { internal = false, ...args }]: readonly [string, Arguments] =
        typeof said === 'string' ? [said, {}] : said;
      return {
        ...{ name, vhost: '/', type, durable: true, auto_delete: false },
        internal: internal === true,
        arguments: args,
      };
    }),
    queues: Object.entries(queues).map(([name, args]) => ({
      ...{ name, vhost: '/', durable: true, auto_delete: false },
      arguments: args,
    })),
    bindings: bindings.map(([source, destination, key = '', args = {}]) => ({
      ...{ source, vhost: '/', destination, routing_key: key, arguments: args },
      destination_type: destination in exchanges ? 'exchange' : 'queue',
    })),
    policies,
  };
}
