import type { Finding } from '../../../../model/finding';
import { exchange, foundOf, foundInFile } from '../fixture';
import type { Smallest } from './smallest';

/** The smallest inputs for what is said of exchanges. */
export const smallestOfExchanges: readonly Smallest[] = [
  ['refused exchange/name', () => ofExchange({ name: 5 })],
  ['hazard exchange/name-length', () => ofExchange({ name: 'n'.repeat(256) })],
  ['hazard exchange/name-line-break', () => ofExchange({ name: 'a\nb' })],
  ['hazard exchange/reserved-name', () => ofExchange({ name: 'amq.mine' })],
  ['refused exchange/default', () => foundOf({ exchanges: [exchange('')] })],
  ['refused exchange/built-in', () => foundOf({ exchanges: [exchange('amq.direct', 'topic')] })],
  ['refused exchange/type', () => ofExchange({ type: 'drect' })],
  ['hazard exchange/plugin-type', () => ofExchange({ type: 'x-random' })],
  ['hazard exchange/property', () => ofExchange({ internal: 'no' })],
  ['breaks exchange/property-missing', () => ofExchange({ auto_delete: undefined })],
  ['refused exchange/arguments', () => ofExchange({ arguments: 5 })],
  ['refused exchange/argument-null', () => ofExchange({ arguments: { a: null } })],
  ['hazard exchange/argument-value', () => ofExchange({ arguments: { 'alternate-exchange': 5 } })],
  ['hazard exchange/alternate-exchange-missing', () => ofExchange({ arguments: { 'alternate-exchange': 'other' } })],
  ['hazard exchange/no-binding', () => ofExchange({})],
  ['hazard exchange/declared-twice', () => foundInFile({ exchanges: [exchange('e'), exchange('e')] })],
];

function ofExchange(fields: object): readonly Finding[] {
  return foundInFile({ exchanges: [{ ...exchange('e'), ...fields }] });
}
