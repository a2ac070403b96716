import { isSame, type Attributes, type Plan, type PlannedResource } from './plan';

/**
 * What a plan does that another one, which was approved, does not: it must make the same of each resource that it changes,
 * as far as the approved one could know.
 * @param approved - the plan that was approved
 * @param plan - a plan made later, which may do less
 * @param except - addresses of which anything may become
 */
export function beyondPlan(
  approved: Plan,
  plan: Plan,
  except: ReadonlySet<string> = new Set(),
): readonly PlannedResource[] {
  const known = new Map(approved.resources.map((resource) => [resource.address, resource]));
  return plan.resources.filter((resource) => {
    if (resource.action === 'none' || resource.isUnplanned === true || except.has(resource.address)) return false;
    const same = known.get(resource.address);
    return same?.action !== resource.action || !agrees(same.after, resource.after, same.unknown);
  });
}

/** Whether a value is what was approved; what was not known then may be anything. */
function agrees(approved: unknown, value: unknown, unknown: unknown): boolean {
  if (unknown === true) return true;
  if (!isTree(approved) || !isTree(value)) return isSame(approved, value);
  return [...new Set([...Object.keys(approved), ...Object.keys(value)])].every((key) =>
    agrees(approved[key], value[key], isTree(unknown) ? unknown[key] : undefined),
  );
}

function isTree(value: unknown): value is Attributes {
  return typeof value === 'object' && value !== null;
}
