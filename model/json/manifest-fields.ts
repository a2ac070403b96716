/**
 * The fields of a file of JSON that says its own format.
 * @param format - the one that is read here
 * @param of - what such a file is a manifest of: `messages`
 * @returns what is wrong with it, where it is none
 */
export function manifestFields(content: string, format: string, of: string): object | string {
  let read: unknown;
  try {
    read = JSON.parse(content);
  } catch {
    return 'it is no JSON';
  }
  if (typeof read !== 'object' || read === null || !('format' in read)) return `it is no manifest of ${of}`;
  return read.format === format ? read : `it is of another format than '${format}', which this version reads`;
}
