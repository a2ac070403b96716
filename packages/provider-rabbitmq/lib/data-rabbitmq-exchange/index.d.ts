import { Construct } from 'constructs';
import * as cdktf from 'cdktf';
export interface DataRabbitmqExchangeConfig extends cdktf.TerraformMetaArguments {
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/data-sources/exchange#name DataRabbitmqExchange#name}
    */
    readonly name: string;
    /**
    * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/data-sources/exchange#vhost DataRabbitmqExchange#vhost}
    */
    readonly vhost?: string;
}
export interface DataRabbitmqExchangeSettings {
}
export declare function dataRabbitmqExchangeSettingsToTerraform(struct?: DataRabbitmqExchangeSettings): any;
export declare function dataRabbitmqExchangeSettingsToHclTerraform(struct?: DataRabbitmqExchangeSettings): any;
export declare class DataRabbitmqExchangeSettingsOutputReference extends cdktf.ComplexObject {
    private isEmptyObject;
    /**
    * @param terraformResource The parent resource
    * @param terraformAttribute The attribute on the parent resource this class is referencing
    * @param complexObjectIndex the index of this item in the list
    * @param complexObjectIsFromSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
    */
    constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string, complexObjectIndex: number, complexObjectIsFromSet: boolean);
    get internalValue(): DataRabbitmqExchangeSettings | undefined;
    set internalValue(value: DataRabbitmqExchangeSettings | undefined);
    private _arguments;
    get arguments(): cdktf.StringMap;
    get autoDelete(): cdktf.IResolvable;
    get durable(): cdktf.IResolvable;
    get type(): string;
}
export declare class DataRabbitmqExchangeSettingsList extends cdktf.ComplexList {
    protected terraformResource: cdktf.IInterpolatingParent;
    protected terraformAttribute: string;
    protected wrapsSet: boolean;
    /**
    * @param terraformResource The parent resource
    * @param terraformAttribute The attribute on the parent resource this class is referencing
    * @param wrapsSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
    */
    constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string, wrapsSet: boolean);
    /**
    * @param index the index of the item to return
    */
    get(index: number): DataRabbitmqExchangeSettingsOutputReference;
}
/**
* Represents a {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/data-sources/exchange rabbitmq_exchange}
*/
export declare class DataRabbitmqExchange extends cdktf.TerraformDataSource {
    static readonly tfResourceType = "rabbitmq_exchange";
    /**
    * Generates CDKTF code for importing a DataRabbitmqExchange resource upon running "cdktf plan <stack-name>"
    * @param scope The scope in which to define this construct
    * @param importToId The construct id used in the generated config for the DataRabbitmqExchange to import
    * @param importFromId The id of the existing DataRabbitmqExchange that should be imported. Refer to the {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/data-sources/exchange#import import section} in the documentation of this resource for the id to use
    * @param provider? Optional instance of the provider where the DataRabbitmqExchange to import is found
    */
    static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider): cdktf.ImportableResource;
    /**
    * Create a new {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/data-sources/exchange rabbitmq_exchange} Data Source
    *
    * @param scope The scope in which to define this construct
    * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
    * @param options DataRabbitmqExchangeConfig
    */
    constructor(scope: Construct, id: string, config: DataRabbitmqExchangeConfig);
    get id(): string;
    private _name?;
    get name(): string;
    set name(value: string);
    get nameInput(): string | undefined;
    private _settings;
    get settings(): DataRabbitmqExchangeSettingsList;
    private _vhost?;
    get vhost(): string;
    set vhost(value: string);
    resetVhost(): void;
    get vhostInput(): string | undefined;
    protected synthesizeAttributes(): {
        [name: string]: any;
    };
    protected synthesizeHclAttributes(): {
        [name: string]: any;
    };
}
