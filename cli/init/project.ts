import type { Adoption } from '../../model/adoption/adopt';
import type { PackageManager } from './package-manager';

/** The brokers that an app can be about. */
export const brokerKinds = ['docker', 'cluster', 'kubernetes', 'remote'] as const;

/** What the app runs, or declares its topology on. */
export type BrokerKind = (typeof brokerKinds)[number];

/** What runs the tests of an app. */
export type TestFramework = 'jest' | 'vitest';

/** An app that is to be written. */
export interface Project {
  /** The name of its package. */
  readonly name: string;
  readonly broker: BrokerKind;
  readonly tests: TestFramework;
  /** What installs it and runs its scripts. */
  readonly packageManager: PackageManager;
  /** What its package.json asks for: a version, or `file:` with a path. */
  readonly dependency: string;
  /** The server's version of a broker that exists: `4.3`. */
  readonly serverVersion: string;
  /** Whether cdktn takes the place of cdktf. */
  readonly isCdktn: boolean;
  /** What a broker has, declared; absent where the app begins with an example. */
  readonly adoption?: Adoption;
}
