/**
 * The layers that may run at the same time, as groups of those that may not: a broker layer has a broker of its own, and waits
 * for it while the unit tests compute. The other layers share ports of the machine and images of its engine; but the long
 * tests of the model share nothing.
 * @param forJest - what jest is given, among it the files if not all are meant
 */
export function atOnce(layers: readonly string[], forJest: readonly string[]): readonly (readonly string[])[] {
  const files = forJest.filter((arg) => !arg.startsWith('-'));
  const isOfModel = files.length > 0 && files.every((file) => /(?:^|\/)test\/model\//.test(file));
  const isAlone = (layer: string) => ownParts.test(layer) || (isOfModel && layer.startsWith('lab'));
  const others = layers.filter((layer) => !isAlone(layer));
  return [...layers.filter(isAlone).map((layer) => [layer]), ...(others.length > 0 ? [others] : [])];
}

const ownParts = /^(?:unit|broker)/;
