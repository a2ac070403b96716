import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { userResource } from '../../model/provider/users';
import { definitionsOnly, isByDefinitions } from '../terraform/topology-by';
import { declareImported } from '../declared/declare-imported';
import { declareResource } from '../declared/declare-resource';
import { omitUndefined } from '../terraform/provider-arguments';
import { nameFaults } from '../terraform/provider-limits';
import { refuse, unless } from '../terraform/validation-error';
import { credentialsOf, type Credentials, type CredentialsOptions } from './credentials';
import { Password } from './password';
import { algorithmOf, hashFault } from './known-hash';
import { passwordHash } from './password-hash';
import { Permissions, type PermissionPatterns } from './permissions';
import { limitFaults, rotationFaults } from '../terraform/number-faults';
import type { BrokerRef, UserRef, VhostRef } from '../references';
import { checkProps } from '../props/check-props';
import { checkMethod } from '../props/check-method';
import { checkCall } from '../../model/props/check-call';

/**
 * What a user may do in the management UI and HTTP API; none of them lets it use a virtual host.
 * @see https://www.rabbitmq.com/docs/management#permissions
 */
export type UserTag = 'administrator' | 'monitoring' | 'policymaker' | 'management' | 'impersonator' | 'protected';

export interface UserProps {
  /** The broker that knows the user. */
  readonly broker: BrokerRef;
  /**
   * Its name.
   * @default - the construct's id
   */
  readonly userName?: string;
  /**
   * What it may do in the management UI and HTTP API.
   * @default - nothing: it is an application
   */
  readonly tags?: readonly UserTag[];
  /**
   * Its password: generated, or from a sensitive variable.
   * @default - one that Terraform generates
   */
  readonly password?: Password;
  /**
   * How often its generated password was rotated: count it up, and the next deployment gives the user another password.
   * Connections that are open stay; who connects again needs the new one.
   * @default 0
   */
  readonly passwordRotation?: number;
  /**
   * The hash of a password that the user has already: what `rabbitmqctl hash_password` prints or `password_hash` of an export holds, a
   * salted SHA-256 or SHA-512 in base64. The password itself is not known, so that there are no `credentials`. Only boot definitions can
   * carry it. It is written into the stack's file, where a weak password can be guessed from it, unless it is an expression.
   * @token expression
   * @see https://www.rabbitmq.com/docs/passwords#this-is-the-algorithm
   * @default - the hash of `password`
   */
  readonly passwordHash?: string;
  /**
   * Whether it has no password at all: it logs in by certificate or token, and by no password. Only boot definitions can carry it.
   * @see https://www.rabbitmq.com/docs/passwords#passwordless-users
   * @default false
   */
  readonly passwordless?: boolean;
  /**
   * The most connections it may have at a time; 0 allows none. Only boot definitions can carry it.
   * @see https://www.rabbitmq.com/docs/user-limits
   * @default - no limit
   */
  readonly maxConnections?: number;
  /**
   * The most channels it may have at a time, over all its connections; 0 allows none. Only boot definitions can carry it.
   * @default - no limit
   */
  readonly maxChannels?: number;
  /**
   * What it may do, by virtual host.
   * @default - nothing: without permissions a user cannot even connect to a virtual host
   */
  readonly permissions?: readonly (PermissionPatterns & { readonly vhost: VhostRef })[];
}

/**
 * Declares a user.
 * @see https://www.rabbitmq.com/docs/access-control
 */
export class User extends Construct implements UserRef {
  /** Refers to a user that exists already. */
  static fromUserName(scope: Construct, id: string, broker: BrokerRef, userName: string): UserRef {
    checkCall('User.fromUserName', [scope, id, broker, userName]);
    class Import extends Construct implements UserRef {
      readonly userName = userName;
      readonly broker = broker;
      readonly dependencies = broker.dependencies;
    }
    const imported = new Import(scope, id);
    declareImported(imported, broker, { users: [{ name: userName, tags: [] }] });
    return imported;
  }

  readonly userName: string;
  readonly broker: BrokerRef;
  readonly dependencies: readonly ITerraformDependable[];
  private readonly known: Password | undefined;

  constructor(scope: Construct, id: string, props: UserProps) {
    checkProps(scope, id, 'UserProps', props);
    super(scope, id);
    const { broker, tags = [], permissions = [] } = props;
    this.userName = props.userName ?? id;
    this.broker = broker;
    const limits = omitUndefined({ 'max-connections': props.maxConnections, 'max-channels': props.maxChannels });
    refuse(
      this,
      nameFaults('userName', this.userName, broker),
      definitionsOnly(broker, userResource, 'limits', 'maxConnections', props.maxConnections),
      definitionsOnly(broker, userResource, 'limits', 'maxChannels', props.maxChannels),
      limitFaults({ maxConnections: props.maxConnections, maxChannels: props.maxChannels }),
      rotationFaults({ passwordRotation: props.passwordRotation }),
      definitionsOnly(broker, userResource, 'password_hash', 'passwordHash', props.passwordHash),
      definitionsOnly(broker, userResource, 'password_hash', 'passwordless', props.passwordless || undefined),
      hashFault('passwordHash', props.passwordHash),
      passwordFaults(props),
      vhostFaults(permissions),
    );
    const given = props.passwordless === true ? '' : props.passwordHash;
    this.known = given === undefined ? (props.password ?? Password.generated(this, props.passwordRotation)) : undefined;
    const hash = this.known !== undefined && isByDefinitions(broker) ? passwordHash(this, this.known) : given;
    const algorithm = given === undefined || given === '' ? undefined : algorithmOf(given);
    this.dependencies = declareResource(
      this,
      broker,
      userResource,
      (reveal) => ({
        users: [
          {
            name: this.userName,
            tags,
            ...omitUndefined({
              // The empty one is no secret.
              password_hash: hash === undefined || hash === '' ? hash : reveal(hash, undefined),
              hashing_algorithm: algorithm,
            }),
            ...(Object.keys(limits).length === 0 ? {} : { limits }),
          },
        ],
      }),
      { dependencies: broker.dependencies, secrets: omitUndefined({ password: this.known?.value }) },
    );
    for (const { vhost, ...patterns } of permissions) {
      new Permissions(this, `Permissions:${vhost.vhostName}`, { user: this, vhost, ...patterns });
    }
  }

  /**
   * The password, as the Terraform expression that stands for it.
   * @throws ValidationError when it has none, or only its hash is known
   */
  get password(): Password {
    refuse(
      this,
      unless(this.known !== undefined, `its password is not known: only its hash is set, or it is passwordless`),
    );
    return this.known as Password;
  }

  /**
   * What an application needs to connect to a virtual host as this user.
   * @param options - by which protocol
   * @throws ValidationError when its password is not known, the virtual host is on another broker, or nobody knows where the broker's
   * clients connect
   */
  credentials(vhost: VhostRef, options: CredentialsOptions = {}): Credentials {
    checkMethod('User.credentials', this, [vhost, options]);
    return credentialsOf(this, this.password, vhost, options);
  }
}

/** Its password is known, or generated, or only its hash is known, or it has none. */
function passwordFaults({ password, passwordRotation, passwordHash: hash, passwordless }: UserProps): string[] {
  const said = Object.entries({
    password,
    passwordRotation,
    passwordHash: hash,
    passwordless: passwordless || undefined,
  })
    .filter(([, value]) => value !== undefined)
    .map(([prop]) => `'${prop}'`);
  if (said.length < 2) return [];
  return [`${said.join(' and ')} are mutually exclusive: 'passwordRotation' rotates a generated password; keep one`];
}

/** A user has one set of permissions in a virtual host. */
function vhostFaults(permissions: NonNullable<UserProps['permissions']>): string[] {
  const names = permissions.map(({ vhost }) => vhost.vhostName);
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))].map(
    (name) => `'permissions' must name each virtual host once, got '${name}' twice; join the patterns: (one|other)`,
  );
}
