import type { Rule } from '../rule';
import { brokerSubject } from './broker-subject';

/** Nobody can guess who may do everything. */
export const administratorIsNotGuest: Rule = {
  id: 'broker/administrator-is-not-guest',
  demand: "The administrator is not called 'guest'.",
  because:
    "It is the first name that is tried, and the one that a client without credentials is given (`anonymous_login_user`); from other machines it can't log in at all (`loopback_users`).",
  widespread: false,
  *check(_, broker) {
    if (broker?.adminUser !== 'guest') return;
    yield {
      subject: brokerSubject(broker),
      message: "its administrator is named 'guest'",
      remedy: "set another 'adminUser'",
    };
  },
};
