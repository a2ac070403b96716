/** A fault that the caller can mend: the command prints its message without a stack trace and exits with 1. */
export class UserError extends Error {
  override readonly name = 'UserError';
}
