import { exchangeName, fragment, type ExchangeName, type Fragment } from '../model/policies/fragment';

/** Where unroutable messages go. */
export interface AlternateOptions {
  /** The exchange to which messages go that no binding takes. */
  readonly exchange: ExchangeName;
}

/**
 * What an exchange can't route goes to another.
 * @see https://www.rabbitmq.com/docs/ae
 */
export function alternate({ exchange }: AlternateOptions): Fragment {
  return fragment('alternate', { 'alternate-exchange': exchangeName(exchange) });
}
