export { packs, production, recommended, type PackName } from './packs';
export type { Rule } from './rule';
