import { Fn } from 'cdktf';
import type { ITerraformDependable } from 'cdktf';
import { clientUrl, loginName, loginUri, type ClientScheme } from '../../model/access/client-url';
import type { UserRef, VhostRef } from '../references';
import { escapeTemplates } from '../terraform/escape-templates';
import { refuse, unless } from '../terraform/validation-error';
import { inUri, type Password } from './password';

/** By which protocol an application connects. */
export interface CredentialsOptions {
  /**
   * The scheme of its URL: `amqp`, `amqps`, `rabbitmq-stream`, `rabbitmq-stream+tls`, `mqtt`, `mqtts`, `stomp`, `stomp+ssl`.
   * @default - that of the broker's first address for AMQP
   */
  readonly scheme?: ClientScheme;
}

/**
 * What an application needs to connect to a virtual host as a user, under the names of the service binding specification: as
 * Terraform expressions, so that no file that is synthesized holds the password.
 * @see https://servicebinding.io/spec/core/1.1.0/#well-known-secret-entries
 */
export class Credentials {
  /** The same as one JSON object, for what keeps secrets as JSON. */
  readonly json: string;

  /**
   * Keeps expressions, never the password.
   * @param fields - `type` and `provider`, both `rabbitmq`, `host`, `port`, `username`, `password`, `virtual-host` and `uri`; `ca.crt` too,
   * in PEM, where it is over TLS and the broker has an authority of its own
   * @param dependencies - what must be there before they work: the user and the virtual host
   */
  constructor(
    readonly fields: Readonly<Record<string, string>>,
    readonly dependencies: readonly ITerraformDependable[],
  ) {
    this.json = Fn.jsonencode(fields);
  }
}

/**
 * Puts them together.
 * @param user - who has the password
 * @throws ValidationError when the virtual host is on another broker, or nobody knows where the broker's clients connect
 */
export function credentialsOf(
  user: UserRef,
  password: Password,
  vhost: VhostRef,
  { scheme }: CredentialsOptions = {},
): Credentials {
  const { broker, userName } = user;
  const urls = (broker.clients?.urls ?? []).flatMap((url) => clientUrl(url) ?? []);
  const at = urls.find((one) => (scheme === undefined ? one.scheme.startsWith('amqp') : one.scheme === scheme));
  const there = [...new Set(urls.map((one) => `'${one.scheme}'`))].join(', ');
  const where = `'${broker.node.path}'`;
  refuse(
    user,
    unless(
      vhost.broker === broker,
      `'vhost' must be on the user's broker ${where}, got '${vhost.vhostName}' on '${vhost.broker.node.path}'`,
    ),
    unless(
      at !== undefined,
      urls.length === 0
        ? `nobody knows where clients of ${where} connect; set 'clientUrls' of the broker: ['amqps://HOST:5671']`
        : `broker ${where} serves no ${scheme === undefined ? 'AMQP' : `'${scheme}'`}; it serves ${there}`,
    ),
  );
  if (at === undefined) throw new Error('it was refused');
  const login = { userName, vhostName: vhost.vhostName };
  const { caCertificate } = broker.clients ?? {};
  const fields = {
    ...{ type: 'rabbitmq', provider: 'rabbitmq', host: at.host, port: String(at.port) },
    username: escapeTemplates(loginName(at, login)),
    password: password.value,
    'virtual-host': escapeTemplates(vhost.vhostName),
    uri: escapeTemplates(loginUri(at, login, inUri(password))),
    ...(at.isTls && caCertificate !== undefined ? { 'ca.crt': caCertificate } : {}),
  };
  return new Credentials(fields, [...user.dependencies, ...vhost.dependencies]);
}
