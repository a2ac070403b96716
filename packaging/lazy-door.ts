/**
 * Writes a door of the package anew, so that it opens a file when something of it is used: an app needs only the prebuilt
 * providers that it uses, and what is missing has a name.
 * @param compiled - the door as the compiler wrote it: `index.js`
 * @param providers - the packages that an app may do without, with the version that it would install
 * @throws Error when the compiler writes doors otherwise than known here
 */
export function lazyDoor(compiled: string, providers: Readonly<Record<string, string>>): string {
  const files = new Map(
    [...compiled.matchAll(/^var (\w+) = require\("([^"]+)"\);$/gm)].map(([, name, file]) => [name, file]),
  );
  const exported = [
    ...compiled.matchAll(/^Object\.defineProperty\(exports, "(\w+)", .* return (\w+)\.\w+; \} \}\);$/gm),
  ];
  const promised = [...compiled.matchAll(/exports\.(\w+) = /g)].map(([, name]) => name);
  const names = exported.map(([, name = '']) => name);
  const unknown = promised.filter((name) => !names.includes(name ?? ''));
  if (names.length === 0 || unknown.length > 0) throw new Error(`unknown form of index.js: ${unknown.join(', ')}`);
  return `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
const providers = ${JSON.stringify(providers, null, 2)};
function missing(name, error) {
  const [, provider] = /^Cannot find module '(@[\\w-]+\\/[\\w-]+)/.exec(error.message) ?? [];
  if (error.code !== "MODULE_NOT_FOUND" || providers[provider] === undefined) throw error;
  const fail = () => {
    throw new Error(\`\${name} needs the package \${provider}, which is not installed: npm install \${provider}@\${providers[provider]}\`);
  };
  // Whoever imports all of the package may not use it.
  return new Proxy(class {}, {
    construct: fail,
    get: (target, key, receiver) => typeof key === "string" && key.startsWith("from") ? fail() : Reflect.get(target, key, receiver),
  });
}
function open(name, file) {
  Object.defineProperty(exports, name, {
    enumerable: true,
    configurable: true,
    get() {
      let value;
      try {
        value = file()[name];
      } catch (error) {
        value = missing(name, error);
      }
      Object.defineProperty(exports, name, { enumerable: true, value });
      return value;
    },
  });
}
${exported.map(([, name, variable]) => `open("${name}", () => require("${files.get(variable ?? '')}"));`).join('\n')}
// By this Node.js tells modules of ES what there is to import.
0 && (module.exports = { ${names.join(', ')} });
`;
}
