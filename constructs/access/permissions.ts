import { Construct } from 'constructs';
import { permissionsResource } from '../../model/provider/permissions';
import { declareResource } from '../declared/declare-resource';
import { refuse, unless } from '../terraform/validation-error';
import type { UserRef, VhostRef } from '../references';
import { checkProps } from '../props/check-props';

/**
 * Three PCRE patterns that are searched for in names of queues and exchanges: write `^` and `$` where a name must begin
 * and end. The empty pattern matches nothing.
 * @see https://www.rabbitmq.com/docs/access-control#authorisation
 */
export interface PermissionPatterns {
  /**
   * What it may declare and delete.
   * @default '' - nothing
   */
  readonly configure?: string;
  /**
   * The exchanges to which it may publish, and the queues and exchanges that it may bind; the default exchange is
   * `amq.default` here.
   * @default '' - nothing
   */
  readonly write?: string;
  /**
   * The queues from which it may consume, and the exchanges from which it may bind.
   * @default '' - nothing
   */
  readonly read?: string;
}

export interface PermissionsProps extends PermissionPatterns {
  /** Who may. */
  readonly user: UserRef;
  /** Where. */
  readonly vhost: VhostRef;
}

/** Declares what a user may do in a virtual host: at most one for each pair of them. */
export class Permissions extends Construct {
  constructor(scope: Construct, id: string, props: PermissionsProps) {
    checkProps(scope, id, 'PermissionsProps', props);
    super(scope, id);
    const { user, vhost, configure = '', write = '', read = '' } = props;
    refuse(
      this,
      unless(
        user.broker === vhost.broker,
        `'user' and 'vhost' must be of one broker, got user '${user.userName}' and virtual host '${vhost.vhostName}' of another`,
      ),
    );
    declareResource(
      this,
      vhost.broker,
      permissionsResource,
      () => ({
        permissions: [{ user: user.userName, vhost: vhost.vhostName, configure, write, read, administers: false }],
      }),
      { dependencies: [...user.dependencies, ...vhost.dependencies] },
    );
  }
}
