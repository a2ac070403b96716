import { chosenGeneration, type Generation } from '../../lab/generation';

/** What a layer's setup needs of its project in jest.config.cjs. */
export interface Project {
  readonly globals: { readonly labServer?: Generation };
}

/** The generation of servers that a project is about: its own, or else what `LAB_SERVER` says. */
export function generationOf({ globals }: Project): Generation {
  return globals.labServer ?? chosenGeneration();
}
