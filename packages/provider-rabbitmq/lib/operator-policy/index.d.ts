import { Construct } from 'constructs';
import * as cdktf from 'cdktf';
export interface OperatorPolicyConfig extends cdktf.TerraformMetaArguments {
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/operator_policy#id OperatorPolicy#id}
    *
    * Please be aware that the id field is automatically added to all resources in Terraform providers using a Terraform provider SDK version below 2.
    * If you experience problems setting this value it might not be settable. Please take a look at the provider documentation to ensure it should be settable.
    */
    readonly id?: string;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/operator_policy#name OperatorPolicy#name}
    */
    readonly name: string;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/operator_policy#vhost OperatorPolicy#vhost}
    */
    readonly vhost: string;
    /**
    * policy block
    *
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/operator_policy#policy OperatorPolicy#policy}
    */
    readonly policy: OperatorPolicyPolicy;
}
export interface OperatorPolicyPolicy {
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/operator_policy#apply_to OperatorPolicy#apply_to}
    */
    readonly applyTo: string;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/operator_policy#definition OperatorPolicy#definition}
    */
    readonly definition: {
        [key: string]: string;
    };
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/operator_policy#pattern OperatorPolicy#pattern}
    */
    readonly pattern: string;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/operator_policy#priority OperatorPolicy#priority}
    */
    readonly priority: number;
}
export declare function operatorPolicyPolicyToTerraform(struct?: OperatorPolicyPolicyOutputReference | OperatorPolicyPolicy): any;
export declare function operatorPolicyPolicyToHclTerraform(struct?: OperatorPolicyPolicyOutputReference | OperatorPolicyPolicy): any;
export declare class OperatorPolicyPolicyOutputReference extends cdktf.ComplexObject {
    private isEmptyObject;
    /**
    * @param terraformResource The parent resource
    * @param terraformAttribute The attribute on the parent resource this class is referencing
    */
    constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string);
    get internalValue(): OperatorPolicyPolicy | undefined;
    set internalValue(value: OperatorPolicyPolicy | undefined);
    private _applyTo?;
    get applyTo(): string;
    set applyTo(value: string);
    get applyToInput(): string | undefined;
    private _definition?;
    get definition(): {
        [key: string]: string;
    };
    set definition(value: {
        [key: string]: string;
    });
    get definitionInput(): {
        [key: string]: string;
    } | undefined;
    private _pattern?;
    get pattern(): string;
    set pattern(value: string);
    get patternInput(): string | undefined;
    private _priority?;
    get priority(): number;
    set priority(value: number);
    get priorityInput(): number | undefined;
}
/**
* Represents a {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/operator_policy rabbitmq_operator_policy}
*/
export declare class OperatorPolicy extends cdktf.TerraformResource {
    static readonly tfResourceType = "rabbitmq_operator_policy";
    /**
    * Generates CDKTF code for importing a OperatorPolicy resource upon running "cdktf plan <stack-name>"
    * @param scope The scope in which to define this construct
    * @param importToId The construct id used in the generated config for the OperatorPolicy to import
    * @param importFromId The id of the existing OperatorPolicy that should be imported. Refer to the {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/operator_policy#import import section} in the documentation of this resource for the id to use
    * @param provider? Optional instance of the provider where the OperatorPolicy to import is found
    */
    static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider): cdktf.ImportableResource;
    /**
    * Create a new {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/operator_policy rabbitmq_operator_policy} Resource
    *
    * @param scope The scope in which to define this construct
    * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
    * @param options OperatorPolicyConfig
    */
    constructor(scope: Construct, id: string, config: OperatorPolicyConfig);
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
    private _policy;
    get policy(): OperatorPolicyPolicyOutputReference;
    putPolicy(value: OperatorPolicyPolicy): void;
    get policyInput(): OperatorPolicyPolicy | undefined;
    protected synthesizeAttributes(): {
        [name: string]: any;
    };
    protected synthesizeHclAttributes(): {
        [name: string]: any;
    };
}
