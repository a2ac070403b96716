"use strict";
// https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/vhost
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
exports.Vhost = void 0;
const cdktf = __importStar(require("cdktf"));
/**
* Represents a {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/vhost rabbitmq_vhost}
*/
class Vhost extends cdktf.TerraformResource {
    // =================
    // STATIC PROPERTIES
    // =================
    static tfResourceType = "rabbitmq_vhost";
    // ==============
    // STATIC Methods
    // ==============
    /**
    * Generates CDKTF code for importing a Vhost resource upon running "cdktf plan <stack-name>"
    * @param scope The scope in which to define this construct
    * @param importToId The construct id used in the generated config for the Vhost to import
    * @param importFromId The id of the existing Vhost that should be imported. Refer to the {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/vhost#import import section} in the documentation of this resource for the id to use
    * @param provider? Optional instance of the provider where the Vhost to import is found
    */
    static generateConfigForImport(scope, importToId, importFromId, provider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "rabbitmq_vhost", importId: importFromId, provider });
    }
    // ===========
    // INITIALIZER
    // ===========
    /**
    * Create a new {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/vhost rabbitmq_vhost} Resource
    *
    * @param scope The scope in which to define this construct
    * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
    * @param options VhostConfig
    */
    constructor(scope, id, config) {
        super(scope, id, {
            terraformResourceType: 'rabbitmq_vhost',
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
        this._defaultQueueType = config.defaultQueueType;
        this._description = config.description;
        this._id = config.id;
        this._maxConnections = config.maxConnections;
        this._maxQueues = config.maxQueues;
        this._name = config.name;
        this._tracing = config.tracing;
    }
    // ==========
    // ATTRIBUTES
    // ==========
    // default_queue_type - computed: false, optional: true, required: false
    _defaultQueueType;
    get defaultQueueType() {
        return this.getStringAttribute('default_queue_type');
    }
    set defaultQueueType(value) {
        this._defaultQueueType = value;
    }
    resetDefaultQueueType() {
        this._defaultQueueType = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get defaultQueueTypeInput() {
        return this._defaultQueueType;
    }
    // description - computed: false, optional: true, required: false
    _description;
    get description() {
        return this.getStringAttribute('description');
    }
    set description(value) {
        this._description = value;
    }
    resetDescription() {
        this._description = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get descriptionInput() {
        return this._description;
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
    // max_connections - computed: false, optional: true, required: false
    _maxConnections;
    get maxConnections() {
        return this.getStringAttribute('max_connections');
    }
    set maxConnections(value) {
        this._maxConnections = value;
    }
    resetMaxConnections() {
        this._maxConnections = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get maxConnectionsInput() {
        return this._maxConnections;
    }
    // max_queues - computed: false, optional: true, required: false
    _maxQueues;
    get maxQueues() {
        return this.getStringAttribute('max_queues');
    }
    set maxQueues(value) {
        this._maxQueues = value;
    }
    resetMaxQueues() {
        this._maxQueues = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get maxQueuesInput() {
        return this._maxQueues;
    }
    // name - computed: false, optional: false, required: true
    _name;
    get name() {
        return this.getStringAttribute('name');
    }
    set name(value) {
        this._name = value;
    }
    // Temporarily expose input value. Use with caution.
    get nameInput() {
        return this._name;
    }
    // tracing - computed: false, optional: true, required: false
    _tracing;
    get tracing() {
        return this.getBooleanAttribute('tracing');
    }
    set tracing(value) {
        this._tracing = value;
    }
    resetTracing() {
        this._tracing = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get tracingInput() {
        return this._tracing;
    }
    // =========
    // SYNTHESIS
    // =========
    synthesizeAttributes() {
        return {
            default_queue_type: cdktf.stringToTerraform(this._defaultQueueType),
            description: cdktf.stringToTerraform(this._description),
            id: cdktf.stringToTerraform(this._id),
            max_connections: cdktf.stringToTerraform(this._maxConnections),
            max_queues: cdktf.stringToTerraform(this._maxQueues),
            name: cdktf.stringToTerraform(this._name),
            tracing: cdktf.booleanToTerraform(this._tracing),
        };
    }
    synthesizeHclAttributes() {
        const attrs = {
            default_queue_type: {
                value: cdktf.stringToHclTerraform(this._defaultQueueType),
                isBlock: false,
                type: "simple",
                storageClassType: "string",
            },
            description: {
                value: cdktf.stringToHclTerraform(this._description),
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
            max_connections: {
                value: cdktf.stringToHclTerraform(this._maxConnections),
                isBlock: false,
                type: "simple",
                storageClassType: "string",
            },
            max_queues: {
                value: cdktf.stringToHclTerraform(this._maxQueues),
                isBlock: false,
                type: "simple",
                storageClassType: "string",
            },
            name: {
                value: cdktf.stringToHclTerraform(this._name),
                isBlock: false,
                type: "simple",
                storageClassType: "string",
            },
            tracing: {
                value: cdktf.booleanToHclTerraform(this._tracing),
                isBlock: false,
                type: "simple",
                storageClassType: "boolean",
            },
        };
        // remove undefined attributes
        return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
    }
}
exports.Vhost = Vhost;
