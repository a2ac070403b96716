import { Construct } from 'constructs';
import { checkMethod } from '../props/check-method';
import { checkProps } from '../props/check-props';
import type { BrokerRef, VhostRef } from '../references';
import { rotationFaults } from '../terraform/number-faults';
import { refuse } from '../terraform/validation-error';
import type { Credentials, CredentialsOptions } from './credentials';
import type { PermissionPatterns } from './permissions';
import { User, type UserTag } from './user';

export interface RotatingUserProps {
  /** The broker that knows the users. */
  readonly broker: BrokerRef;
  /**
   * How often its credentials were rotated: count it up by one, and the next deployment gives the application those of the other user.
   */
  readonly rotation: number;
  /**
   * The name, to which `-1` and `-2` are added.
   * @default - the construct's id
   */
  readonly userName?: string;
  /**
   * What they may do in the management UI and HTTP API.
   * @default - nothing: they are an application
   */
  readonly tags?: readonly UserTag[];
  /**
   * What they may do, by virtual host.
   * @default - nothing: without permissions a user cannot even connect to a virtual host
   */
  readonly permissions?: readonly (PermissionPatterns & { readonly vhost: VhostRef })[];
}

/**
 * Two users of one application that take turns, so that it can log in at every moment: a rotation gives another password to the one
 * that nobody uses, and has the application use it; the password in use until then stays until the next rotation.
 */
export class RotatingUser extends Construct {
  /** Both, to which everything must be granted that the application does. */
  readonly users: readonly [User, User];
  /** The one whose credentials the application gets. */
  readonly acting: User;

  constructor(scope: Construct, id: string, props: RotatingUserProps) {
    checkProps(scope, id, 'RotatingUserProps', props);
    super(scope, id);
    const { rotation, userName = id, ...shared } = props;
    refuse(this, rotationFaults({ rotation }));
    // The first acts at even numbers, the second at odd ones, each with the password of the number at which it acted last.
    const [first, second] = ([0, 1] as const).map(
      (turn) =>
        new User(this, `${turn + 1}`, {
          ...shared,
          userName: `${userName}-${turn + 1}`,
          passwordRotation: Math.max(0, rotation - ((rotation + turn) % 2)),
        }),
    ) as [User, User];
    this.users = [first, second];
    this.acting = rotation % 2 === 0 ? first : second;
  }

  /**
   * What the application needs to connect to a virtual host.
   * @param options - by which protocol
   * @throws ValidationError when the virtual host is on another broker, or nobody knows where the broker's clients connect
   */
  credentials(vhost: VhostRef, options: CredentialsOptions = {}): Credentials {
    checkMethod('RotatingUser.credentials', this, [vhost, options]);
    return this.acting.credentials(vhost, options);
  }
}
