/** The machine lacks what was asked for: a reason to skip by name, not a fault. */
export class Unavailable extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'Unavailable';
  }
}
