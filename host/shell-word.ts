/**
 * A word of a command that people copy into a shell, so that the shell reads exactly this text: as it is where it holds
 * nothing that a shell heeds, else in single quotes.
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_02
 */
export function shellWord(text: string): string {
  return /^[\w@%+:,./=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A command with its words: `rabbitmq-cdk deploy 'my shop'`. */
export function shellCommand(...words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}
