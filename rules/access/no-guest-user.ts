import type { Rule } from '../rule';

/** Nobody is called guest: everybody knows the password. */
export const noGuestUser: Rule = {
  id: 'access/no-guest-user',
  demand: "There is no user 'guest'.",
  because: 'Its name and password are known to everybody, and it may connect from the broker itself only.',
  widespread: false,
  *check({ topology }) {
    for (const { name, declaredAt } of topology.users) {
      if (name !== 'guest') continue;
      yield {
        subject: { object: { type: 'user', vhost: null, name }, at: declaredAt ?? '' },
        message: "the credentials of the user 'guest' are publicly known",
        remedy: 'remove it and declare your own users',
      };
    }
  },
};
