import type { Json } from '../../model/topology/topology';
import type { Rule } from '../rule';

/** Files that are committed hold no credentials. */
export const noCredentialsInFile: Rule = {
  id: 'access/no-credentials-in-file',
  demand: 'Users have no password and no hash of one, and shovels and upstreams no password in their URI.',
  because:
    'What is committed is read by many and kept for ever, and a salted hash of a weak password is soon guessed. Nothing that this toolkit declares holds any.',
  widespread: true,
  *check({ topology }) {
    for (const { name, password_hash = '', hasPlainPassword = false, declaredAt } of topology.users) {
      if (password_hash === '' && !hasPlainPassword) continue;
      yield {
        subject: { object: { type: 'user', vhost: null, name }, at: declaredAt ?? '' },
        message: `${hasPlainPassword ? '' : 'the hash of '}its password stands in the file`,
        remedy: 'make users from a secret store when the broker is deployed',
      };
    }
    for (const { component, vhost, name, value, declaredAt } of topology.parameters) {
      if (!holdsPassword(value)) continue;
      yield {
        subject: { object: { type: 'parameter', vhost, name }, at: declaredAt ?? '' },
        message: `the URI contains a password:  ${component}`,
        remedy: 'inject the parameter from a secret store at deployment',
      };
    }
  },
};

function holdsPassword(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const uris = Object.entries(value).filter(([key]) => key.endsWith('uri'));
  return uris
    .flatMap(([, uri]: [string, Json]) => (Array.isArray(uri) ? (uri as readonly Json[]) : [uri]))
    .some((uri) => typeof uri === 'string' && password.test(uri));
}

/** In a URI, encoded or not; what follows a port may hold an @, too. That of a client's key is a parameter. */
const password = /^[a-z0-9+.-]+:\/\/(?!\[)[^/?#@:]*:(?!\d{1,5}[/?#])[^@]+@|[?&]password=./is;
