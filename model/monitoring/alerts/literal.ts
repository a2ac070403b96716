/** A name as a text of a label or an annotation, in which Prometheus would take `{{` for the start of a template. */
export function literal(name: string): string {
  return name.includes('{{') ? `{{ ${JSON.stringify(name)} }}` : name;
}
