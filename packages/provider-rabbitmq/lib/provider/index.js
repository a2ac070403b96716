"use strict";
// https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs
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
exports.RabbitmqProvider = void 0;
const cdktf = __importStar(require("cdktf"));
/**
* Represents a {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs rabbitmq}
*/
class RabbitmqProvider extends cdktf.TerraformProvider {
    // =================
    // STATIC PROPERTIES
    // =================
    static tfResourceType = "rabbitmq";
    // ==============
    // STATIC Methods
    // ==============
    /**
    * Generates CDKTF code for importing a RabbitmqProvider resource upon running "cdktf plan <stack-name>"
    * @param scope The scope in which to define this construct
    * @param importToId The construct id used in the generated config for the RabbitmqProvider to import
    * @param importFromId The id of the existing RabbitmqProvider that should be imported. Refer to the {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs#import import section} in the documentation of this resource for the id to use
    * @param provider? Optional instance of the provider where the RabbitmqProvider to import is found
    */
    static generateConfigForImport(scope, importToId, importFromId, provider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "rabbitmq", importId: importFromId, provider });
    }
    // ===========
    // INITIALIZER
    // ===========
    /**
    * Create a new {@link https://registry.terraform.io/providers/cyrilgdn/rabbitmq/1.10.1/docs rabbitmq} Resource
    *
    * @param scope The scope in which to define this construct
    * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
    * @param options RabbitmqProviderConfig
    */
    constructor(scope, id, config) {
        super(scope, id, {
            terraformResourceType: 'rabbitmq',
            terraformGeneratorMetadata: {
                providerName: 'rabbitmq',
                providerVersion: '1.10.1',
                providerVersionConstraint: '1.10.1'
            },
            terraformProviderSource: 'cyrilgdn/rabbitmq'
        });
        this._cacertFile = config.cacertFile;
        this._clientcertFile = config.clientcertFile;
        this._clientkeyFile = config.clientkeyFile;
        this._endpoint = config.endpoint;
        this._insecure = config.insecure;
        this._password = config.password;
        this._proxy = config.proxy;
        this._username = config.username;
        this._alias = config.alias;
    }
    // ==========
    // ATTRIBUTES
    // ==========
    // cacert_file - computed: false, optional: true, required: false
    _cacertFile;
    get cacertFile() {
        return this._cacertFile;
    }
    set cacertFile(value) {
        this._cacertFile = value;
    }
    resetCacertFile() {
        this._cacertFile = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get cacertFileInput() {
        return this._cacertFile;
    }
    // clientcert_file - computed: false, optional: true, required: false
    _clientcertFile;
    get clientcertFile() {
        return this._clientcertFile;
    }
    set clientcertFile(value) {
        this._clientcertFile = value;
    }
    resetClientcertFile() {
        this._clientcertFile = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get clientcertFileInput() {
        return this._clientcertFile;
    }
    // clientkey_file - computed: false, optional: true, required: false
    _clientkeyFile;
    get clientkeyFile() {
        return this._clientkeyFile;
    }
    set clientkeyFile(value) {
        this._clientkeyFile = value;
    }
    resetClientkeyFile() {
        this._clientkeyFile = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get clientkeyFileInput() {
        return this._clientkeyFile;
    }
    // endpoint - computed: false, optional: false, required: true
    _endpoint;
    get endpoint() {
        return this._endpoint;
    }
    set endpoint(value) {
        this._endpoint = value;
    }
    // Temporarily expose input value. Use with caution.
    get endpointInput() {
        return this._endpoint;
    }
    // insecure - computed: false, optional: true, required: false
    _insecure;
    get insecure() {
        return this._insecure;
    }
    set insecure(value) {
        this._insecure = value;
    }
    resetInsecure() {
        this._insecure = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get insecureInput() {
        return this._insecure;
    }
    // password - computed: false, optional: false, required: true
    _password;
    get password() {
        return this._password;
    }
    set password(value) {
        this._password = value;
    }
    // Temporarily expose input value. Use with caution.
    get passwordInput() {
        return this._password;
    }
    // proxy - computed: false, optional: true, required: false
    _proxy;
    get proxy() {
        return this._proxy;
    }
    set proxy(value) {
        this._proxy = value;
    }
    resetProxy() {
        this._proxy = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get proxyInput() {
        return this._proxy;
    }
    // username - computed: false, optional: false, required: true
    _username;
    get username() {
        return this._username;
    }
    set username(value) {
        this._username = value;
    }
    // Temporarily expose input value. Use with caution.
    get usernameInput() {
        return this._username;
    }
    // alias - computed: false, optional: true, required: false
    _alias;
    get alias() {
        return this._alias;
    }
    set alias(value) {
        this._alias = value;
    }
    resetAlias() {
        this._alias = undefined;
    }
    // Temporarily expose input value. Use with caution.
    get aliasInput() {
        return this._alias;
    }
    // =========
    // SYNTHESIS
    // =========
    synthesizeAttributes() {
        return {
            cacert_file: cdktf.stringToTerraform(this._cacertFile),
            clientcert_file: cdktf.stringToTerraform(this._clientcertFile),
            clientkey_file: cdktf.stringToTerraform(this._clientkeyFile),
            endpoint: cdktf.stringToTerraform(this._endpoint),
            insecure: cdktf.booleanToTerraform(this._insecure),
            password: cdktf.stringToTerraform(this._password),
            proxy: cdktf.stringToTerraform(this._proxy),
            username: cdktf.stringToTerraform(this._username),
            alias: cdktf.stringToTerraform(this._alias),
        };
    }
    synthesizeHclAttributes() {
        const attrs = {
            cacert_file: {
                value: cdktf.stringToHclTerraform(this._cacertFile),
                isBlock: false,
                type: "simple",
                storageClassType: "string",
            },
            clientcert_file: {
                value: cdktf.stringToHclTerraform(this._clientcertFile),
                isBlock: false,
                type: "simple",
                storageClassType: "string",
            },
            clientkey_file: {
                value: cdktf.stringToHclTerraform(this._clientkeyFile),
                isBlock: false,
                type: "simple",
                storageClassType: "string",
            },
            endpoint: {
                value: cdktf.stringToHclTerraform(this._endpoint),
                isBlock: false,
                type: "simple",
                storageClassType: "string",
            },
            insecure: {
                value: cdktf.booleanToHclTerraform(this._insecure),
                isBlock: false,
                type: "simple",
                storageClassType: "boolean",
            },
            password: {
                value: cdktf.stringToHclTerraform(this._password),
                isBlock: false,
                type: "simple",
                storageClassType: "string",
            },
            proxy: {
                value: cdktf.stringToHclTerraform(this._proxy),
                isBlock: false,
                type: "simple",
                storageClassType: "string",
            },
            username: {
                value: cdktf.stringToHclTerraform(this._username),
                isBlock: false,
                type: "simple",
                storageClassType: "string",
            },
            alias: {
                value: cdktf.stringToHclTerraform(this._alias),
                isBlock: false,
                type: "simple",
                storageClassType: "string",
            },
        };
        // remove undefined attributes
        return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
    }
}
exports.RabbitmqProvider = RabbitmqProvider;
