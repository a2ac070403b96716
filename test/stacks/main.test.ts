import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { comparable } from '../snapshot';

const outdir = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-main-'));

beforeAll(() => {
  const isSetting = (name: string): boolean => name.startsWith('RABBITMQ_CDK_') || name === 'KUBECONFIG';
  const others = Object.entries(process.env).filter(([name]) => !isSetting(name));
  jest.replaceProperty(process, 'env', { ...Object.fromEntries(others), CDKTF_OUTDIR: outdir });
  jest.requireActual('../../main');
});

afterAll(() => rmSync(outdir, { recursive: true }));

test.each(['single-node', 'cluster', 'kubernetes'])(
  'main.ts is synthesized to this stack %s when no setting is given',
  (name) => {
    const json = JSON.parse(readFileSync(join(outdir, 'stacks', name, 'cdk.tf.json'), 'utf8'));

    expect(comparable(json)).toMatchSnapshot();
  },
);
