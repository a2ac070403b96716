import { Construct } from 'constructs';
import * as cdktf from 'cdktf';
export interface TopicPermissionsConfig extends cdktf.TerraformMetaArguments {
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/topic_permissions#id TopicPermissions#id}
    *
    * Please be aware that the id field is automatically added to all resources in Terraform providers using a Terraform provider SDK version below 2.
    * If you experience problems setting this value it might not be settable. Please take a look at the provider documentation to ensure it should be settable.
    */
    readonly id?: string;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/topic_permissions#user TopicPermissions#user}
    */
    readonly user: string;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/topic_permissions#vhost TopicPermissions#vhost}
    */
    readonly vhost?: string;
    /**
    * permissions block
    *
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/topic_permissions#permissions TopicPermissions#permissions}
    */
    readonly permissions: TopicPermissionsPermissions[] | cdktf.IResolvable;
}
export interface TopicPermissionsPermissions {
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/topic_permissions#exchange TopicPermissions#exchange}
    */
    readonly exchange: string;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/topic_permissions#read TopicPermissions#read}
    */
    readonly read: string;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/topic_permissions#write TopicPermissions#write}
    */
    readonly write: string;
}
export declare function topicPermissionsPermissionsToTerraform(struct?: TopicPermissionsPermissions | cdktf.IResolvable): any;
export declare function topicPermissionsPermissionsToHclTerraform(struct?: TopicPermissionsPermissions | cdktf.IResolvable): any;
export declare class TopicPermissionsPermissionsOutputReference extends cdktf.ComplexObject {
    private isEmptyObject;
    private resolvableValue?;
    /**
    * @param terraformResource The parent resource
    * @param terraformAttribute The attribute on the parent resource this class is referencing
    * @param complexObjectIndex the index of this item in the list
    * @param complexObjectIsFromSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
    */
    constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string, complexObjectIndex: number, complexObjectIsFromSet: boolean);
    get internalValue(): TopicPermissionsPermissions | cdktf.IResolvable | undefined;
    set internalValue(value: TopicPermissionsPermissions | cdktf.IResolvable | undefined);
    private _exchange?;
    get exchange(): string;
    set exchange(value: string);
    get exchangeInput(): string | undefined;
    private _read?;
    get read(): string;
    set read(value: string);
    get readInput(): string | undefined;
    private _write?;
    get write(): string;
    set write(value: string);
    get writeInput(): string | undefined;
}
export declare class TopicPermissionsPermissionsList extends cdktf.ComplexList {
    protected terraformResource: cdktf.IInterpolatingParent;
    protected terraformAttribute: string;
    protected wrapsSet: boolean;
    internalValue?: TopicPermissionsPermissions[] | cdktf.IResolvable;
    /**
    * @param terraformResource The parent resource
    * @param terraformAttribute The attribute on the parent resource this class is referencing
    * @param wrapsSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
    */
    constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string, wrapsSet: boolean);
    /**
    * @param index the index of the item to return
    */
    get(index: number): TopicPermissionsPermissionsOutputReference;
}
/**
* Represents a {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/topic_permissions rabbitmq_topic_permissions}
*/
export declare class TopicPermissions extends cdktf.TerraformResource {
    static readonly tfResourceType = "rabbitmq_topic_permissions";
    /**
    * Generates CDKTF code for importing a TopicPermissions resource upon running "cdktf plan <stack-name>"
    * @param scope The scope in which to define this construct
    * @param importToId The construct id used in the generated config for the TopicPermissions to import
    * @param importFromId The id of the existing TopicPermissions that should be imported. Refer to the {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/topic_permissions#import import section} in the documentation of this resource for the id to use
    * @param provider? Optional instance of the provider where the TopicPermissions to import is found
    */
    static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider): cdktf.ImportableResource;
    /**
    * Create a new {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/topic_permissions rabbitmq_topic_permissions} Resource
    *
    * @param scope The scope in which to define this construct
    * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
    * @param options TopicPermissionsConfig
    */
    constructor(scope: Construct, id: string, config: TopicPermissionsConfig);
    private _id?;
    get id(): string;
    set id(value: string);
    resetId(): void;
    get idInput(): string | undefined;
    private _user?;
    get user(): string;
    set user(value: string);
    get userInput(): string | undefined;
    private _vhost?;
    get vhost(): string;
    set vhost(value: string);
    resetVhost(): void;
    get vhostInput(): string | undefined;
    private _permissions;
    get permissions(): TopicPermissionsPermissionsList;
    putPermissions(value: TopicPermissionsPermissions[] | cdktf.IResolvable): void;
    get permissionsInput(): cdktf.IResolvable | TopicPermissionsPermissions[] | undefined;
    protected synthesizeAttributes(): {
        [name: string]: any;
    };
    protected synthesizeHclAttributes(): {
        [name: string]: any;
    };
}
