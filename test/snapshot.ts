/**
 * What a stack or an app is synthesized to, without what differs from machine to machine, which is where the local backend
 * keeps the state, and without the version of cdktf.
 */
export function comparable(json: unknown): unknown {
  return JSON.parse(JSON.stringify(json), (key, value) => {
    if (key === 'path' && typeof value === 'string' && value.endsWith('.tfstate')) return '<state file>';
    const isAboutCdktf = value instanceof Object && ('stackName' in value || 'stacks' in value);
    return isAboutCdktf && 'version' in value ? { ...value, version: '<version of cdktf>' } : value;
  });
}
