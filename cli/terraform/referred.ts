import type { Attributes, Plan } from './plan';

/** The value of `random_password.admin.result` or `var.password`. */
export function referred({ values, variables }: Pick<Plan, 'values' | 'variables'>, reference: string): unknown {
  const parts = reference.split('.');
  if (parts[0] === 'var') return variables[parts[1] ?? ''];
  const length = parts[0] === 'data' ? 3 : 2;
  return parts
    .slice(length)
    .reduce<unknown>(
      (value, key) => (typeof value === 'object' && value !== null ? (value as Attributes)[key] : undefined),
      values.get(parts.slice(0, length).join('.')),
    );
}
