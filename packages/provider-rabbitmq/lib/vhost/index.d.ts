import { Construct } from 'constructs';
import * as cdktf from 'cdktf';
export interface VhostConfig extends cdktf.TerraformMetaArguments {
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/vhost#default_queue_type Vhost#default_queue_type}
    */
    readonly defaultQueueType?: string;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/vhost#description Vhost#description}
    */
    readonly description?: string;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/vhost#id Vhost#id}
    *
    * Please be aware that the id field is automatically added to all resources in Terraform providers using a Terraform provider SDK version below 2.
    * If you experience problems setting this value it might not be settable. Please take a look at the provider documentation to ensure it should be settable.
    */
    readonly id?: string;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/vhost#max_connections Vhost#max_connections}
    */
    readonly maxConnections?: string;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/vhost#max_queues Vhost#max_queues}
    */
    readonly maxQueues?: string;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/vhost#name Vhost#name}
    */
    readonly name: string;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/vhost#tracing Vhost#tracing}
    */
    readonly tracing?: boolean | cdktf.IResolvable;
}
/**
* Represents a {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/vhost rabbitmq_vhost}
*/
export declare class Vhost extends cdktf.TerraformResource {
    static readonly tfResourceType = "rabbitmq_vhost";
    /**
    * Generates CDKTF code for importing a Vhost resource upon running "cdktf plan <stack-name>"
    * @param scope The scope in which to define this construct
    * @param importToId The construct id used in the generated config for the Vhost to import
    * @param importFromId The id of the existing Vhost that should be imported. Refer to the {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/vhost#import import section} in the documentation of this resource for the id to use
    * @param provider? Optional instance of the provider where the Vhost to import is found
    */
    static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider): cdktf.ImportableResource;
    /**
    * Create a new {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/vhost rabbitmq_vhost} Resource
    *
    * @param scope The scope in which to define this construct
    * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
    * @param options VhostConfig
    */
    constructor(scope: Construct, id: string, config: VhostConfig);
    private _defaultQueueType?;
    get defaultQueueType(): string;
    set defaultQueueType(value: string);
    resetDefaultQueueType(): void;
    get defaultQueueTypeInput(): string | undefined;
    private _description?;
    get description(): string;
    set description(value: string);
    resetDescription(): void;
    get descriptionInput(): string | undefined;
    private _id?;
    get id(): string;
    set id(value: string);
    resetId(): void;
    get idInput(): string | undefined;
    private _maxConnections?;
    get maxConnections(): string;
    set maxConnections(value: string);
    resetMaxConnections(): void;
    get maxConnectionsInput(): string | undefined;
    private _maxQueues?;
    get maxQueues(): string;
    set maxQueues(value: string);
    resetMaxQueues(): void;
    get maxQueuesInput(): string | undefined;
    private _name?;
    get name(): string;
    set name(value: string);
    get nameInput(): string | undefined;
    private _tracing?;
    get tracing(): boolean | cdktf.IResolvable;
    set tracing(value: boolean | cdktf.IResolvable);
    resetTracing(): void;
    get tracingInput(): boolean | cdktf.IResolvable | undefined;
    protected synthesizeAttributes(): {
        [name: string]: any;
    };
    protected synthesizeHclAttributes(): {
        [name: string]: any;
    };
}
