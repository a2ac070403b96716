import type { Arguments, ExchangeDefinition } from '../topology/topology';
import { pluginTypes } from '../validity/exchanges';
import { literal, type Expression } from './expression';
import { ownValue } from '../own-value';

/** The construct that declares exchanges of a type, and what is said to it. */
export interface ExchangeClass {
  readonly name: string;
  /** The props of its own. */
  readonly props: Readonly<Record<string, Expression>>;
  /** The arguments that no prop of its own sets. */
  readonly arguments: Arguments;
  /** What it is told beside, where it is only referred to: the type, of a class for several. */
  readonly importArguments: readonly Expression[];
}

/**
 * Finds the construct for an exchange.
 * @returns undefined when nobody knows which plugin brings its type
 */
export function exchangeClassOf({
  type,
  arguments: args,
}: Pick<ExchangeDefinition, 'type' | 'arguments'>): ExchangeClass | undefined {
  const own = ownValue(classes, type);
  const props = own?.props(args);
  if (own !== undefined && props !== undefined) {
    const set = new Set(Object.values(props));
    return {
      name: own.name,
      props: Object.fromEntries(
        Object.entries(props).map(([prop, argument]) => [prop, literal(args[argument] ?? null)]),
      ),
      arguments: Object.fromEntries(Object.entries(args).filter(([key]) => !set.has(key))),
      importArguments: [],
    };
  }
  const plugin = pluginTypes.get(type);
  if (plugin === undefined) return undefined;
  return {
    name: 'PluginExchange',
    props: { type: literal(type), plugin: literal(plugin) },
    arguments: args,
    importArguments: [literal(type)],
  };
}

interface Class {
  readonly name: string;
  /** The arguments that its props set, by prop; undefined when it cannot say these. */
  props(args: Arguments): Readonly<Record<string, string>> | undefined;
}

const none = (): Readonly<Record<string, string>> => ({});

const classes: Readonly<Record<string, Class>> = {
  direct: { name: 'DirectExchange', props: none },
  fanout: { name: 'FanoutExchange', props: none },
  topic: { name: 'TopicExchange', props: none },
  headers: { name: 'HeadersExchange', props: none },
  'x-local-random': { name: 'LocalRandomExchange', props: none },
  'x-random': { name: 'RandomExchange', props: none },
  'x-recent-history': { name: 'RecentHistoryExchange', props: none },
  'x-consistent-hash': {
    name: 'ConsistentHashExchange',
    props: ({ 'hash-header': header, 'hash-property': property }): Readonly<Record<string, string>> => {
      if (typeof header === 'string' && property === undefined) return { hashHeader: 'hash-header' };
      const isKnown = ['correlation_id', 'message_id', 'timestamp'].some((known) => known === property);
      return header === undefined && isKnown ? { hashProperty: 'hash-property' } : {};
    },
  },
  'x-delayed-message': {
    name: 'DelayedMessageExchange',
    props: ({ 'x-delayed-type': type }) =>
      ['direct', 'fanout', 'topic', 'headers'].some((known) => known === type)
        ? { delayedType: 'x-delayed-type' }
        : undefined,
  },
};
