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
  /** The password, as the Terraform expression that stands for it. */
  readonly password: Password;

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
      unless(
        props.password === undefined || props.passwordRotation === undefined,
        `'passwordRotation' must not be set with 'password': it rotates a generated password`,
      ),
      vhostFaults(permissions),
    );
    this.password = props.password ?? Password.generated(this, props.passwordRotation);
    const hash = isByDefinitions(broker) ? passwordHash(this, this.password) : undefined;
    this.dependencies = declareResource(
      this,
      broker,
      userResource,
      (reveal) => ({
        users: [
          {
            name: this.userName,
            tags,
            ...omitUndefined({ password_hash: hash === undefined ? undefined : reveal(hash, undefined) }),
            ...(Object.keys(limits).length === 0 ? {} : { limits }),
          },
        ],
      }),
      { dependencies: broker.dependencies, secrets: { password: this.password.value } },
    );
    for (const { vhost, ...patterns } of permissions) {
      new Permissions(this, `Permissions:${vhost.vhostName}`, { user: this, vhost, ...patterns });
    }
  }

  /**
   * What an application needs to connect to a virtual host as this user.
   * @param options - by which protocol
   * @throws ValidationError when the virtual host is on another broker, or nobody knows where the broker's clients connect
   */
  credentials(vhost: VhostRef, options: CredentialsOptions = {}): Credentials {
    checkMethod('User.credentials', this, [vhost, options]);
    return credentialsOf(this, this.password, vhost, options);
  }
}

/** A user has one set of permissions in a virtual host. */
function vhostFaults(permissions: NonNullable<UserProps['permissions']>): string[] {
  const names = permissions.map(({ vhost }) => vhost.vhostName);
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))].map(
    (name) => `'permissions' must name each virtual host once, got '${name}' twice; join the patterns: (one|other)`,
  );
}
