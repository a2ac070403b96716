"use strict";
// https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/federation_upstream
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
exports.FederationUpstream = exports.FederationUpstreamDefinitionOutputReference = void 0;
exports.federationUpstreamDefinitionToTerraform = federationUpstreamDefinitionToTerraform;
exports.federationUpstreamDefinitionToHclTerraform = federationUpstreamDefinitionToHclTerraform;
const cdktf = __importStar(require("cdktf"));
function federationUpstreamDefinitionToTerraform(struct) {
    if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) {
        return struct;
    }
    if (cdktf.isComplexElement(struct)) {
        throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
    }
    return {
        ack_mode: cdktf.stringToTerraform(struct.ackMode),
        exchange: cdktf.stringToTerraform(struct.exchange),
        expires: cdktf.numberToTerraform(struct.expires),
        max_hops: cdktf.numberToTerraform(struct.maxHops),
        message_ttl: cdktf.numberToTerraform(struct.messageTtl),
        prefetch_count: cdktf.numberToTerraform(struct.prefetchCount),
        queue: cdktf.stringToTerraform(struct.queue),
        reconnect_delay: cdktf.numberToTerraform(struct.reconnectDelay),
        trust_user_id: cdktf.booleanToTerraform(struct.trustUserId),
        uri: cdktf.stringToTerraform(struct.uri),
    };
}
function federationUpstreamDefinitionToHclTerraform(struct) {
    if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) {
        return struct;
    }
    if (cdktf.isComplexElement(struct)) {
        throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
    }
    const attrs = {
        ack_mode: {
            value: cdktf.stringToHclTerraform(struct.ackMode),
            isBlock: false,
            type: "simple",
            storageClassType: "string",
        },
        exchange: {
            value: cdktf.stringToHclTerraform(struct.exchange),
            isBlock: false,
            type: "simple",
            storageClassType: "string",
        },
        expires: {
            value: cdktf.numberToHclTerraform(struct.expires),
            isBlock: false,
            type: "simple",
            storageClassType: "number",
        },
        max_hops: {
            value: cdktf.numberToHclTerraform(struct.maxHops),
            isBlock: false,
            type: "simple",
            storageClassType: "number",
        },
        message_ttl: {
            value: cdktf.numberToHclTerraform(struct.messageTtl),
            isBlock: false,
            type: "simple",
            storageClassType: "number",
        },
        prefetch_count: {
            value: cdktf.numberToHclTerraform(struct.prefetchCount),
            isBlock: false,
            type: "simple",
            storageClassType: "number",
        },
        queue: {
            value: cdktf.stringToHclTerraform(struct.queue),
            isBlock: false,
            type: "simple",
            storageClassType: "string",
        },
        reconnect_delay: {
            value: cdktf.numberToHclTerraform(struct.reconnectDelay),
            isBlock: false,
            type: "simple",
            storageClassType: "number",
        },
        trust_user_id: {
            value: cdktf.booleanToHclTerraform(struct.trustUserId),
            isBlock: false,
            type: "simple",
            storageClassType: "boolean",
        },
        uri: {
            value: cdktf.stringToHclTerraform(struct.uri),
            isBlock: false,
            type: "simple",
            storageClassType: "string",
        },
    };
    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}
class FederationUpstreamDefinitionOutputReference extends cdktf.ComplexObject {
    isEmptyObject = false;
    /**
    * @param terraformResource The parent resource
    * @param terraformAttribute The attribute on the parent resource this class is referencing
    */
    constructor(terraformResource, terraformAttribute) {
        super(terraformResource, terraformAttribute, false, 0);
    }
    get internalValue() {
        let hasAnyValues = this.isEmptyObject;
        const internalValueResult = {};
        if (this._ackMode !== undefined) {
            hasAnyValues = true;
            internalValueResult.ackMode = this._ackMode;
        }
        if (this._exchange !== undefined) {
            hasAnyValues = true;
            internalValueResult.exchange = this._exchange;
        }
        if (this._expires !== undefined) {
            hasAnyValues = true;
            internalValueResult.expires = this._expires;
        }
        if (this._maxHops !== undefined) {
            hasAnyValues = true;
            internalValueResult.maxHops = this._maxHops;
        }
        if (this._messageTtl !== undefined) {
            hasAnyValues = true;
            internalValueResult.messageTtl = this._messageTtl;
        }
        if (this._prefetchCount !== undefined) {
            hasAnyValues = true;
            internalValueResult.prefetchCount = this._prefetchCount;
        }
        if (this._queue !== undefined) {
            hasAnyValues = true;
            internalValueResult.queue = this._queue;
        }
        if (this._reconnectDelay !== undefined) {
            hasAnyValues = true;
            internalValueResult.reconnectDelay = this._reconnectDelay;
        }
        if (this._trustUserId !== undefined) {
            hasAnyValues = true;
            internalValueResult.trustUserId = this._trustUserId;
        }
        if (this._uri !== undefined) {
            hasAnyValues = true;
            internalValueResult.uri = this._uri;
        }
        return hasAnyValues ? internalValueResult : undefined;
    }
    set internalValue(value) {
        if (value === undefined) {
            this.isEmptyObject = false;
            this._ackMode = undefined;
            this._exchange = undefined;
            this._expires = undefined;
            this._maxHops = undefined;
            this._messageTtl = undefined;
            this._prefetchCount = undefined;
            this._queue = undefined;
            this._reconnectDelay = undefined;
            this._trustUserId = undefined;
            this._uri = undefined;
        }
        else {
            this.isEmptyObject = Object.keys(value).length === 0;
            this._ackMode = value.ackMode;
            this._exchange = value.exchange;
            this._expires = value.expires;
            this._maxHops = value.maxHops;
            this._messageTtl = value.messageTtl;
            this._prefetchCount = value.prefetchCount;
            this._queue = value.queue;
            this._reconnectDelay = value.reconnectDelay;
            this._trustUserId = value.trustUserId;
            this._uri = value.uri;
        }
    }
    // ack_mode - computed: false, optional: true, required: false
    _ackMode;
    get ackMode() {
        return this.getStringAttribute('ack_mode');
    }
    set ackMode(value) {
        this._ackMode = value;
    }
    resetAckMode() {
        this._ackMode = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get ackModeInput() {
        return this._ackMode;
    }
    // exchange - computed: false, optional: true, required: false
    _exchange;
    get exchange() {
        return this.getStringAttribute('exchange');
    }
    set exchange(value) {
        this._exchange = value;
    }
    resetExchange() {
        this._exchange = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get exchangeInput() {
        return this._exchange;
    }
    // expires - computed: false, optional: true, required: false
    _expires;
    get expires() {
        return this.getNumberAttribute('expires');
    }
    set expires(value) {
        this._expires = value;
    }
    resetExpires() {
        this._expires = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get expiresInput() {
        return this._expires;
    }
    // max_hops - computed: false, optional: true, required: false
    _maxHops;
    get maxHops() {
        return this.getNumberAttribute('max_hops');
    }
    set maxHops(value) {
        this._maxHops = value;
    }
    resetMaxHops() {
        this._maxHops = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get maxHopsInput() {
        return this._maxHops;
    }
    // message_ttl - computed: false, optional: true, required: false
    _messageTtl;
    get messageTtl() {
        return this.getNumberAttribute('message_ttl');
    }
    set messageTtl(value) {
        this._messageTtl = value;
    }
    resetMessageTtl() {
        this._messageTtl = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get messageTtlInput() {
        return this._messageTtl;
    }
    // prefetch_count - computed: false, optional: true, required: false
    _prefetchCount;
    get prefetchCount() {
        return this.getNumberAttribute('prefetch_count');
    }
    set prefetchCount(value) {
        this._prefetchCount = value;
    }
    resetPrefetchCount() {
        this._prefetchCount = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get prefetchCountInput() {
        return this._prefetchCount;
    }
    // queue - computed: false, optional: true, required: false
    _queue;
    get queue() {
        return this.getStringAttribute('queue');
    }
    set queue(value) {
        this._queue = value;
    }
    resetQueue() {
        this._queue = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get queueInput() {
        return this._queue;
    }
    // reconnect_delay - computed: false, optional: true, required: false
    _reconnectDelay;
    get reconnectDelay() {
        return this.getNumberAttribute('reconnect_delay');
    }
    set reconnectDelay(value) {
        this._reconnectDelay = value;
    }
    resetReconnectDelay() {
        this._reconnectDelay = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get reconnectDelayInput() {
        return this._reconnectDelay;
    }
    // trust_user_id - computed: false, optional: true, required: false
    _trustUserId;
    get trustUserId() {
        return this.getBooleanAttribute('trust_user_id');
    }
    set trustUserId(value) {
        this._trustUserId = value;
    }
    resetTrustUserId() {
        this._trustUserId = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get trustUserIdInput() {
        return this._trustUserId;
    }
    // uri - computed: false, optional: false, required: true
    _uri;
    get uri() {
        return this.getStringAttribute('uri');
    }
    set uri(value) {
        this._uri = value;
    }
    // Temporarily expose input value. Use with caution.
    get uriInput() {
        return this._uri;
    }
}
exports.FederationUpstreamDefinitionOutputReference = FederationUpstreamDefinitionOutputReference;
/**
* Represents a {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/federation_upstream rabbitmq_federation_upstream}
*/
class FederationUpstream extends cdktf.TerraformResource {
    // =================
    // STATIC PROPERTIES
    // =================
    static tfResourceType = "rabbitmq_federation_upstream";
    // ==============
    // STATIC Methods
    // ==============
    /**
    * Generates CDKTF code for importing a FederationUpstream resource upon running "cdktf plan <stack-name>"
    * @param scope The scope in which to define this construct
    * @param importToId The construct id used in the generated config for the FederationUpstream to import
    * @param importFromId The id of the existing FederationUpstream that should be imported. Refer to the {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/federation_upstream#import import section} in the documentation of this resource for the id to use
    * @param provider? Optional instance of the provider where the FederationUpstream to import is found
    */
    static generateConfigForImport(scope, importToId, importFromId, provider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "rabbitmq_federation_upstream", importId: importFromId, provider });
    }
    // ===========
    // INITIALIZER
    // ===========
    /**
    * Create a new {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/federation_upstream rabbitmq_federation_upstream} Resource
    *
    * @param scope The scope in which to define this construct
    * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
    * @param options FederationUpstreamConfig
    */
    constructor(scope, id, config) {
        super(scope, id, {
            terraformResourceType: 'rabbitmq_federation_upstream',
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
        this._id = config.id;
        this._name = config.name;
        this._vhost = config.vhost;
        this._definition.internalValue = config.definition;
    }
    // ==========
    // ATTRIBUTES
    // ==========
    // component - computed: true, optional: false, required: false
    get component() {
        return this.getStringAttribute('component');
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
    // definition - computed: false, optional: false, required: true
    _definition = new FederationUpstreamDefinitionOutputReference(this, "definition");
    get definition() {
        return this._definition;
    }
    putDefinition(value) {
        this._definition.internalValue = value;
    }
    // Temporarily expose input value. Use with caution.
    get definitionInput() {
        return this._definition.internalValue;
    }
    // =========
    // SYNTHESIS
    // =========
    synthesizeAttributes() {
        return {
            id: cdktf.stringToTerraform(this._id),
            name: cdktf.stringToTerraform(this._name),
            vhost: cdktf.stringToTerraform(this._vhost),
            definition: federationUpstreamDefinitionToTerraform(this._definition.internalValue),
        };
    }
    synthesizeHclAttributes() {
        const attrs = {
            id: {
                value: cdktf.stringToHclTerraform(this._id),
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
            vhost: {
                value: cdktf.stringToHclTerraform(this._vhost),
                isBlock: false,
                type: "simple",
                storageClassType: "string",
            },
            definition: {
                value: federationUpstreamDefinitionToHclTerraform(this._definition.internalValue),
                isBlock: true,
                type: "list",
                storageClassType: "FederationUpstreamDefinitionList",
            },
        };
        // remove undefined attributes
        return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
    }
}
exports.FederationUpstream = FederationUpstream;
