import type { IConstruct } from 'constructs';
import {
  isAtLeast,
  parseServerVersion,
  serverVersionOfImage,
  type ServerVersion,
} from '../../model/server/server-version';
import { ValidationError } from '../../model/validation-error';

/**
 * The version of the server in an image.
 * @param broker - whose image it is
 * @param given - the prop `serverVersion`; it wins over the tag
 * @throws ValidationError when neither says, or when it is older than 4.0
 */
export function serverVersionOf(broker: IConstruct, image: string, given: string | undefined): ServerVersion {
  const version = given === undefined ? serverVersionOfImage(image) : parseServerVersion(given);
  if (version === undefined) {
    throw new ValidationError(broker, [
      given === undefined
        ? `'serverVersion' is required, because the tag of image '${image}' has no version; for example '4.3'`
        : `'serverVersion' must be a version such as '4.3' or '4.0.5', got '${given}'`,
    ]);
  }
  if (!isAtLeast(version, '4.0')) {
    throw new ValidationError(broker, [`'serverVersion' must be 4.0 or newer, got '${given ?? image}'`]);
  }
  return version;
}
