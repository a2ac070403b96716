import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../host/command';
import { terraformProgram } from '../../host/terraform';
import { ensureEngine } from '../../lab/engine';
import type { Generation } from '../../lab/generation';
import { projectRoot, stateFolder } from '../../lab/folders';
import { ensureImage } from '../../lab/image';
import { rabbitmqImage } from '../../lab/images/rabbitmq';
import { requireKubernetes } from '../../lab/kubernetes';
import { isOpenTofu, openTofuEnvironment } from '../../lab/opentofu';
import { obstacleToInit } from '../../lab/terraform';
import { Unavailable } from '../../lab/unavailable';
import { generationOf, type Project } from './generation';
import { reportMissing, type Need } from './missing';
import startEngine from './start-engine';

/**
 * Before layers that deploy: an engine, and whether the stacks' providers can be installed, by the program that
 * `TERRAFORM_BINARY_NAME` names and by OpenTofu, and a Kubernetes.
 */
async function setUp(_: unknown, project: Project): Promise<void> {
  const generation = generationOf(project);
  const report = (need: Need, error: unknown) => reportMissing(need, generation, error);
  await startEngine(_, project);
  try {
    // What is deployed runs on the engine.
    await ensureEngine();
    await ensureImage(rabbitmqImage(generation));
  } catch (error) {
    report('terraform', error);
    report('opentofu', error);
    report('kubernetes', error);
    report('kubernetes API', error);
    return;
  }
  const program = terraformProgram();
  const stacks = await synthesized(generation);
  const stack = join(stacks, 'single-node');
  if (await isOpenTofu(program)) Object.assign(process.env, openTofuEnvironment());
  const requireProviders = async (need: Need, binary: string, folder: string, env = {}) => {
    const obstacle = await obstacleToInit(binary, folder, { backend: false, env });
    if (obstacle !== undefined) report(need, new Unavailable(obstacle));
  };
  await requireProviders('terraform', program, stack);
  await requireProviders('opentofu', 'tofu', stack, openTofuEnvironment());
  try {
    requireKubernetes();
    await requireProviders('kubernetes', program, join(stacks, 'kubernetes'));
  } catch (error) {
    report('kubernetes', error);
    report('kubernetes API', error);
  }
}

let stacks: Promise<string> | undefined;

/** Where the stacks are: the same for each project of a run, and another where a run is about another generation only. */
function synthesized(generation: Generation): Promise<string> {
  return (stacks ??= synthesize(join(stateFolder, `terraform-${generation}`)));
}

async function synthesize(output: string): Promise<string> {
  mkdirSync(output, { recursive: true });
  await run(process.execPath, ['--import', 'tsx', join(projectRoot, 'main.ts')], { env: { CDKTF_OUTDIR: output } });
  return join(output, 'stacks');
}

export = setUp;
