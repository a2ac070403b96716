/** The first two numbers of a version or of an image's tag: `4.3` of `4.3.6` and of `rabbitmq:4.3.6-management`. */
export function seriesOf(text: string): string | undefined {
  return /(?:^|:)v?(\d+\.\d+)[^:/]*$/.exec(text.replace(/@.*$/, ''))?.[1];
}

/**
 * How far two versions or images are from each other: those of one major version are nearer than any other. What has no
 * version, such as the tag `latest`, counts as the newest.
 */
export function distance(one: string, other: string): number {
  return Math.abs(ordinal(seriesOf(one)) - ordinal(seriesOf(other)));
}

function ordinal(series = '1000.0'): number {
  const [major = 0, minor = 0] = series.split('.').map(Number);
  return major * 1_000 + minor;
}
