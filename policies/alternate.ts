import { exchangeName, fragment, type ExchangeName, type Fragment } from '../model/policies/fragment';
import { checkCall } from '../model/props/check-call';

/** Where unroutable messages go. */
export interface AlternateOptions {
  /** The exchange to which messages go that no binding takes. */
  readonly exchange: ExchangeName;
}

/**
 * What an exchange can't route goes to another.
 * @see https://www.rabbitmq.com/docs/ae
 */
export function alternate(options: AlternateOptions): Fragment {
  checkCall('alternate', [options]);
  return fragment('alternate', { 'alternate-exchange': exchangeName(options.exchange) });
}
