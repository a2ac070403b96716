"use strict";
// https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/shovel
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
exports.Shovel = exports.ShovelInfoOutputReference = void 0;
exports.shovelInfoToTerraform = shovelInfoToTerraform;
exports.shovelInfoToHclTerraform = shovelInfoToHclTerraform;
const cdktf = __importStar(require("cdktf"));
function shovelInfoToTerraform(struct) {
    if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) {
        return struct;
    }
    if (cdktf.isComplexElement(struct)) {
        throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
    }
    return {
        ack_mode: cdktf.stringToTerraform(struct.ackMode),
        add_forward_headers: cdktf.booleanToTerraform(struct.addForwardHeaders),
        delete_after: cdktf.stringToTerraform(struct.deleteAfter),
        destination_add_forward_headers: cdktf.booleanToTerraform(struct.destinationAddForwardHeaders),
        destination_add_timestamp_header: cdktf.booleanToTerraform(struct.destinationAddTimestampHeader),
        destination_address: cdktf.stringToTerraform(struct.destinationAddress),
        destination_application_properties: cdktf.hashMapper(cdktf.stringToTerraform)(struct.destinationApplicationProperties),
        destination_exchange: cdktf.stringToTerraform(struct.destinationExchange),
        destination_exchange_key: cdktf.stringToTerraform(struct.destinationExchangeKey),
        destination_properties: cdktf.hashMapper(cdktf.stringToTerraform)(struct.destinationProperties),
        destination_protocol: cdktf.stringToTerraform(struct.destinationProtocol),
        destination_publish_properties: cdktf.hashMapper(cdktf.stringToTerraform)(struct.destinationPublishProperties),
        destination_queue: cdktf.stringToTerraform(struct.destinationQueue),
        destination_queue_arguments: cdktf.hashMapper(cdktf.stringToTerraform)(struct.destinationQueueArguments),
        destination_uri: cdktf.stringToTerraform(struct.destinationUri),
        prefetch_count: cdktf.numberToTerraform(struct.prefetchCount),
        reconnect_delay: cdktf.numberToTerraform(struct.reconnectDelay),
        source_address: cdktf.stringToTerraform(struct.sourceAddress),
        source_delete_after: cdktf.stringToTerraform(struct.sourceDeleteAfter),
        source_exchange: cdktf.stringToTerraform(struct.sourceExchange),
        source_exchange_key: cdktf.stringToTerraform(struct.sourceExchangeKey),
        source_prefetch_count: cdktf.numberToTerraform(struct.sourcePrefetchCount),
        source_protocol: cdktf.stringToTerraform(struct.sourceProtocol),
        source_queue: cdktf.stringToTerraform(struct.sourceQueue),
        source_uri: cdktf.stringToTerraform(struct.sourceUri),
    };
}
function shovelInfoToHclTerraform(struct) {
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
        add_forward_headers: {
            value: cdktf.booleanToHclTerraform(struct.addForwardHeaders),
            isBlock: false,
            type: "simple",
            storageClassType: "boolean",
        },
        delete_after: {
            value: cdktf.stringToHclTerraform(struct.deleteAfter),
            isBlock: false,
            type: "simple",
            storageClassType: "string",
        },
        destination_add_forward_headers: {
            value: cdktf.booleanToHclTerraform(struct.destinationAddForwardHeaders),
            isBlock: false,
            type: "simple",
            storageClassType: "boolean",
        },
        destination_add_timestamp_header: {
            value: cdktf.booleanToHclTerraform(struct.destinationAddTimestampHeader),
            isBlock: false,
            type: "simple",
            storageClassType: "boolean",
        },
        destination_address: {
            value: cdktf.stringToHclTerraform(struct.destinationAddress),
            isBlock: false,
            type: "simple",
            storageClassType: "string",
        },
        destination_application_properties: {
            value: cdktf.hashMapperHcl(cdktf.stringToHclTerraform)(struct.destinationApplicationProperties),
            isBlock: false,
            type: "map",
            storageClassType: "stringMap",
        },
        destination_exchange: {
            value: cdktf.stringToHclTerraform(struct.destinationExchange),
            isBlock: false,
            type: "simple",
            storageClassType: "string",
        },
        destination_exchange_key: {
            value: cdktf.stringToHclTerraform(struct.destinationExchangeKey),
            isBlock: false,
            type: "simple",
            storageClassType: "string",
        },
        destination_properties: {
            value: cdktf.hashMapperHcl(cdktf.stringToHclTerraform)(struct.destinationProperties),
            isBlock: false,
            type: "map",
            storageClassType: "stringMap",
        },
        destination_protocol: {
            value: cdktf.stringToHclTerraform(struct.destinationProtocol),
            isBlock: false,
            type: "simple",
            storageClassType: "string",
        },
        destination_publish_properties: {
            value: cdktf.hashMapperHcl(cdktf.stringToHclTerraform)(struct.destinationPublishProperties),
            isBlock: false,
            type: "map",
            storageClassType: "stringMap",
        },
        destination_queue: {
            value: cdktf.stringToHclTerraform(struct.destinationQueue),
            isBlock: false,
            type: "simple",
            storageClassType: "string",
        },
        destination_queue_arguments: {
            value: cdktf.hashMapperHcl(cdktf.stringToHclTerraform)(struct.destinationQueueArguments),
            isBlock: false,
            type: "map",
            storageClassType: "stringMap",
        },
        destination_uri: {
            value: cdktf.stringToHclTerraform(struct.destinationUri),
            isBlock: false,
            type: "simple",
            storageClassType: "string",
        },
        prefetch_count: {
            value: cdktf.numberToHclTerraform(struct.prefetchCount),
            isBlock: false,
            type: "simple",
            storageClassType: "number",
        },
        reconnect_delay: {
            value: cdktf.numberToHclTerraform(struct.reconnectDelay),
            isBlock: false,
            type: "simple",
            storageClassType: "number",
        },
        source_address: {
            value: cdktf.stringToHclTerraform(struct.sourceAddress),
            isBlock: false,
            type: "simple",
            storageClassType: "string",
        },
        source_delete_after: {
            value: cdktf.stringToHclTerraform(struct.sourceDeleteAfter),
            isBlock: false,
            type: "simple",
            storageClassType: "string",
        },
        source_exchange: {
            value: cdktf.stringToHclTerraform(struct.sourceExchange),
            isBlock: false,
            type: "simple",
            storageClassType: "string",
        },
        source_exchange_key: {
            value: cdktf.stringToHclTerraform(struct.sourceExchangeKey),
            isBlock: false,
            type: "simple",
            storageClassType: "string",
        },
        source_prefetch_count: {
            value: cdktf.numberToHclTerraform(struct.sourcePrefetchCount),
            isBlock: false,
            type: "simple",
            storageClassType: "number",
        },
        source_protocol: {
            value: cdktf.stringToHclTerraform(struct.sourceProtocol),
            isBlock: false,
            type: "simple",
            storageClassType: "string",
        },
        source_queue: {
            value: cdktf.stringToHclTerraform(struct.sourceQueue),
            isBlock: false,
            type: "simple",
            storageClassType: "string",
        },
        source_uri: {
            value: cdktf.stringToHclTerraform(struct.sourceUri),
            isBlock: false,
            type: "simple",
            storageClassType: "string",
        },
    };
    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}
class ShovelInfoOutputReference extends cdktf.ComplexObject {
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
        if (this._addForwardHeaders !== undefined) {
            hasAnyValues = true;
            internalValueResult.addForwardHeaders = this._addForwardHeaders;
        }
        if (this._deleteAfter !== undefined) {
            hasAnyValues = true;
            internalValueResult.deleteAfter = this._deleteAfter;
        }
        if (this._destinationAddForwardHeaders !== undefined) {
            hasAnyValues = true;
            internalValueResult.destinationAddForwardHeaders = this._destinationAddForwardHeaders;
        }
        if (this._destinationAddTimestampHeader !== undefined) {
            hasAnyValues = true;
            internalValueResult.destinationAddTimestampHeader = this._destinationAddTimestampHeader;
        }
        if (this._destinationAddress !== undefined) {
            hasAnyValues = true;
            internalValueResult.destinationAddress = this._destinationAddress;
        }
        if (this._destinationApplicationProperties !== undefined) {
            hasAnyValues = true;
            internalValueResult.destinationApplicationProperties = this._destinationApplicationProperties;
        }
        if (this._destinationExchange !== undefined) {
            hasAnyValues = true;
            internalValueResult.destinationExchange = this._destinationExchange;
        }
        if (this._destinationExchangeKey !== undefined) {
            hasAnyValues = true;
            internalValueResult.destinationExchangeKey = this._destinationExchangeKey;
        }
        if (this._destinationProperties !== undefined) {
            hasAnyValues = true;
            internalValueResult.destinationProperties = this._destinationProperties;
        }
        if (this._destinationProtocol !== undefined) {
            hasAnyValues = true;
            internalValueResult.destinationProtocol = this._destinationProtocol;
        }
        if (this._destinationPublishProperties !== undefined) {
            hasAnyValues = true;
            internalValueResult.destinationPublishProperties = this._destinationPublishProperties;
        }
        if (this._destinationQueue !== undefined) {
            hasAnyValues = true;
            internalValueResult.destinationQueue = this._destinationQueue;
        }
        if (this._destinationQueueArguments !== undefined) {
            hasAnyValues = true;
            internalValueResult.destinationQueueArguments = this._destinationQueueArguments;
        }
        if (this._destinationUri !== undefined) {
            hasAnyValues = true;
            internalValueResult.destinationUri = this._destinationUri;
        }
        if (this._prefetchCount !== undefined) {
            hasAnyValues = true;
            internalValueResult.prefetchCount = this._prefetchCount;
        }
        if (this._reconnectDelay !== undefined) {
            hasAnyValues = true;
            internalValueResult.reconnectDelay = this._reconnectDelay;
        }
        if (this._sourceAddress !== undefined) {
            hasAnyValues = true;
            internalValueResult.sourceAddress = this._sourceAddress;
        }
        if (this._sourceDeleteAfter !== undefined) {
            hasAnyValues = true;
            internalValueResult.sourceDeleteAfter = this._sourceDeleteAfter;
        }
        if (this._sourceExchange !== undefined) {
            hasAnyValues = true;
            internalValueResult.sourceExchange = this._sourceExchange;
        }
        if (this._sourceExchangeKey !== undefined) {
            hasAnyValues = true;
            internalValueResult.sourceExchangeKey = this._sourceExchangeKey;
        }
        if (this._sourcePrefetchCount !== undefined) {
            hasAnyValues = true;
            internalValueResult.sourcePrefetchCount = this._sourcePrefetchCount;
        }
        if (this._sourceProtocol !== undefined) {
            hasAnyValues = true;
            internalValueResult.sourceProtocol = this._sourceProtocol;
        }
        if (this._sourceQueue !== undefined) {
            hasAnyValues = true;
            internalValueResult.sourceQueue = this._sourceQueue;
        }
        if (this._sourceUri !== undefined) {
            hasAnyValues = true;
            internalValueResult.sourceUri = this._sourceUri;
        }
        return hasAnyValues ? internalValueResult : undefined;
    }
    set internalValue(value) {
        if (value === undefined) {
            this.isEmptyObject = false;
            this._ackMode = undefined;
            this._addForwardHeaders = undefined;
            this._deleteAfter = undefined;
            this._destinationAddForwardHeaders = undefined;
            this._destinationAddTimestampHeader = undefined;
            this._destinationAddress = undefined;
            this._destinationApplicationProperties = undefined;
            this._destinationExchange = undefined;
            this._destinationExchangeKey = undefined;
            this._destinationProperties = undefined;
            this._destinationProtocol = undefined;
            this._destinationPublishProperties = undefined;
            this._destinationQueue = undefined;
            this._destinationQueueArguments = undefined;
            this._destinationUri = undefined;
            this._prefetchCount = undefined;
            this._reconnectDelay = undefined;
            this._sourceAddress = undefined;
            this._sourceDeleteAfter = undefined;
            this._sourceExchange = undefined;
            this._sourceExchangeKey = undefined;
            this._sourcePrefetchCount = undefined;
            this._sourceProtocol = undefined;
            this._sourceQueue = undefined;
            this._sourceUri = undefined;
        }
        else {
            this.isEmptyObject = Object.keys(value).length === 0;
            this._ackMode = value.ackMode;
            this._addForwardHeaders = value.addForwardHeaders;
            this._deleteAfter = value.deleteAfter;
            this._destinationAddForwardHeaders = value.destinationAddForwardHeaders;
            this._destinationAddTimestampHeader = value.destinationAddTimestampHeader;
            this._destinationAddress = value.destinationAddress;
            this._destinationApplicationProperties = value.destinationApplicationProperties;
            this._destinationExchange = value.destinationExchange;
            this._destinationExchangeKey = value.destinationExchangeKey;
            this._destinationProperties = value.destinationProperties;
            this._destinationProtocol = value.destinationProtocol;
            this._destinationPublishProperties = value.destinationPublishProperties;
            this._destinationQueue = value.destinationQueue;
            this._destinationQueueArguments = value.destinationQueueArguments;
            this._destinationUri = value.destinationUri;
            this._prefetchCount = value.prefetchCount;
            this._reconnectDelay = value.reconnectDelay;
            this._sourceAddress = value.sourceAddress;
            this._sourceDeleteAfter = value.sourceDeleteAfter;
            this._sourceExchange = value.sourceExchange;
            this._sourceExchangeKey = value.sourceExchangeKey;
            this._sourcePrefetchCount = value.sourcePrefetchCount;
            this._sourceProtocol = value.sourceProtocol;
            this._sourceQueue = value.sourceQueue;
            this._sourceUri = value.sourceUri;
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
    // add_forward_headers - computed: false, optional: true, required: false
    _addForwardHeaders;
    get addForwardHeaders() {
        return this.getBooleanAttribute('add_forward_headers');
    }
    set addForwardHeaders(value) {
        this._addForwardHeaders = value;
    }
    resetAddForwardHeaders() {
        this._addForwardHeaders = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get addForwardHeadersInput() {
        return this._addForwardHeaders;
    }
    // delete_after - computed: false, optional: true, required: false
    _deleteAfter;
    get deleteAfter() {
        return this.getStringAttribute('delete_after');
    }
    set deleteAfter(value) {
        this._deleteAfter = value;
    }
    resetDeleteAfter() {
        this._deleteAfter = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get deleteAfterInput() {
        return this._deleteAfter;
    }
    // destination_add_forward_headers - computed: false, optional: true, required: false
    _destinationAddForwardHeaders;
    get destinationAddForwardHeaders() {
        return this.getBooleanAttribute('destination_add_forward_headers');
    }
    set destinationAddForwardHeaders(value) {
        this._destinationAddForwardHeaders = value;
    }
    resetDestinationAddForwardHeaders() {
        this._destinationAddForwardHeaders = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get destinationAddForwardHeadersInput() {
        return this._destinationAddForwardHeaders;
    }
    // destination_add_timestamp_header - computed: false, optional: true, required: false
    _destinationAddTimestampHeader;
    get destinationAddTimestampHeader() {
        return this.getBooleanAttribute('destination_add_timestamp_header');
    }
    set destinationAddTimestampHeader(value) {
        this._destinationAddTimestampHeader = value;
    }
    resetDestinationAddTimestampHeader() {
        this._destinationAddTimestampHeader = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get destinationAddTimestampHeaderInput() {
        return this._destinationAddTimestampHeader;
    }
    // destination_address - computed: false, optional: true, required: false
    _destinationAddress;
    get destinationAddress() {
        return this.getStringAttribute('destination_address');
    }
    set destinationAddress(value) {
        this._destinationAddress = value;
    }
    resetDestinationAddress() {
        this._destinationAddress = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get destinationAddressInput() {
        return this._destinationAddress;
    }
    // destination_application_properties - computed: false, optional: true, required: false
    _destinationApplicationProperties;
    get destinationApplicationProperties() {
        return this.getStringMapAttribute('destination_application_properties');
    }
    set destinationApplicationProperties(value) {
        this._destinationApplicationProperties = value;
    }
    resetDestinationApplicationProperties() {
        this._destinationApplicationProperties = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get destinationApplicationPropertiesInput() {
        return this._destinationApplicationProperties;
    }
    // destination_exchange - computed: false, optional: true, required: false
    _destinationExchange;
    get destinationExchange() {
        return this.getStringAttribute('destination_exchange');
    }
    set destinationExchange(value) {
        this._destinationExchange = value;
    }
    resetDestinationExchange() {
        this._destinationExchange = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get destinationExchangeInput() {
        return this._destinationExchange;
    }
    // destination_exchange_key - computed: false, optional: true, required: false
    _destinationExchangeKey;
    get destinationExchangeKey() {
        return this.getStringAttribute('destination_exchange_key');
    }
    set destinationExchangeKey(value) {
        this._destinationExchangeKey = value;
    }
    resetDestinationExchangeKey() {
        this._destinationExchangeKey = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get destinationExchangeKeyInput() {
        return this._destinationExchangeKey;
    }
    // destination_properties - computed: false, optional: true, required: false
    _destinationProperties;
    get destinationProperties() {
        return this.getStringMapAttribute('destination_properties');
    }
    set destinationProperties(value) {
        this._destinationProperties = value;
    }
    resetDestinationProperties() {
        this._destinationProperties = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get destinationPropertiesInput() {
        return this._destinationProperties;
    }
    // destination_protocol - computed: false, optional: true, required: false
    _destinationProtocol;
    get destinationProtocol() {
        return this.getStringAttribute('destination_protocol');
    }
    set destinationProtocol(value) {
        this._destinationProtocol = value;
    }
    resetDestinationProtocol() {
        this._destinationProtocol = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get destinationProtocolInput() {
        return this._destinationProtocol;
    }
    // destination_publish_properties - computed: false, optional: true, required: false
    _destinationPublishProperties;
    get destinationPublishProperties() {
        return this.getStringMapAttribute('destination_publish_properties');
    }
    set destinationPublishProperties(value) {
        this._destinationPublishProperties = value;
    }
    resetDestinationPublishProperties() {
        this._destinationPublishProperties = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get destinationPublishPropertiesInput() {
        return this._destinationPublishProperties;
    }
    // destination_queue - computed: false, optional: true, required: false
    _destinationQueue;
    get destinationQueue() {
        return this.getStringAttribute('destination_queue');
    }
    set destinationQueue(value) {
        this._destinationQueue = value;
    }
    resetDestinationQueue() {
        this._destinationQueue = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get destinationQueueInput() {
        return this._destinationQueue;
    }
    // destination_queue_arguments - computed: false, optional: true, required: false
    _destinationQueueArguments;
    get destinationQueueArguments() {
        return this.getStringMapAttribute('destination_queue_arguments');
    }
    set destinationQueueArguments(value) {
        this._destinationQueueArguments = value;
    }
    resetDestinationQueueArguments() {
        this._destinationQueueArguments = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get destinationQueueArgumentsInput() {
        return this._destinationQueueArguments;
    }
    // destination_uri - computed: false, optional: false, required: true
    _destinationUri;
    get destinationUri() {
        return this.getStringAttribute('destination_uri');
    }
    set destinationUri(value) {
        this._destinationUri = value;
    }
    // Temporarily expose input value. Use with caution.
    get destinationUriInput() {
        return this._destinationUri;
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
    // source_address - computed: false, optional: true, required: false
    _sourceAddress;
    get sourceAddress() {
        return this.getStringAttribute('source_address');
    }
    set sourceAddress(value) {
        this._sourceAddress = value;
    }
    resetSourceAddress() {
        this._sourceAddress = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get sourceAddressInput() {
        return this._sourceAddress;
    }
    // source_delete_after - computed: false, optional: true, required: false
    _sourceDeleteAfter;
    get sourceDeleteAfter() {
        return this.getStringAttribute('source_delete_after');
    }
    set sourceDeleteAfter(value) {
        this._sourceDeleteAfter = value;
    }
    resetSourceDeleteAfter() {
        this._sourceDeleteAfter = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get sourceDeleteAfterInput() {
        return this._sourceDeleteAfter;
    }
    // source_exchange - computed: false, optional: true, required: false
    _sourceExchange;
    get sourceExchange() {
        return this.getStringAttribute('source_exchange');
    }
    set sourceExchange(value) {
        this._sourceExchange = value;
    }
    resetSourceExchange() {
        this._sourceExchange = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get sourceExchangeInput() {
        return this._sourceExchange;
    }
    // source_exchange_key - computed: false, optional: true, required: false
    _sourceExchangeKey;
    get sourceExchangeKey() {
        return this.getStringAttribute('source_exchange_key');
    }
    set sourceExchangeKey(value) {
        this._sourceExchangeKey = value;
    }
    resetSourceExchangeKey() {
        this._sourceExchangeKey = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get sourceExchangeKeyInput() {
        return this._sourceExchangeKey;
    }
    // source_prefetch_count - computed: false, optional: true, required: false
    _sourcePrefetchCount;
    get sourcePrefetchCount() {
        return this.getNumberAttribute('source_prefetch_count');
    }
    set sourcePrefetchCount(value) {
        this._sourcePrefetchCount = value;
    }
    resetSourcePrefetchCount() {
        this._sourcePrefetchCount = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get sourcePrefetchCountInput() {
        return this._sourcePrefetchCount;
    }
    // source_protocol - computed: false, optional: true, required: false
    _sourceProtocol;
    get sourceProtocol() {
        return this.getStringAttribute('source_protocol');
    }
    set sourceProtocol(value) {
        this._sourceProtocol = value;
    }
    resetSourceProtocol() {
        this._sourceProtocol = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get sourceProtocolInput() {
        return this._sourceProtocol;
    }
    // source_queue - computed: false, optional: true, required: false
    _sourceQueue;
    get sourceQueue() {
        return this.getStringAttribute('source_queue');
    }
    set sourceQueue(value) {
        this._sourceQueue = value;
    }
    resetSourceQueue() {
        this._sourceQueue = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get sourceQueueInput() {
        return this._sourceQueue;
    }
    // source_uri - computed: false, optional: false, required: true
    _sourceUri;
    get sourceUri() {
        return this.getStringAttribute('source_uri');
    }
    set sourceUri(value) {
        this._sourceUri = value;
    }
    // Temporarily expose input value. Use with caution.
    get sourceUriInput() {
        return this._sourceUri;
    }
}
exports.ShovelInfoOutputReference = ShovelInfoOutputReference;
/**
* Represents a {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/shovel rabbitmq_shovel}
*/
class Shovel extends cdktf.TerraformResource {
    // =================
    // STATIC PROPERTIES
    // =================
    static tfResourceType = "rabbitmq_shovel";
    // ==============
    // STATIC Methods
    // ==============
    /**
    * Generates CDKTF code for importing a Shovel resource upon running "cdktf plan <stack-name>"
    * @param scope The scope in which to define this construct
    * @param importToId The construct id used in the generated config for the Shovel to import
    * @param importFromId The id of the existing Shovel that should be imported. Refer to the {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/shovel#import import section} in the documentation of this resource for the id to use
    * @param provider? Optional instance of the provider where the Shovel to import is found
    */
    static generateConfigForImport(scope, importToId, importFromId, provider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "rabbitmq_shovel", importId: importFromId, provider });
    }
    // ===========
    // INITIALIZER
    // ===========
    /**
    * Create a new {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs/resources/shovel rabbitmq_shovel} Resource
    *
    * @param scope The scope in which to define this construct
    * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
    * @param options ShovelConfig
    */
    constructor(scope, id, config) {
        super(scope, id, {
            terraformResourceType: 'rabbitmq_shovel',
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
        this._info.internalValue = config.info;
    }
    // ==========
    // ATTRIBUTES
    // ==========
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
    // info - computed: false, optional: false, required: true
    _info = new ShovelInfoOutputReference(this, "info");
    get info() {
        return this._info;
    }
    putInfo(value) {
        this._info.internalValue = value;
    }
    // Temporarily expose input value. Use with caution.
    get infoInput() {
        return this._info.internalValue;
    }
    // =========
    // SYNTHESIS
    // =========
    synthesizeAttributes() {
        return {
            id: cdktf.stringToTerraform(this._id),
            name: cdktf.stringToTerraform(this._name),
            vhost: cdktf.stringToTerraform(this._vhost),
            info: shovelInfoToTerraform(this._info.internalValue),
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
            info: {
                value: shovelInfoToHclTerraform(this._info.internalValue),
                isBlock: true,
                type: "list",
                storageClassType: "ShovelInfoList",
            },
        };
        // remove undefined attributes
        return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
    }
}
exports.Shovel = Shovel;
