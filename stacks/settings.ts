import { Size } from '../model/size';
import type { SingleNodeStackProps } from './single-node';

/** What cdktf.json's context holds under `rabbitmq-cdk`, before it is checked. */
export type SettingsContext = Readonly<Record<string, unknown>>;

/** The settings of main.ts's stacks that differ from machine to machine; those not given are left to the stacks' defaults. */
export interface Settings {
  readonly singleNode: SingleNodeStackProps;
}

/** Settings that cannot be: every fault, with where it was given. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Reads the settings: from the context of cdktf.json, and over it from the environment, because `cdktf deploy` takes no
 * context. `nodeName` of the context is `RABBITMQ_CDK_NODE_NAME` of the environment.
 * @throws SettingsError that names every unknown setting and every value that cannot be
 */
export function readSettings(context: SettingsContext, env: Readonly<Record<string, string | undefined>>): Settings {
  const known = new Map(Object.keys(kinds).map((name) => [environmentName(name), name]));
  const faults = [
    ...Object.keys(context)
      .filter((name) => !(name in kinds))
      .map((name) => `context 'rabbitmq-cdk.${name}' is no setting; known are ${Object.keys(kinds).join(', ')}`),
    ...Object.keys(env)
      .filter((name) => name.startsWith(PREFIX) && !known.has(name))
      .map((name) => `environment variable '${name}' is no setting; known are ${[...known.keys()].join(', ')}`),
  ];
  const values: Record<string, unknown> = {};
  for (const [variable, name] of known) {
    const fromEnv = env[variable];
    const given = fromEnv === undefined || fromEnv === '' ? context[name] : fromEnv;
    if (given === undefined) continue;
    const from = given === fromEnv ? `environment variable '${variable}'` : `context 'rabbitmq-cdk.${name}'`;
    try {
      values[name] = kinds[name as keyof typeof kinds](given);
    } catch (error) {
      faults.push(`${from} must be ${(error as Error).message}, got '${String(given)}'`);
    }
  }
  if (faults.length > 0) throw new SettingsError(faults.join('\n'));
  const { amqpPort, managementPort, prometheusPort, ...rest } = values as Values;
  const ports = Object.entries({ amqp: amqpPort, management: managementPort, prometheus: prometheusPort });
  return {
    singleNode: { ...rest, ports: Object.fromEntries(ports.filter(([, port]) => port !== undefined)) },
  };
}

const PREFIX = 'RABBITMQ_CDK_';

/** The settings with what makes a value of each; a kind throws what the value must be. */
const kinds = {
  image: text,
  serverVersion: text,
  dockerHost: text,
  nodeName: text,
  bindAddress: text,
  removalPolicy,
  memory: mebibytes,
  amqpPort: port,
  managementPort: port,
  prometheusPort: port,
};

type Values = { readonly [K in keyof typeof kinds]?: ReturnType<(typeof kinds)[K]> };

function environmentName(name: string): string {
  return PREFIX + name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

function text(value: unknown): string {
  if (typeof value !== 'string' || value.trim() === '') throw new Error('text');
  return value;
}

function removalPolicy(value: unknown): 'protect' | 'destroy' {
  if (value !== 'protect' && value !== 'destroy') throw new Error(`'protect' or 'destroy'`);
  return value;
}

function port(value: unknown): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1 || number > 65_535) throw new Error('a port from 1 to 65535');
  return number;
}

function mebibytes(value: unknown): Size {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new Error('a whole number of mebibytes');
  return Size.mebibytes(number);
}
