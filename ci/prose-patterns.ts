/** A phrase that readers stumble over, as a regular expression, and what to write. */
export type Phrase = readonly [phrase: string, instead: string];

/**
 * Our word list. A phrase is here when it has stopped a reader and when there is hardly a sentence in which it is right: a list that is
 * often wrong is soon ignored.
 */
export const phrases: readonly Phrase[] = [
  // Words of another time, or of another field.
  ['anew', 'again'],
  ['in the place of', 'instead of'],
  ['in clear(?! text)', 'in plain text'],
  ['hangs? on', 'depends on'],
  ['otherwise than', 'differently than'],
  ['doors?', 'entry point'],
  ['just so', 'exactly like this'],
  ['does as well', 'also works'],
  ['lies? beside', 'is next to'],
  ['stands? twice', 'appears twice'],
  ['comes? again', 'reconnects, or returns'],
  ['goes? away', 'is removed, or disconnects'],
  ['fresh ones?', 'new one'],
  ['told apart', 'distinguished'],
  // The field's word.
  ['(?:is|was) told', 'is reported'],
  ['says? no(?= |[,.;:])', 'rejects'],
  ['says? yes', 'accepts'],
  ['would say of', 'reports about'],
  ['settings in the end', 'effective settings'],
  ['not meant', 'intended'],
  ['(?:is|are) there already', 'already exists'],
  ['which is why not', 'and why not'],
  ['wants to hear', 'expects'],
  ['could not (?:do it|tell)', 'failed, or undetermined'],
  ['accepted but', 'accepted without effect'],
  ['ask (?:nobody|no one)|who they are', 'does not authenticate'],
  ['counting a number up', 'increasing a number'],
  ['gets? other settings by it', 'changes the settings of'],
  ['no concern of', 'does not matter to'],
  // Order of words.
  ['there is one only', 'there is only one'],
  ['of yours', 'your'],
  ['(?:that|what) (?:is|are) no (?!longer|more)', 'not a …'],
];
