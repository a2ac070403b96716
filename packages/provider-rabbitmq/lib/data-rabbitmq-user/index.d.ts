import { Construct } from 'constructs';
import * as cdktf from 'cdktf';
export interface DataRabbitmqUserConfig extends cdktf.TerraformMetaArguments {
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/data-sources/user#name DataRabbitmqUser#name}
    */
    readonly name: string;
}
/**
* Represents a {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/data-sources/user rabbitmq_user}
*/
export declare class DataRabbitmqUser extends cdktf.TerraformDataSource {
    static readonly tfResourceType = "rabbitmq_user";
    /**
    * Generates CDKTF code for importing a DataRabbitmqUser resource upon running "cdktf plan <stack-name>"
    * @param scope The scope in which to define this construct
    * @param importToId The construct id used in the generated config for the DataRabbitmqUser to import
    * @param importFromId The id of the existing DataRabbitmqUser that should be imported. Refer to the {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/data-sources/user#import import section} in the documentation of this resource for the id to use
    * @param provider? Optional instance of the provider where the DataRabbitmqUser to import is found
    */
    static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider): cdktf.ImportableResource;
    /**
    * Create a new {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/data-sources/user rabbitmq_user} Data Source
    *
    * @param scope The scope in which to define this construct
    * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
    * @param options DataRabbitmqUserConfig
    */
    constructor(scope: Construct, id: string, config: DataRabbitmqUserConfig);
    get id(): string;
    private _name?;
    get name(): string;
    set name(value: string);
    get nameInput(): string | undefined;
    get tags(): string[];
    protected synthesizeAttributes(): {
        [name: string]: any;
    };
    protected synthesizeHclAttributes(): {
        [name: string]: any;
    };
}
