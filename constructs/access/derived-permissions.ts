import type { TerraformStack } from 'cdktf';
import type { Grant, Intent } from '../../model/access/grant';
import type { GrantedPermissions, grantPermissionsByUser } from '../../model/access/grant-permissions';
import { lazily } from '../../model/lazily';
import type { VhostRef } from '../references';
import { onceAVhost } from '../topology/once-a-vhost';

const permissionsByUser = lazily<typeof grantPermissionsByUser>(
  () => require('../../model/access/grant-permissions').grantPermissionsByUser,
);

const PERMISSIONS = Symbol('derived permissions');

/** All that is granted in a virtual host, and what it comes to: worked out in one step, when the whole is known. */
export class DerivedPermissions {
  /** Those of a virtual host, by whichever construct it is referred to. */
  static of(stack: TerraformStack, vhost: VhostRef): DerivedPermissions {
    return onceAVhost(stack, vhost, PERMISSIONS, () => new DerivedPermissions(vhost));
  }

  private readonly grants: Grant[] = [];
  private derived: ReadonlyMap<string, GrantedPermissions> | undefined;

  private constructor(private readonly vhost: VhostRef) {}

  /** Grants something; what all grants come to is worked out when it is asked for next. */
  add(user: string, intent: Intent): void {
    this.grants.push({ user, vhost: this.vhost.vhostName, intent });
    this.derived = undefined;
  }

  /** What is granted to a user. */
  of(user: string): GrantedPermissions {
    this.derived ??= permissionsByUser()(this.grants, this.vhost.broker.serverVersion);
    return this.derived.get(user) ?? { permissions: [], topicPermissions: [], faults: [] };
  }
}
