import { Aspects, TerraformResource, TerraformStack } from 'cdktf';
import { Construct, RootConstruct, type IConstruct } from 'constructs';
import { refuse, unless } from './validation-error';
import { checkCall } from '../../model/props/check-call';

/**
 * Says under which path a construct was declared before, so that Terraform moves what it made instead of destroying and
 * creating it: an id is part of every address below it. What else the id decided must be given by a prop now: a queue
 * `orders` that is renamed to `incoming` needs `queueName: 'orders'`. Keep it until every deployment has applied it.
 * @param construct - the construct at its new place
 * @param previousPath - where it was, within the stack: `orders`, or `shop/orders`
 * @throws ValidationError when the path is where it is now
 * @see https://developer.hashicorp.com/terraform/language/modules/develop/refactoring
 */
export function movedFrom(construct: IConstruct, previousPath: string): void {
  checkCall('movedFrom', [construct, previousPath]);
  const stack = TerraformStack.of(construct);
  const previous = previousPath.split('/');
  const now = pathWithin(stack, construct);
  refuse(
    construct,
    unless(
      !previous.includes(''),
      `'previousPath' must be construct ids joined by '/', such as 'shop/orders', got '${previousPath}'`,
    ),
    unless(
      previousPath !== now.join('/'),
      `'previousPath' must differ from the current path, got '${previousPath}' for both`,
    ),
  );
  Aspects.of(construct).add({
    visit: (node) => {
      if (!TerraformResource.isTerraformResource(node) || node.hasResourceMove() !== undefined) return;
      const before = [...previous, ...pathWithin(stack, node).slice(now.length)];
      node.moveFromId(`${node.terraformResourceType}.${logicalId(stack, before)}`);
    },
  });
}

/** Where a construct is within its stack: ids joined by '/'. */
export function pathInStack(construct: IConstruct): string {
  return pathWithin(TerraformStack.of(construct), construct).join('/');
}

function pathWithin(stack: TerraformStack, construct: IConstruct): string[] {
  const { scopes } = construct.node;
  return scopes.slice(scopes.indexOf(stack) + 1).map(({ node }) => node.id);
}

/** The id that cdktf gave to what was at a path: it reckons with a tree, so it gets one. */
function logicalId(stack: TerraformStack, [root, ...ids]: readonly string[]): string {
  const leaf = ids.reduce<Construct>((scope, id) => new Construct(scope, id), new RootConstruct(root));
  return stack.getLogicalId(leaf.node);
}
