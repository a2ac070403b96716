import { Construct } from 'constructs';
import * as cdktf from 'cdktf';
export interface ShovelConfig extends cdktf.TerraformMetaArguments {
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/shovel#id Shovel#id}
    *
    * Please be aware that the id field is automatically added to all resources in Terraform providers using a Terraform provider SDK version below 2.
    * If you experience problems setting this value it might not be settable. Please take a look at the provider documentation to ensure it should be settable.
    */
    readonly id?: string;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/shovel#name Shovel#name}
    */
    readonly name: string;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/shovel#vhost Shovel#vhost}
    */
    readonly vhost: string;
    /**
    * info block
    *
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/shovel#info Shovel#info}
    */
    readonly info: ShovelInfo;
}
export interface ShovelInfo {
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/shovel#ack_mode Shovel#ack_mode}
    */
    readonly ackMode?: string;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/shovel#add_forward_headers Shovel#add_forward_headers}
    */
    readonly addForwardHeaders?: boolean | cdktf.IResolvable;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/shovel#delete_after Shovel#delete_after}
    */
    readonly deleteAfter?: string;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/shovel#destination_add_forward_headers Shovel#destination_add_forward_headers}
    */
    readonly destinationAddForwardHeaders?: boolean | cdktf.IResolvable;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/shovel#destination_add_timestamp_header Shovel#destination_add_timestamp_header}
    */
    readonly destinationAddTimestampHeader?: boolean | cdktf.IResolvable;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/shovel#destination_address Shovel#destination_address}
    */
    readonly destinationAddress?: string;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/shovel#destination_application_properties Shovel#destination_application_properties}
    */
    readonly destinationApplicationProperties?: {
        [key: string]: string;
    };
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/shovel#destination_exchange Shovel#destination_exchange}
    */
    readonly destinationExchange?: string;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/shovel#destination_exchange_key Shovel#destination_exchange_key}
    */
    readonly destinationExchangeKey?: string;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/shovel#destination_properties Shovel#destination_properties}
    */
    readonly destinationProperties?: {
        [key: string]: string;
    };
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/shovel#destination_protocol Shovel#destination_protocol}
    */
    readonly destinationProtocol?: string;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/shovel#destination_publish_properties Shovel#destination_publish_properties}
    */
    readonly destinationPublishProperties?: {
        [key: string]: string;
    };
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/shovel#destination_queue Shovel#destination_queue}
    */
    readonly destinationQueue?: string;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/shovel#destination_queue_arguments Shovel#destination_queue_arguments}
    */
    readonly destinationQueueArguments?: {
        [key: string]: string;
    };
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/shovel#destination_uri Shovel#destination_uri}
    */
    readonly destinationUri: string;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/shovel#prefetch_count Shovel#prefetch_count}
    */
    readonly prefetchCount?: number;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/shovel#reconnect_delay Shovel#reconnect_delay}
    */
    readonly reconnectDelay?: number;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/shovel#source_address Shovel#source_address}
    */
    readonly sourceAddress?: string;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/shovel#source_delete_after Shovel#source_delete_after}
    */
    readonly sourceDeleteAfter?: string;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/shovel#source_exchange Shovel#source_exchange}
    */
    readonly sourceExchange?: string;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/shovel#source_exchange_key Shovel#source_exchange_key}
    */
    readonly sourceExchangeKey?: string;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/shovel#source_prefetch_count Shovel#source_prefetch_count}
    */
    readonly sourcePrefetchCount?: number;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/shovel#source_protocol Shovel#source_protocol}
    */
    readonly sourceProtocol?: string;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/shovel#source_queue Shovel#source_queue}
    */
    readonly sourceQueue?: string;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/shovel#source_uri Shovel#source_uri}
    */
    readonly sourceUri: string;
}
export declare function shovelInfoToTerraform(struct?: ShovelInfoOutputReference | ShovelInfo): any;
export declare function shovelInfoToHclTerraform(struct?: ShovelInfoOutputReference | ShovelInfo): any;
export declare class ShovelInfoOutputReference extends cdktf.ComplexObject {
    private isEmptyObject;
    /**
    * @param terraformResource The parent resource
    * @param terraformAttribute The attribute on the parent resource this class is referencing
    */
    constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string);
    get internalValue(): ShovelInfo | undefined;
    set internalValue(value: ShovelInfo | undefined);
    private _ackMode?;
    get ackMode(): string;
    set ackMode(value: string);
    resetAckMode(): void;
    get ackModeInput(): string | undefined;
    private _addForwardHeaders?;
    get addForwardHeaders(): boolean | cdktf.IResolvable;
    set addForwardHeaders(value: boolean | cdktf.IResolvable);
    resetAddForwardHeaders(): void;
    get addForwardHeadersInput(): boolean | cdktf.IResolvable | undefined;
    private _deleteAfter?;
    get deleteAfter(): string;
    set deleteAfter(value: string);
    resetDeleteAfter(): void;
    get deleteAfterInput(): string | undefined;
    private _destinationAddForwardHeaders?;
    get destinationAddForwardHeaders(): boolean | cdktf.IResolvable;
    set destinationAddForwardHeaders(value: boolean | cdktf.IResolvable);
    resetDestinationAddForwardHeaders(): void;
    get destinationAddForwardHeadersInput(): boolean | cdktf.IResolvable | undefined;
    private _destinationAddTimestampHeader?;
    get destinationAddTimestampHeader(): boolean | cdktf.IResolvable;
    set destinationAddTimestampHeader(value: boolean | cdktf.IResolvable);
    resetDestinationAddTimestampHeader(): void;
    get destinationAddTimestampHeaderInput(): boolean | cdktf.IResolvable | undefined;
    private _destinationAddress?;
    get destinationAddress(): string;
    set destinationAddress(value: string);
    resetDestinationAddress(): void;
    get destinationAddressInput(): string | undefined;
    private _destinationApplicationProperties?;
    get destinationApplicationProperties(): {
        [key: string]: string;
    };
    set destinationApplicationProperties(value: {
        [key: string]: string;
    });
    resetDestinationApplicationProperties(): void;
    get destinationApplicationPropertiesInput(): {
        [key: string]: string;
    } | undefined;
    private _destinationExchange?;
    get destinationExchange(): string;
    set destinationExchange(value: string);
    resetDestinationExchange(): void;
    get destinationExchangeInput(): string | undefined;
    private _destinationExchangeKey?;
    get destinationExchangeKey(): string;
    set destinationExchangeKey(value: string);
    resetDestinationExchangeKey(): void;
    get destinationExchangeKeyInput(): string | undefined;
    private _destinationProperties?;
    get destinationProperties(): {
        [key: string]: string;
    };
    set destinationProperties(value: {
        [key: string]: string;
    });
    resetDestinationProperties(): void;
    get destinationPropertiesInput(): {
        [key: string]: string;
    } | undefined;
    private _destinationProtocol?;
    get destinationProtocol(): string;
    set destinationProtocol(value: string);
    resetDestinationProtocol(): void;
    get destinationProtocolInput(): string | undefined;
    private _destinationPublishProperties?;
    get destinationPublishProperties(): {
        [key: string]: string;
    };
    set destinationPublishProperties(value: {
        [key: string]: string;
    });
    resetDestinationPublishProperties(): void;
    get destinationPublishPropertiesInput(): {
        [key: string]: string;
    } | undefined;
    private _destinationQueue?;
    get destinationQueue(): string;
    set destinationQueue(value: string);
    resetDestinationQueue(): void;
    get destinationQueueInput(): string | undefined;
    private _destinationQueueArguments?;
    get destinationQueueArguments(): {
        [key: string]: string;
    };
    set destinationQueueArguments(value: {
        [key: string]: string;
    });
    resetDestinationQueueArguments(): void;
    get destinationQueueArgumentsInput(): {
        [key: string]: string;
    } | undefined;
    private _destinationUri?;
    get destinationUri(): string;
    set destinationUri(value: string);
    get destinationUriInput(): string | undefined;
    private _prefetchCount?;
    get prefetchCount(): number;
    set prefetchCount(value: number);
    resetPrefetchCount(): void;
    get prefetchCountInput(): number | undefined;
    private _reconnectDelay?;
    get reconnectDelay(): number;
    set reconnectDelay(value: number);
    resetReconnectDelay(): void;
    get reconnectDelayInput(): number | undefined;
    private _sourceAddress?;
    get sourceAddress(): string;
    set sourceAddress(value: string);
    resetSourceAddress(): void;
    get sourceAddressInput(): string | undefined;
    private _sourceDeleteAfter?;
    get sourceDeleteAfter(): string;
    set sourceDeleteAfter(value: string);
    resetSourceDeleteAfter(): void;
    get sourceDeleteAfterInput(): string | undefined;
    private _sourceExchange?;
    get sourceExchange(): string;
    set sourceExchange(value: string);
    resetSourceExchange(): void;
    get sourceExchangeInput(): string | undefined;
    private _sourceExchangeKey?;
    get sourceExchangeKey(): string;
    set sourceExchangeKey(value: string);
    resetSourceExchangeKey(): void;
    get sourceExchangeKeyInput(): string | undefined;
    private _sourcePrefetchCount?;
    get sourcePrefetchCount(): number;
    set sourcePrefetchCount(value: number);
    resetSourcePrefetchCount(): void;
    get sourcePrefetchCountInput(): number | undefined;
    private _sourceProtocol?;
    get sourceProtocol(): string;
    set sourceProtocol(value: string);
    resetSourceProtocol(): void;
    get sourceProtocolInput(): string | undefined;
    private _sourceQueue?;
    get sourceQueue(): string;
    set sourceQueue(value: string);
    resetSourceQueue(): void;
    get sourceQueueInput(): string | undefined;
    private _sourceUri?;
    get sourceUri(): string;
    set sourceUri(value: string);
    get sourceUriInput(): string | undefined;
}
/**
* Represents a {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/shovel rabbitmq_shovel}
*/
export declare class Shovel extends cdktf.TerraformResource {
    static readonly tfResourceType = "rabbitmq_shovel";
    /**
    * Generates CDKTF code for importing a Shovel resource upon running "cdktf plan <stack-name>"
    * @param scope The scope in which to define this construct
    * @param importToId The construct id used in the generated config for the Shovel to import
    * @param importFromId The id of the existing Shovel that should be imported. Refer to the {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/shovel#import import section} in the documentation of this resource for the id to use
    * @param provider? Optional instance of the provider where the Shovel to import is found
    */
    static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider): cdktf.ImportableResource;
    /**
    * Create a new {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/shovel rabbitmq_shovel} Resource
    *
    * @param scope The scope in which to define this construct
    * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
    * @param options ShovelConfig
    */
    constructor(scope: Construct, id: string, config: ShovelConfig);
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
    private _info;
    get info(): ShovelInfoOutputReference;
    putInfo(value: ShovelInfo): void;
    get infoInput(): ShovelInfo | undefined;
    protected synthesizeAttributes(): {
        [name: string]: any;
    };
    protected synthesizeHclAttributes(): {
        [name: string]: any;
    };
}
