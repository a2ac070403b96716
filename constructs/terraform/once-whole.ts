import { Aspects, type TerraformStack } from 'cdktf';

/** Does something once, when a stack is synthesized first: all that is declared in it is there then. */
export function onceWhole(stack: TerraformStack, act: () => void): void {
  let isDone = false;
  Aspects.of(stack).add({
    visit: (node) => {
      if (node !== stack || isDone) return;
      isDone = true;
      act();
    },
  });
}
