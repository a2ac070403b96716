import { Annotations, type ITerraformDependable, type TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { quorumGroupSizeOf } from '../../model/server/cluster-sizing';
import { permittedFeatures } from '../../model/server/conf-file/permitted-features';
import { nodeFaults, type NodePlan } from '../../model/server/node-plan';
import type { ServerVersion } from '../../model/server/server-version';
import type { Deployment } from '../../model/topology/deployment';
import { Administrators } from '../access/administrators';
import type { Password } from '../access/password';
import type { BrokerRef, TopologyBy, UserRef } from '../references';
import { httpApiProvider, type HttpApi } from '../terraform/http-api-provider';
import { rotationFaults } from '../terraform/number-faults';
import type { RemovalPolicy } from '../terraform/removal-policy';
import { isByDefinitions } from '../terraform/topology-by';
import { refuse, unless } from '../terraform/validation-error';
import { declareBootDefaults } from './boot-defaults';
import { DEFAULT_IMAGE, type BrokerOptions } from './broker-options';
import { serverVersionOf } from './image-version';

/** A broker that is run by what is declared, resolved. */
export interface BrokerPlan {
  /** What all its nodes have in common. */
  readonly node: NodePlan;
  readonly nodeCount: number;
  readonly topologyBy: TopologyBy;
  readonly removalPolicy: RemovalPolicy;
  /** What it serves without TLS to others than its own machine or Kubernetes cluster. */
  readonly plainText: readonly string[];
  /** What is wrong with where and how it runs, beside its nodes. */
  readonly faults: readonly string[];
  /** What still works and should be given in another way, with the way. */
  readonly warnings: readonly string[];
}

/** What is not every broker's. */
export interface BrokerDifferences {
  /**
   * The prop of the nodes' memory limit.
   * @default 'memory'
   */
  readonly memoryProp?: string;
  /**
   * The administrator's password.
   * @default - one that Terraform generates
   */
  readonly adminPassword?: Password;
}

/**
 * A broker that is run by what is declared: its options are resolved, its nodes checked, and its administrators made, wherever
 * it runs.
 */
export abstract class ProvisionedBroker extends Construct implements BrokerRef {
  abstract readonly provider: TerraformProvider;
  abstract readonly administrators: readonly UserRef[];
  readonly serverVersion: ServerVersion;
  readonly nodeCount: number;
  readonly quorumGroupSize: number | undefined;
  readonly removalPolicy: RemovalPolicy;
  readonly topologyBy: TopologyBy;
  readonly plugins: readonly string[];
  readonly permittedFeatures: Readonly<Record<string, boolean>>;
  readonly deployment: Deployment;
  /** The user that Terraform logs in as. */
  readonly adminUser: string;
  /** The administrator's password, as the Terraform expression that stands for it. */
  readonly adminPassword: Password;
  private readonly logins: Administrators;
  private readonly waitsFor: ITerraformDependable[] = [];

  /**
   * Resolves and checks.
   * @param resolve - works out what the options come to, without a check
   * @throws ValidationError that names every fault
   */
  protected constructor(
    scope: Construct,
    id: string,
    options: BrokerOptions,
    resolve: (image: string, version: ServerVersion) => BrokerPlan,
    { memoryProp = 'memory', adminPassword }: BrokerDifferences = {},
  ) {
    super(scope, id);
    const { image = DEFAULT_IMAGE, adminUser = 'admin', adminRotation: rotation } = options;
    this.serverVersion = serverVersionOf(this, image, options.serverVersion);
    const plan = resolve(image, this.serverVersion);
    const { node, topologyBy, removalPolicy } = plan;
    refuse(
      this,
      plan.faults,
      nodeFaults(node, { memory: memoryProp }),
      unless(adminUser.trim() !== '', `'adminUser' must be a name, got '${adminUser}'`),
      rotationFaults({ adminRotation: rotation }),
    );
    for (const warning of plan.warnings) Annotations.of(this).addWarning(warning);
    this.nodeCount = plan.nodeCount;
    this.quorumGroupSize = quorumGroupSizeOf(node.conf);
    this.removalPolicy = removalPolicy;
    this.topologyBy = topologyBy;
    this.plugins = node.plugins;
    this.permittedFeatures = permittedFeatures(node.conf, node.additionalConfig);
    this.logins = new Administrators(this, { userName: adminUser, password: adminPassword, rotation });
    this.adminUser = this.logins.acting.userName;
    this.adminPassword = this.logins.acting.password;
    this.deployment = { image, adminUser: this.adminUser, plainText: plan.plainText };
  }

  /** What must be there before anything is declared on it, and goes after it. */
  get dependencies(): readonly ITerraformDependable[] {
    return [...this.waitsFor];
  }

  /** Has whatever is declared wait. */
  protected waitFor(...resources: readonly ITerraformDependable[]): void {
    this.waitsFor.push(...resources);
  }

  /** The provider that logs in as the administrator. */
  protected httpApi(api: Pick<HttpApi, 'endpoint' | 'caCertificateFile' | 'insecure'>): TerraformProvider {
    return httpApiProvider(this, { username: this.adminUser, password: this.adminPassword.value, ...api });
  }

  /** Declares the administrators, on a broker that has its provider. */
  protected declareAdministrators(): readonly UserRef[] {
    if (isByDefinitions(this)) declareBootDefaults(this, this.adminUser, this.adminPassword);
    return this.logins.declare(({ dependencies }) => this.waitFor(...dependencies));
  }
}
