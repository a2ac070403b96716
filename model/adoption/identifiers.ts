/** Names that are given out once each: ids of constructs, variables, files, classes. */
export class Names {
  private readonly taken: Set<string>;

  /**
   * Begins with names that nobody gets.
   * @param fold - what makes two names one: case, where file systems do not tell it
   */
  constructor(
    reserved: Iterable<string> = [],
    private readonly fold: (name: string) => string = (name) => name,
  ) {
    this.taken = new Set([...reserved].map(fold));
  }

  /**
   * Gives the first name that is free.
   * @param wanted - the names by preference; the last one gets a number when all are taken
   * @param join - what stands before that number
   */
  give(wanted: readonly string[], join: string): string {
    const free = wanted.find((name) => !this.taken.has(this.fold(name)));
    const name = free ?? this.numbered(wanted.at(-1) ?? '', join);
    this.taken.add(this.fold(name));
    return name;
  }

  private numbered(name: string, join: string): string {
    for (let number = 2; ; number += 1) {
      const next = `${name}${join}${number}`;
      if (!this.taken.has(this.fold(next))) return next;
    }
  }
}

/**
 * The id of a construct for an object: its name, where that says something in a path, else what is left of it.
 * @param otherwise - where nothing is left
 */
export function idOf(name: string, otherwise: string): string {
  return /^[\w.-]{1,80}$/.test(name) ? name : slug(name, otherwise);
}

/** Words of letters, digits, dots and lines, joined by `-`, which begin with a letter or a digit. */
export function slug(name: string, otherwise: string): string {
  const words = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\w.-]+/g, '-')
    .replaceAll(/^[^A-Za-z0-9]+|[^A-Za-z0-9_]+$/g, '')
    .slice(0, 60);
  return words === '' ? otherwise : words;
}

/** The name of a variable: `orders.created` is `ordersCreated`. */
export function camelCase(name: string, otherwise: string): string {
  const pascal = pascalCase(name, otherwise);
  // Names that shout are one word.
  const first = /^[A-Z0-9]+$/.test(pascal) ? pascal.toLowerCase() : pascal.charAt(0).toLowerCase() + pascal.slice(1);
  return /^\d/.test(first) ? `_${first}` : first;
}

/** The name of a class: `order-service` is `OrderService`. */
export function pascalCase(name: string, otherwise: string): string {
  const words = slug(name, otherwise)
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return joined === '' ? otherwise.charAt(0).toUpperCase() + otherwise.slice(1) : joined;
}

/** What no construct can be called: every object has members of these names, and `constructs` keeps children in one. */
export const reservedIds: readonly string[] = [
  ...[
    'Default',
    'constructor',
    'hasOwnProperty',
    'isPrototypeOf',
    'propertyIsEnumerable',
    'toLocaleString',
    'toString',
  ],
  ...['valueOf', '__proto__', '__defineGetter__', '__defineSetter__', '__lookupGetter__', '__lookupSetter__'],
];

/** What no variable or class can be called. */
export const keywords: readonly string[] = [
  ...['abstract', 'any', 'arguments', 'as', 'async', 'await', 'boolean', 'break', 'case', 'catch', 'class', 'const'],
  ...[
    'continue',
    'debugger',
    'declare',
    'default',
    'delete',
    'do',
    'else',
    'enum',
    'eval',
    'export',
    'extends',
    'false',
  ],
  ...[
    'finally',
    'for',
    'from',
    'function',
    'get',
    'if',
    'implements',
    'import',
    'in',
    'instanceof',
    'interface',
    'let',
  ],
  ...['module', 'namespace', 'never', 'new', 'null', 'number', 'object', 'of', 'package', 'private', 'protected'],
  ...[
    'public',
    'readonly',
    'require',
    'return',
    'set',
    'static',
    'string',
    'super',
    'switch',
    'symbol',
    'this',
    'throw',
  ],
  ...['true', 'try', 'type', 'typeof', 'undefined', 'unknown', 'var', 'void', 'while', 'with', 'yield', 'exports'],
  ...['NaN', 'Infinity', 'Object', 'Array', 'String', 'Number', 'Boolean', 'Symbol', 'Function', 'Promise', 'Error'],
  ...['Map', 'Set', 'Date', 'Math', 'JSON', 'Proxy', 'Reflect', 'RegExp', 'BigInt', 'Iterator', 'Buffer', 'process'],
];
