import { join } from 'node:path';
import ts from 'typescript';
import type { Prop, Props, Shape, Shapes } from '../constructs/props/shape';

const root = join(__dirname, '..');

/** Types that are checked elsewhere, or hold whatever JSON can write. */
const known: Readonly<Record<string, Shape>> = { ConfSettings: 'any', Arguments: { record: 'json' }, Json: 'json' };

/**
 * The shapes of all interfaces of props, read from their types: the types are the one place where they are written.
 * @returns what `constructs/props/shapes.json` holds
 */
export function propShapes(): Shapes {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const doors = ['index.ts', 'policies/index.ts'].map((file) => join(root, file));
  const program = ts.createProgram(doors, { ...options, incremental: false, tsBuildInfoFile: undefined });
  const checker = program.getTypeChecker();
  const reader = new Reader(checker);
  for (const door of doors) {
    const source = program.getSourceFile(door);
    const module = source && checker.getSymbolAtLocation(source);
    for (const symbol of module === undefined ? [] : checker.getExportsOfModule(module)) {
      if (/(Props|Options)$/.test(symbol.name)) reader.read(symbol);
    }
  }
  return reader.shapes();
}

class Reader {
  private readonly options = new Map<string, Props>();
  private readonly objects = new Map<string, readonly string[]>();

  constructor(private readonly checker: ts.TypeChecker) {}

  /** Takes in the interface that a door exports by this name. */
  read(symbol: ts.Symbol): void {
    const type = this.checker.getDeclaredTypeOfSymbol(
      symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol,
    );
    this.optionsOf(symbol.name, type);
  }

  shapes(): Shapes {
    const sorted = <T>(map: ReadonlyMap<string, T>) =>
      Object.fromEntries([...map].sort(([one], [other]) => (one < other ? -1 : 1)));
    return { options: sorted(this.options), objects: sorted(this.objects) };
  }

  private optionsOf(name: string, type: ts.Type): Shape {
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
    const shape = this.shapeOf(this.checker.getNonNullableType(this.checker.getTypeOfSymbol(symbol)));
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

  private unionOf(types: readonly ts.Type[]): Shape {
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
    if (type.getCallSignatures().length > 0 || !isOurs(type)) return 'any';
    const symbol = type.aliasSymbol ?? type.symbol;
    if (isOptions(type))
      return symbol.name.startsWith('__') || type.aliasTypeArguments !== undefined
        ? { props: this.propsOf(type) }
        : this.optionsOf(symbol.name, type);
    this.objects.set(symbol.name, this.membersOf(type));
    return { object: symbol.name };
  }

  /** What every object of the type has, and hardly anything else. */
  private membersOf(type: ts.Type): readonly string[] {
    return this.checker
      .getPropertiesOfType(type)
      .filter(({ flags }) => (flags & ts.SymbolFlags.Optional) === 0)
      .filter((member) => !(ts.getCombinedModifierFlags(member.valueDeclaration as ts.Declaration) & notPublic))
      .map(({ name }) => name)
      .filter((name) => !['node', 'toString', 'with'].includes(name) && !name.startsWith('__'))
      .sort()
      .slice(0, 4);
  }
}

const notPublic = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;

/** Whether it is a plain object that users write, and neither a construct nor an instance of a class. */
function isOptions(type: ts.Type): boolean {
  if (type.isClass() || type.symbol.name.endsWith('Ref')) return false;
  return type
    .getProperties()
    .every(({ name, flags }) => name !== 'node' && (flags & (ts.SymbolFlags.Method | ts.SymbolFlags.Accessor)) === 0);
}

function isOurs(type: ts.Type): boolean {
  const declarations = type.symbol.declarations ?? [];
  return !declarations.some((declaration) => declaration.getSourceFile().fileName.includes('node_modules'));
}
