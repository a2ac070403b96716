import { createHash, scryptSync } from 'node:crypto';
import { sections, type Section } from '../definitions/entry';
import { manifestFields } from '../json/manifest-fields';
import type { StableDefinitions } from './stable-definitions';

/** What makes a folder a backup, and lets its files be verified. No time is in it: of a broker that is the same, it is the same. */
export interface Manifest {
  readonly format: typeof FORMAT;
  /** `4.3.6` */
  readonly serverVersion: string;
  /** How many elements each list has. */
  readonly counts: Readonly<Record<Section, number>>;
  /** The SHA-256 of files, by name; that of secrets in clear is not told, since who has it could try passwords. */
  readonly files: Readonly<Record<string, string>>;
  readonly secrets: SecretsEntry;
}

/** What a manifest says of the secrets. */
export interface SecretsEntry {
  /** `secrets.json`, `secrets.json.age` or `secrets.json.gpg` */
  readonly file: string;
  /** How many they are. */
  readonly count: number;
  /** Whose keys open the file; empty where it is in clear. */
  readonly encryptedTo: readonly string[];
  /** What they come to in clear, by scrypt, so that nobody can try passwords. */
  readonly scrypt: string;
}

/** The version of the layout of a backup. */
export const FORMAT = 'rabbitmq-cdk backup 1';

/** The files of a backup beside the secrets. */
export const fileNames = { manifest: 'manifest.json', definitions: 'definitions.json', server: 'server.json' } as const;

/** The files that secrets may be in. */
export const secretFiles = ['secrets.json', 'secrets.json.age', 'secrets.json.gpg'] as const;

/** The name of a file of secrets. */
export type SecretFile = (typeof secretFiles)[number];

/** How many elements each list has. */
export function countsOf({ lists }: StableDefinitions): Manifest['counts'] {
  return Object.fromEntries(sections.map((section) => [section, lists[section].length])) as Manifest['counts'];
}

/** What a manifest says of a file. */
export function sha256(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

/**
 * What a manifest says of the secrets. It is salted by what they belong to, so that it is the same for the same broker.
 * @param secrets - the file's content in clear
 * @param definitions - the content of `definitions.json`
 */
export function secretsDigest(secrets: string, definitions: string): string {
  return scryptSync(secrets, sha256(definitions), 32).toString('hex');
}

/**
 * Reads a manifest.
 * @returns what is wrong with it, where it is none
 */
export function readManifest(content: string): Manifest | string {
  const read = manifestFields(content, FORMAT, 'a backup');
  if (typeof read === 'string') return read;
  const { serverVersion, files, counts, secrets } = read as Partial<Manifest>;
  const { file, scrypt, encryptedTo } = secrets ?? {};
  const isWhole =
    typeof serverVersion === 'string' &&
    typeof files === 'object' &&
    typeof counts === 'object' &&
    secretFiles.some((known) => known === file) &&
    typeof scrypt === 'string' &&
    Array.isArray(encryptedTo);
  return isWhole ? (read as Manifest) : 'a part of it is missing';
}
