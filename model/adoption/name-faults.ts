/** What is wrong with a name that RabbitMQ took, and constructs do not. */
export function nameFaults(name: string): string[] {
  return [
    ...(name === '' ? ['it has no name'] : []),
    ...(/[\r\n]/.test(name) ? ['its name has line breaks'] : []),
    ...(new TextEncoder().encode(name).length > 255 ? ['its name is longer than AMQP 0-9-1 can say'] : []),
  ];
}

/** cdktf would take it for one of its own placeholders. */
export function tokenFaults(element: object): string[] {
  return JSON.stringify(element).includes('TfToken[') ? [`cdktf would take 'TfToken[' in it for its own`] : [];
}
