import { Construct } from 'constructs';
import * as cdktf from 'cdktf';
export interface PermissionsConfig extends cdktf.TerraformMetaArguments {
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/permissions#id Permissions#id}
    *
    * Please be aware that the id field is automatically added to all resources in Terraform providers using a Terraform provider SDK version below 2.
    * If you experience problems setting this value it might not be settable. Please take a look at the provider documentation to ensure it should be settable.
    */
    readonly id?: string;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/permissions#user Permissions#user}
    */
    readonly user: string;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/permissions#vhost Permissions#vhost}
    */
    readonly vhost?: string;
    /**
    * permissions block
    *
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/permissions#permissions Permissions#permissions}
    */
    readonly permissions: PermissionsPermissions;
}
export interface PermissionsPermissions {
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/permissions#configure Permissions#configure}
    */
    readonly configure: string;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/permissions#read Permissions#read}
    */
    readonly read: string;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/permissions#write Permissions#write}
    */
    readonly write: string;
}
export declare function permissionsPermissionsToTerraform(struct?: PermissionsPermissionsOutputReference | PermissionsPermissions): any;
export declare function permissionsPermissionsToHclTerraform(struct?: PermissionsPermissionsOutputReference | PermissionsPermissions): any;
export declare class PermissionsPermissionsOutputReference extends cdktf.ComplexObject {
    private isEmptyObject;
    /**
    * @param terraformResource The parent resource
    * @param terraformAttribute The attribute on the parent resource this class is referencing
    */
    constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string);
    get internalValue(): PermissionsPermissions | undefined;
    set internalValue(value: PermissionsPermissions | undefined);
    private _configure?;
    get configure(): string;
    set configure(value: string);
    get configureInput(): string | undefined;
    private _read?;
    get read(): string;
    set read(value: string);
    get readInput(): string | undefined;
    private _write?;
    get write(): string;
    set write(value: string);
    get writeInput(): string | undefined;
}
/**
* Represents a {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/permissions rabbitmq_permissions}
*/
export declare class Permissions extends cdktf.TerraformResource {
    static readonly tfResourceType = "rabbitmq_permissions";
    /**
    * Generates CDKTF code for importing a Permissions resource upon running "cdktf plan <stack-name>"
    * @param scope The scope in which to define this construct
    * @param importToId The construct id used in the generated config for the Permissions to import
    * @param importFromId The id of the existing Permissions that should be imported. Refer to the {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/permissions#import import section} in the documentation of this resource for the id to use
    * @param provider? Optional instance of the provider where the Permissions to import is found
    */
    static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider): cdktf.ImportableResource;
    /**
    * Create a new {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/permissions rabbitmq_permissions} Resource
    *
    * @param scope The scope in which to define this construct
    * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
    * @param options PermissionsConfig
    */
    constructor(scope: Construct, id: string, config: PermissionsConfig);
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
    get permissions(): PermissionsPermissionsOutputReference;
    putPermissions(value: PermissionsPermissions): void;
    get permissionsInput(): PermissionsPermissions | undefined;
    protected synthesizeAttributes(): {
        [name: string]: any;
    };
    protected synthesizeHclAttributes(): {
        [name: string]: any;
    };
}
