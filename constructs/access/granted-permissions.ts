import { Lazy, TerraformResource, TerraformStack, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { isForSomeKeys, type Intent } from '../../model/access/grant';
import type { GrantedPermissions } from '../../model/access/grant-permissions';
import { permissionsResource, topicPermissionsResource } from '../../model/provider/permissions';
import { makeResource } from '../terraform/make-resource';
import { declare } from '../declared/declaration';
import { addressOf } from '../terraform/address';
import { following } from '../terraform/replaced-with';
import { escapeTemplates } from '../terraform/escape-templates';
import { refuse, unless } from '../terraform/validation-error';
import type { ExchangeRef, UserRef, VhostRef } from '../references';
import { DerivedPermissions } from './derived-permissions';

/**
 * Grants something to a user; all that is granted to one user in one virtual host becomes one permission.
 * @param user - who
 * @param vhost - where
 * @param intent - what
 * @param exchange - the one whose routing keys it is about, where there is one
 * @returns what must be there before the user can do it
 */
export function grant(
  user: UserRef,
  vhost: VhostRef,
  intent: Intent,
  exchange?: ExchangeRef,
): readonly ITerraformDependable[] {
  const id = `Grants:${vhost.vhostName}`;
  const found = user.node.tryFindChild(id);
  const granted = found instanceof UserPermissions ? found : new UserPermissions(user, id, vhost);
  granted.add(intent, exchange);
  return granted.dependencies;
}

/** The permission of a user in a virtual host; what is in it is known with the whole. */
class UserPermissions extends Construct {
  readonly dependencies: readonly ITerraformDependable[];
  private readonly all: DerivedPermissions;
  private readonly narrowed = new Set<ExchangeRef>();

  constructor(
    private readonly user: UserRef,
    id: string,
    private readonly vhost: VhostRef,
  ) {
    super(user, id);
    refuse(
      this,
      unless(
        user.broker === vhost.broker,
        `a grant must be on one broker, got user '${user.userName}' and virtual host '${vhost.vhostName}' of another`,
      ),
    );
    this.all = DerivedPermissions.of(TerraformStack.of(user), vhost);
    const pattern = (kind: 'configure' | 'write' | 'read') =>
      Lazy.stringValue({ produce: () => this.derived.permissions[0]?.[kind] });
    this.dependencies = makeResource(
      this,
      vhost.broker,
      permissionsResource,
      {
        user: user.userName,
        vhost: vhost.vhostName,
        permissions: { configure: pattern('configure'), write: pattern('write'), read: pattern('read') },
      },
      { dependencies: [...user.dependencies, ...vhost.dependencies] },
    );
    declare(this, vhost.broker, () => {
      const { permissions, topicPermissions } = this.derived;
      return { permissions, topicPermissions };
    });
    this.node.addValidation({ validate: () => [...this.derived.faults] });
  }

  private get derived(): GrantedPermissions {
    return this.all.of(this.user.userName);
  }

  add(intent: Intent, exchange?: ExchangeRef): void {
    this.all.add(this.user.userName, intent);
    if (isForSomeKeys(intent)) this.narrow(exchange);
  }

  /** Routing keys were given, so there are topic permissions; which ones is known later. */
  private narrow(exchange: ExchangeRef | undefined): void {
    const found = this.node.tryFindChild('Topics');
    if (found !== undefined && (exchange === undefined || this.narrowed.has(exchange))) return;
    if (exchange !== undefined) this.narrowed.add(exchange);
    const { dependencies, lifecycle } = following([...this.narrowed]);
    const waitsFor = [...this.user.dependencies, ...this.vhost.dependencies, ...dependencies];
    if (TerraformResource.isTerraformResource(found)) {
      found.dependsOn = [...new Set(waitsFor.map(addressOf))];
      found.lifecycle = lifecycle;
      return;
    }
    const rows = () => this.derived.topicPermissions.map(({ exchange, write, read }) => ({ exchange, write, read }));
    makeResource(
      this,
      this.vhost.broker,
      topicPermissionsResource,
      {
        user: this.user.userName,
        vhost: this.vhost.vhostName,
        permissions: Lazy.anyValue({ produce: () => escapeTemplates(rows()) }),
      },
      { dependencies: waitsFor, lifecycle, id: 'Topics' },
    );
  }
}
