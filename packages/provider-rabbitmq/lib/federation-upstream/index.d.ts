import { Construct } from 'constructs';
import * as cdktf from 'cdktf';
export interface FederationUpstreamConfig extends cdktf.TerraformMetaArguments {
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/federation_upstream#id FederationUpstream#id}
    *
    * Please be aware that the id field is automatically added to all resources in Terraform providers using a Terraform provider SDK version below 2.
    * If you experience problems setting this value it might not be settable. Please take a look at the provider documentation to ensure it should be settable.
    */
    readonly id?: string;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/federation_upstream#name FederationUpstream#name}
    */
    readonly name: string;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/federation_upstream#vhost FederationUpstream#vhost}
    */
    readonly vhost: string;
    /**
    * definition block
    *
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/federation_upstream#definition FederationUpstream#definition}
    */
    readonly definition: FederationUpstreamDefinition;
}
export interface FederationUpstreamDefinition {
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/federation_upstream#ack_mode FederationUpstream#ack_mode}
    */
    readonly ackMode?: string;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/federation_upstream#exchange FederationUpstream#exchange}
    */
    readonly exchange?: string;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/federation_upstream#expires FederationUpstream#expires}
    */
    readonly expires?: number;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/federation_upstream#max_hops FederationUpstream#max_hops}
    */
    readonly maxHops?: number;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/federation_upstream#message_ttl FederationUpstream#message_ttl}
    */
    readonly messageTtl?: number;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/federation_upstream#prefetch_count FederationUpstream#prefetch_count}
    */
    readonly prefetchCount?: number;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/federation_upstream#queue FederationUpstream#queue}
    */
    readonly queue?: string;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/federation_upstream#reconnect_delay FederationUpstream#reconnect_delay}
    */
    readonly reconnectDelay?: number;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/federation_upstream#trust_user_id FederationUpstream#trust_user_id}
    */
    readonly trustUserId?: boolean | cdktf.IResolvable;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/federation_upstream#uri FederationUpstream#uri}
    */
    readonly uri: string;
}
export declare function federationUpstreamDefinitionToTerraform(struct?: FederationUpstreamDefinitionOutputReference | FederationUpstreamDefinition): any;
export declare function federationUpstreamDefinitionToHclTerraform(struct?: FederationUpstreamDefinitionOutputReference | FederationUpstreamDefinition): any;
export declare class FederationUpstreamDefinitionOutputReference extends cdktf.ComplexObject {
    private isEmptyObject;
    /**
    * @param terraformResource The parent resource
    * @param terraformAttribute The attribute on the parent resource this class is referencing
    */
    constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string);
    get internalValue(): FederationUpstreamDefinition | undefined;
    set internalValue(value: FederationUpstreamDefinition | undefined);
    private _ackMode?;
    get ackMode(): string;
    set ackMode(value: string);
    resetAckMode(): void;
    get ackModeInput(): string | undefined;
    private _exchange?;
    get exchange(): string;
    set exchange(value: string);
    resetExchange(): void;
    get exchangeInput(): string | undefined;
    private _expires?;
    get expires(): number;
    set expires(value: number);
    resetExpires(): void;
    get expiresInput(): number | undefined;
    private _maxHops?;
    get maxHops(): number;
    set maxHops(value: number);
    resetMaxHops(): void;
    get maxHopsInput(): number | undefined;
    private _messageTtl?;
    get messageTtl(): number;
    set messageTtl(value: number);
    resetMessageTtl(): void;
    get messageTtlInput(): number | undefined;
    private _prefetchCount?;
    get prefetchCount(): number;
    set prefetchCount(value: number);
    resetPrefetchCount(): void;
    get prefetchCountInput(): number | undefined;
    private _queue?;
    get queue(): string;
    set queue(value: string);
    resetQueue(): void;
    get queueInput(): string | undefined;
    private _reconnectDelay?;
    get reconnectDelay(): number;
    set reconnectDelay(value: number);
    resetReconnectDelay(): void;
    get reconnectDelayInput(): number | undefined;
    private _trustUserId?;
    get trustUserId(): boolean | cdktf.IResolvable;
    set trustUserId(value: boolean | cdktf.IResolvable);
    resetTrustUserId(): void;
    get trustUserIdInput(): boolean | cdktf.IResolvable | undefined;
    private _uri?;
    get uri(): string;
    set uri(value: string);
    get uriInput(): string | undefined;
}
/**
* Represents a {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/federation_upstream rabbitmq_federation_upstream}
*/
export declare class FederationUpstream extends cdktf.TerraformResource {
    static readonly tfResourceType = "rabbitmq_federation_upstream";
    /**
    * Generates CDKTF code for importing a FederationUpstream resource upon running "cdktf plan <stack-name>"
    * @param scope The scope in which to define this construct
    * @param importToId The construct id used in the generated config for the FederationUpstream to import
    * @param importFromId The id of the existing FederationUpstream that should be imported. Refer to the {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/federation_upstream#import import section} in the documentation of this resource for the id to use
    * @param provider? Optional instance of the provider where the FederationUpstream to import is found
    */
    static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider): cdktf.ImportableResource;
    /**
    * Create a new {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/federation_upstream rabbitmq_federation_upstream} Resource
    *
    * @param scope The scope in which to define this construct
    * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
    * @param options FederationUpstreamConfig
    */
    constructor(scope: Construct, id: string, config: FederationUpstreamConfig);
    get component(): string;
    private _id?;
    get id(): string;
    set id(value: string);
    resetId(): void;
    get idInput(): string | undefined;
    private _name?;
    get name(): string;
    set name(value: string);
    get nameInput(): string | undefined;
    private _vhost?;
    get vhost(): string;
    set vhost(value: string);
    get vhostInput(): string | undefined;
    private _definition;
    get definition(): FederationUpstreamDefinitionOutputReference;
    putDefinition(value: FederationUpstreamDefinition): void;
    get definitionInput(): FederationUpstreamDefinition | undefined;
    protected synthesizeAttributes(): {
        [name: string]: any;
    };
    protected synthesizeHclAttributes(): {
        [name: string]: any;
    };
}
