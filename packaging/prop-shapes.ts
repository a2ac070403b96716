import { join } from 'node:path';
import ts from 'typescript';
import type { Members, Parameter, Prop, Props, Shape, Shapes } from '../model/props/shape';

const root = join(__dirname, '..');

/** Types that are checked elsewhere, or hold whatever JSON can write. */
const known: Readonly<Record<string, Shape>> = {
  ConfSettings: { record: 'any' },
  Arguments: { record: 'json' },
  Json: 'json',
  ArgumentTable: { record: 'argument' },
  ArgumentValue: 'argument',
};

/** What users give that belongs to other libraries, by members that it has and hardly anything else. */
const foreign: Readonly<Record<string, { readonly name: string; readonly members: Members }>> = {
  Construct: { name: 'Construct', members: { node: 'object' } },
  IConstruct: { name: 'Construct', members: { node: 'object' } },
  TerraformStack: {
    name: 'TerraformStack',
    members: { addOverride: 'function', getLogicalId: 'function', node: 'object' },
  },
  TerraformVariable: { name: 'TerraformVariable', members: { node: 'object', stringValue: 'string' } },
};

/**
 * The shapes of all interfaces of props, read from their types: the types are the one place where they are written.
 * @returns what `model/props/shapes.json` holds
 */
export function propShapes(): Shapes {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const doors = ['index.ts', 'policies/index.ts', 'testing/index.ts'].map((file) => join(root, file));
  const program = ts.createProgram(doors, { ...options, incremental: false, tsBuildInfoFile: undefined });
  const checker = program.getTypeChecker();
  const reader = new Reader(checker);
  for (const door of doors) {
    const source = program.getSourceFile(door);
    const module = source && checker.getSymbolAtLocation(source);
    for (const symbol of module === undefined ? [] : checker.getExportsOfModule(module)) {
      if (/(Props|Options)$/.test(symbol.name) && !door.includes('testing')) reader.read(symbol);
      reader.readCalls(symbol);
    }
  }
  return reader.shapes();
}

class Reader {
  private readonly options = new Map<string, Props>();
  private readonly types = new Map<string, ts.Type>();
  private readonly objects = new Map<string, Members>();
  private readonly calls = new Map<string, readonly Parameter[]>();

  constructor(private readonly checker: ts.TypeChecker) {}

  /** Takes in the interface that a door exports by this name. */
  read(symbol: ts.Symbol): void {
    const type = this.checker.getDeclaredTypeOfSymbol(
      symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol,
    );
    this.optionsOf(symbol.name, type);
  }

  /** Takes in the function, or the class with its methods, that a door exports by this name. */
  readCalls(exported: ts.Symbol): void {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(exported) : exported;
    const { valueDeclaration } = symbol;
    if (valueDeclaration === undefined) return;
    const type = this.checker.getTypeOfSymbol(symbol);
    this.callOf(symbol.name, type.getCallSignatures()[0]);
    // An object of functions: those are given by it.
    if (symbol.name === 'matchers')
      for (const member of type.getProperties())
        this.callOf(member.name, this.checker.getTypeOfSymbol(member).getCallSignatures()[0]);
    if (!ts.isClassDeclaration(valueDeclaration)) return;
    const [constructor] = type.getConstructSignatures();
    // Of a construct, `checkProps` checks the props.
    if (valueDeclaration.heritageClauses !== undefined && constructor?.parameters[0]?.name === 'stack')
      this.callOf(symbol.name, constructor);
    for (const { name, body, modifiers } of valueDeclaration.members.filter(ts.isMethodDeclaration)) {
      const kinds = (modifiers ?? []).map(({ kind }) => kind);
      if (body === undefined || kinds.some((kind) => notUsers.includes(kind)) || !ts.isIdentifier(name)) continue;
      const owner = kinds.includes(ts.SyntaxKind.StaticKeyword) ? type : this.checker.getDeclaredTypeOfSymbol(symbol);
      const method = owner.getProperty(name.text);
      if (method === undefined) continue;
      this.callOf(`${symbol.name}.${name.text}`, this.checker.getTypeOfSymbol(method).getCallSignatures()[0]);
    }
  }

  shapes(): Shapes {
    const sorted = <T>(map: ReadonlyMap<string, T>) =>
      Object.fromEntries([...map].sort(([one], [other]) => (one < other ? -1 : 1)));
    return { options: sorted(this.options), objects: sorted(this.objects), calls: sorted(this.calls) };
  }

  private callOf(name: string, signature: ts.Signature | undefined): void {
    if (signature === undefined || signature.parameters.length === 0) return;
    const tokens = signature
      .getJsDocTags()
      .filter((tag) => tag.name === 'token')
      .map(({ text }) => ts.displayPartsToString(text));
    this.calls.set(
      name,
      signature.parameters.map((parameter) => this.parameterOf(parameter, tokens)),
    );
  }

  private parameterOf(symbol: ts.Symbol, tokens: readonly string[]): Parameter {
    const declaration = symbol.valueDeclaration as ts.ParameterDeclaration;
    const isRest = declaration.dotDotDotToken !== undefined;
    const type = this.checker.getTypeOfSymbol(symbol);
    const shape = this.shapeOf(isRest ? (this.checker.getTypeArguments(type as ts.TypeReference)[0] ?? type) : type);
    const name = ts.isIdentifier(declaration.name) ? declaration.name.text : 'options';
    return {
      name,
      shape: name === 'id' && shape === 'string' ? 'id' : shape,
      ...(isRest || shape === 'any' || this.checker.isOptionalParameter(declaration) ? { optional: true } : {}),
      ...(isRest ? { rest: true } : {}),
      ...(tokens.includes(name) ? { token: true } : {}),
    };
  }

  private optionsOf(name: string, type: ts.Type): Shape {
    const other = this.types.get(name) ?? type;
    this.types.set(name, other);
    // Two doors may have options of one name.
    if (other !== type) return { props: this.propsOf(type) };
    if (!this.options.has(name)) {
      this.options.set(name, {});
      this.options.set(name, this.propsOf(type));
    }
    return { options: name };
  }

  private propsOf(type: ts.Type): Props {
    return Object.fromEntries(this.checker.getPropertiesOfType(type).map((prop) => [prop.name, this.propOf(prop)]));
  }

  private propOf(symbol: ts.Symbol): Prop {
    const shape = this.shapeOf(this.checker.getTypeOfSymbol(symbol));
    const isToken = symbol.getJsDocTags(this.checker).some(({ name }) => name === 'token');
    return {
      shape,
      ...(symbol.flags & ts.SymbolFlags.Optional ? { optional: true } : {}),
      ...(isToken ? { token: true } : {}),
    };
  }

  private shapeOf(type: ts.Type): Shape {
    const name = (type.aliasSymbol ?? type.getSymbol())?.name;
    if (name !== undefined && known[name] !== undefined) return known[name];
    if (type.flags & ts.TypeFlags.StringLike && !type.isStringLiteral()) return 'string';
    if (type.flags & ts.TypeFlags.NumberLike && !type.isNumberLiteral()) return 'number';
    if (type.flags & ts.TypeFlags.Boolean) return 'boolean';
    if (type.isUnion()) return this.unionOf(type.types);
    const literal = this.literalOf(type);
    if (literal !== undefined) return { oneOf: [literal] };
    if (type.flags & ts.TypeFlags.Object) return this.objectOf(type);
    if (type.isIntersection()) return { props: this.propsOf(type) };
    return 'any';
  }

  private unionOf(all: readonly ts.Type[]): Shape {
    const types = all.filter(({ flags }) => (flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)) === 0);
    // Beside undefined, a union forgets the name that it has.
    if (types.some((type) => this.isListOfUnions(type)) && types.some(({ flags }) => flags & ts.TypeFlags.Number))
      return all.some(({ flags }) => flags & ts.TypeFlags.Null) ? 'json' : 'argument';
    const literals = types.map((type) => this.literalOf(type));
    const oneOf = literals.filter((literal) => literal !== undefined);
    const others = types.filter((_, index) => literals[index] === undefined).map((type) => this.shapeOf(type));
    const isBoolean = oneOf.includes(true) && oneOf.includes(false);
    const texts = isBoolean ? oneOf.filter((literal) => typeof literal !== 'boolean') : oneOf;
    const shapes: readonly Shape[] = [
      ...(texts.length > 0 ? [{ oneOf: texts }] : []),
      ...(isBoolean ? (['boolean'] as const) : []),
      ...others,
    ];
    const [only] = shapes;
    return shapes.length === 1 && only !== undefined ? only : { either: shapes };
  }

  /** As in what JSON holds: a union that holds lists of itself. */
  private isListOfUnions(type: ts.Type): boolean {
    if (!this.checker.isArrayType(type)) return false;
    const [element] = this.checker.getTypeArguments(type as ts.TypeReference);
    return element?.isUnion() === true && element.types.some((member) => this.checker.isArrayType(member));
  }

  private literalOf(type: ts.Type): string | number | boolean | undefined {
    if (type.isStringLiteral() || type.isNumberLiteral()) return type.value;
    if (type.flags & ts.TypeFlags.BooleanLiteral) return this.checker.typeToString(type) === 'true';
    return undefined;
  }

  private objectOf(type: ts.Type): Shape {
    if (this.checker.isArrayType(type) || this.checker.isTupleType(type)) {
      const [element] = this.checker.getTypeArguments(type as ts.TypeReference);
      return { list: element === undefined ? 'any' : this.shapeOf(element) };
    }
    const index = this.checker.getIndexInfoOfType(type, ts.IndexKind.String);
    if (index !== undefined) return { record: this.shapeOf(index.type) };
    const other = foreign[type.symbol.name];
    if (other !== undefined && !isOurs(type)) {
      this.objects.set(other.name, other.members);
      return { object: other.name };
    }
    if (isData(type)) return { data: this.propsOf(type) };
    if (isPartOfOurs(type)) return { props: this.propsOf(type) };
    if (type.getCallSignatures().length > 0 || !isOurs(type)) return 'any';
    const symbol = type.aliasSymbol ?? type.symbol;
    if (isOptions(type))
      return symbol.name.startsWith('__') || type.aliasTypeArguments !== undefined
        ? { props: this.propsOf(type) }
        : this.optionsOf(symbol.name, type);
    this.objects.set(symbol.name, this.membersOf(type));
    return { object: symbol.name };
  }

  /** What every object of the type has, and hardly anything else, with what `typeof` says of it. */
  private membersOf(type: ts.Type): Members {
    const members = this.checker
      .getPropertiesOfType(type)
      .filter(({ flags }) => (flags & ts.SymbolFlags.Optional) === 0)
      .filter((member) => !(ts.getCombinedModifierFlags(member.valueDeclaration as ts.Declaration) & notPublic))
      .filter(({ name }) => !['toString', 'with'].includes(name) && !name.startsWith('__'))
      .sort(
        (one, other) => Number(other.name === 'node') - Number(one.name === 'node') || (one.name < other.name ? -1 : 1),
      )
      .slice(0, 4);
    return Object.fromEntries(
      members.map((member) => [member.name, this.typeofOf(this.checker.getTypeOfSymbol(member))]),
    );
  }

  private typeofOf(type: ts.Type): Members[string] {
    if (type.getCallSignatures().length > 0) return 'function';
    const flags = type.isUnion() ? type.types.reduce((all, { flags: one }) => all | one, 0) : type.flags;
    const is = (kind: ts.TypeFlags) => (flags & kind) !== 0 && (flags & ~(kind | ts.TypeFlags.EnumLike)) === 0;
    if (is(ts.TypeFlags.StringLike)) return 'string';
    if (is(ts.TypeFlags.NumberLike)) return 'number';
    return is(ts.TypeFlags.Object | ts.TypeFlags.Intersection) ? 'object' : 'any';
  }
}

/** What keeps a method from being one that users call. */
const notUsers: readonly ts.SyntaxKind[] = [
  ts.SyntaxKind.PrivateKeyword,
  ts.SyntaxKind.ProtectedKeyword,
  ts.SyntaxKind.OverrideKeyword,
];

const notPublic = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;

/** Whether it is a plain object that users write, and neither a construct nor an instance of a class. */
function isOptions(type: ts.Type): boolean {
  if (type.isClass() || /Ref$|^I[A-Z]/.test(type.symbol.name)) return false;
  return type
    .getProperties()
    .every(({ name, flags }) => name !== 'node' && (flags & (ts.SymbolFlags.Method | ts.SymbolFlags.Accessor)) === 0);
}

/** Whether it is plain data, which may hold more than what is asked of it: a topology that was read from a file. */
function isData(type: ts.Type): boolean {
  const [declaration] = type.getProperties()[0]?.getDeclarations() ?? [];
  return declaration?.getSourceFile().fileName.endsWith('model/topology/topology.ts') ?? false;
}

/** Whether it is `Partial<NodePorts>`, or another part of an interface of ours. */
function isPartOfOurs(type: ts.Type): boolean {
  if (!['Partial', 'Pick', 'Omit'].includes(type.aliasSymbol?.name ?? '')) return false;
  return isOptions(type) && type.getProperties().every(areOurs);
}

function isOurs(type: ts.Type): boolean {
  return areOurs(type.symbol);
}

function areOurs({ declarations = [] }: ts.Symbol): boolean {
  return !declarations.some((declaration) => declaration.getSourceFile().fileName.includes('node_modules'));
}
