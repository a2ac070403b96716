"use strict";
// https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/binding
// generated from terraform resource schema
var __createBinding = (this && this.__createBinding) || (Object.create ? (function(o, m, k, k2) {
    if (k2 === undefined) k2 = k;
    var desc = Object.getOwnPropertyDescriptor(m, k);
    if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
      desc = { enumerable: true, get: function() { return m[k]; } };
    }
    Object.defineProperty(o, k2, desc);
}) : (function(o, m, k, k2) {
    if (k2 === undefined) k2 = k;
    o[k2] = m[k];
}));
var __setModuleDefault = (this && this.__setModuleDefault) || (Object.create ? (function(o, v) {
    Object.defineProperty(o, "default", { enumerable: true, value: v });
}) : function(o, v) {
    o["default"] = v;
});
var __importStar = (this && this.__importStar) || (function () {
    var ownKeys = function(o) {
        ownKeys = Object.getOwnPropertyNames || function (o) {
            var ar = [];
            for (var k in o) if (Object.prototype.hasOwnProperty.call(o, k)) ar[ar.length] = k;
            return ar;
        };
        return ownKeys(o);
    };
    return function (mod) {
        if (mod && mod.__esModule) return mod;
        var result = {};
        if (mod != null) for (var k = ownKeys(mod), i = 0; i < k.length; i++) if (k[i] !== "default") __createBinding(result, mod, k[i]);
        __setModuleDefault(result, mod);
        return result;
    };
})();
Object.defineProperty(exports, "__esModule", { value: true });
exports.Binding = void 0;
const cdktf = __importStar(require("cdktf"));
/**
* Represents a {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/binding rabbitmq_binding}
*/
class Binding extends cdktf.TerraformResource {
    // =================
    // STATIC PROPERTIES
    // =================
    static tfResourceType = "rabbitmq_binding";
    // ==============
    // STATIC Methods
    // ==============
    /**
    * Generates CDKTF code for importing a Binding resource upon running "cdktf plan <stack-name>"
    * @param scope The scope in which to define this construct
    * @param importToId The construct id used in the generated config for the Binding to import
    * @param importFromId The id of the existing Binding that should be imported. Refer to the {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/binding#import import section} in the documentation of this resource for the id to use
    * @param provider? Optional instance of the provider where the Binding to import is found
    */
    static generateConfigForImport(scope, importToId, importFromId, provider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "rabbitmq_binding", importId: importFromId, provider });
    }
    // ===========
    // INITIALIZER
    // ===========
    /**
    * Create a new {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/binding rabbitmq_binding} Resource
    *
    * @param scope The scope in which to define this construct
    * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
    * @param options BindingConfig
    */
    constructor(scope, id, config) {
        super(scope, id, {
            terraformResourceType: 'rabbitmq_binding',
            terraformGeneratorMetadata: {
                providerName: 'rabbitmq',
                providerVersion: '1.10.1',
                providerVersionConstraint: '1.10.1'
            },
            provider: config.provider,
            dependsOn: config.dependsOn,
            count: config.count,
            lifecycle: config.lifecycle,
            provisioners: config.provisioners,
            connection: config.connection,
            forEach: config.forEach
        });
        this._arguments = config.arguments;
        this._argumentsJson = config.argumentsJson;
        this._destination = config.destination;
        this._destinationType = config.destinationType;
        this._id = config.id;
        this._routingKey = config.routingKey;
        this._source = config.source;
        this._vhost = config.vhost;
    }
    // ==========
    // ATTRIBUTES
    // ==========
    // arguments - computed: false, optional: true, required: false
    _arguments;
    get arguments() {
        return this.getStringMapAttribute('arguments');
    }
    set arguments(value) {
        this._arguments = value;
    }
    resetArguments() {
        this._arguments = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get argumentsInput() {
        return this._arguments;
    }
    // arguments_json - computed: false, optional: true, required: false
    _argumentsJson;
    get argumentsJson() {
        return this.getStringAttribute('arguments_json');
    }
    set argumentsJson(value) {
        this._argumentsJson = value;
    }
    resetArgumentsJson() {
        this._argumentsJson = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get argumentsJsonInput() {
        return this._argumentsJson;
    }
    // destination - computed: false, optional: false, required: true
    _destination;
    get destination() {
        return this.getStringAttribute('destination');
    }
    set destination(value) {
        this._destination = value;
    }
    // Temporarily expose input value. Use with caution.
    get destinationInput() {
        return this._destination;
    }
    // destination_type - computed: false, optional: false, required: true
    _destinationType;
    get destinationType() {
        return this.getStringAttribute('destination_type');
    }
    set destinationType(value) {
        this._destinationType = value;
    }
    // Temporarily expose input value. Use with caution.
    get destinationTypeInput() {
        return this._destinationType;
    }
    // id - computed: true, optional: true, required: false
    _id;
    get id() {
        return this.getStringAttribute('id');
    }
    set id(value) {
        this._id = value;
    }
    resetId() {
        this._id = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get idInput() {
        return this._id;
    }
    // properties_key - computed: true, optional: false, required: false
    get propertiesKey() {
        return this.getStringAttribute('properties_key');
    }
    // routing_key - computed: false, optional: true, required: false
    _routingKey;
    get routingKey() {
        return this.getStringAttribute('routing_key');
    }
    set routingKey(value) {
        this._routingKey = value;
    }
    resetRoutingKey() {
        this._routingKey = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get routingKeyInput() {
        return this._routingKey;
    }
    // source - computed: false, optional: false, required: true
    _source;
    get source() {
        return this.getStringAttribute('source');
    }
    set source(value) {
        this._source = value;
    }
    // Temporarily expose input value. Use with caution.
    get sourceInput() {
        return this._source;
    }
    // vhost - computed: false, optional: false, required: true
    _vhost;
    get vhost() {
        return this.getStringAttribute('vhost');
    }
    set vhost(value) {
        this._vhost = value;
    }
    // Temporarily expose input value. Use with caution.
    get vhostInput() {
        return this._vhost;
    }
    // =========
    // SYNTHESIS
    // =========
    synthesizeAttributes() {
        return {
            arguments: cdktf.hashMapper(cdktf.stringToTerraform)(this._arguments),
            arguments_json: cdktf.stringToTerraform(this._argumentsJson),
            destination: cdktf.stringToTerraform(this._destination),
            destination_type: cdktf.stringToTerraform(this._destinationType),
            id: cdktf.stringToTerraform(this._id),
            routing_key: cdktf.stringToTerraform(this._routingKey),
            source: cdktf.stringToTerraform(this._source),
            vhost: cdktf.stringToTerraform(this._vhost),
        };
    }
    synthesizeHclAttributes() {
        const attrs = {
            arguments: {
                value: cdktf.hashMapperHcl(cdktf.stringToHclTerraform)(this._arguments),
                isBlock: false,
                type: "map",
                storageClassType: "stringMap",
            },
            arguments_json: {
                value: cdktf.stringToHclTerraform(this._argumentsJson),
                isBlock: false,
                type: "simple",
                storageClassType: "string",
            },
            destination: {
                value: cdktf.stringToHclTerraform(this._destination),
                isBlock: false,
                type: "simple",
                storageClassType: "string",
            },
            destination_type: {
                value: cdktf.stringToHclTerraform(this._destinationType),
                isBlock: false,
                type: "simple",
                storageClassType: "string",
            },
            id: {
                value: cdktf.stringToHclTerraform(this._id),
                isBlock: false,
                type: "simple",
                storageClassType: "string",
            },
            routing_key: {
                value: cdktf.stringToHclTerraform(this._routingKey),
                isBlock: false,
                type: "simple",
                storageClassType: "string",
            },
            source: {
                value: cdktf.stringToHclTerraform(this._source),
                isBlock: false,
                type: "simple",
                storageClassType: "string",
            },
            vhost: {
                value: cdktf.stringToHclTerraform(this._vhost),
                isBlock: false,
                type: "simple",
                storageClassType: "string",
            },
        };
        // remove undefined attributes
        return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
    }
}
exports.Binding = Binding;
