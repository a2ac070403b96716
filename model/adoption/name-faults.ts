import { isCarriedText } from '../provider/carriage';

/** What is wrong with a name that RabbitMQ took, and constructs do not. */
export function nameFaults(name: string): string[] {
  return [
    ...(name === '' ? ['it has no name'] : []),
    ...(/[\r\n]/.test(name) ? ['its name has line breaks'] : []),
    ...(new TextEncoder().encode(name).length > 255 ? ['its name is longer than AMQP 0-9-1 can say'] : []),
  ];
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner)]);
}

/** What no construct can be told, wherever it stands: what cdktf would take for a placeholder of its own, and what is no text. */
export function textFaults(element: object): string[] {
  const text = JSON.stringify(element);
  const changed = textsIn(element).find((one) => !isCarriedText(one));
  return [
    ...(changed === undefined
      ? []
      : [
          `Terraform would write ${JSON.stringify(changed)} otherwise: in Unicode's normal form C, and without a byte order mark`,
        ]),
    ...(text.includes('TfToken[') ? [`cdktf would take 'TfToken[' in it for its own`] : []),
    // JSON writes half of a pair as an escape.
    ...(/(?<!\\)(?:\\\\)*\\u[dD][89a-fA-F]/.test(text) ? ['it holds half of a surrogate pair'] : []),
  ];
}
