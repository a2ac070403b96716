import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, TerraformStack, TerraformVariable } from 'cdktf';
import type { IConstruct } from 'constructs';
import { RemoteBroker, type RemoteBrokerProps } from '../constructs/broker/remote-broker';
import { Password } from '../constructs/access/password';
import { Vhost } from '../constructs/topology/vhost';

/** A synthesized resource: its arguments as Terraform reads them. */
export type SynthesizedResource = Readonly<Record<string, unknown>>;

/** A stack as parsed JSON. */
export interface SynthesizedJson {
  readonly resource: Readonly<Record<string, Readonly<Record<string, SynthesizedResource>>>>;
  readonly [block: string]: unknown;
}

/**
 * A stack with a broker that exists elsewhere and a virtual host, on which a test declares what it is about.
 * @param outdir - where its app's output goes: one folder for many whose output nobody reads
 */
export function brokerFixture(
  props: Partial<RemoteBrokerProps> = {},
  outdir?: string,
): {
  stack: TerraformStack;
  broker: RemoteBroker;
  vhost: Vhost;
} {
  const stack = new TerraformStack(testApp(outdir), 'test');
  const password = new TerraformVariable(stack, 'password', { sensitive: true });
  const broker = new RemoteBroker(stack, 'broker', {
    endpoint: 'http://127.0.0.1:15672',
    username: 'admin',
    password: Password.fromVariable(password),
    serverVersion: '4.2',
    removalPolicy: 'destroy',
    ...props,
  });
  return { stack, broker, vhost: new Vhost(stack, 'vhost', { broker, vhostName: 'shop' }) };
}

/** An app whose output goes to a folder of its own, unless told otherwise. */
export function testApp(outdir = testFolder()): App {
  return new App({ stackTraces: false, outdir });
}

/** A folder that the end of the tests removes. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-'));
  folders.push(folder);
  return folder;
}

const folders: string[] = [];
afterAll(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** The stack as Terraform reads it: aspects and validations have run. */
export function synth(stack: TerraformStack): SynthesizedJson {
  const app = App.of(stack);
  app.synth();
  return JSON.parse(readFileSync(join(app.outdir, 'stacks', stack.node.id, 'cdk.tf.json'), 'utf8'));
}

/** Every JSON file that the stack's app writes. */
export function synthApp(stack: TerraformStack): readonly { readonly file: string; readonly json: unknown }[] {
  const app = App.of(stack);
  app.synth();
  return readdirSync(app.outdir, { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(join(app.outdir, file)).isFile())
    .map((file) => ({ file, json: JSON.parse(readFileSync(join(app.outdir, file), 'utf8')) }));
}

/** The one resource that a construct stands for. */
export function resourceOf(stack: TerraformStack, construct: IConstruct): SynthesizedResource {
  const path = `${construct.node.path}/Default`;
  const found = Object.values(synth(stack).resource)
    .flatMap((byId) => Object.values(byId))
    .filter((resource) => pathOf(resource) === path);
  if (found.length !== 1 || found[0] === undefined) throw new Error(`there are ${found.length} resources of ${path}`);
  return found[0];
}

/** All resources of a type, by construct path. */
export function resourcesOf(stack: TerraformStack, type: string): Readonly<Record<string, SynthesizedResource>> {
  const byId = synth(stack).resource[type] ?? {};
  return Object.fromEntries(Object.values(byId).map((resource) => [pathOf(resource), resource]));
}

function pathOf(resource: SynthesizedResource): string {
  return (resource['//'] as { metadata: { path: string } }).metadata.path;
}
