import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../host/command';
import { terraformProgram } from '../../host/terraform';
import { ensureEngine } from '../../lab/engine';
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
    return;
  }
  const program = terraformProgram();
  const stacks = await synthesized();
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
  }
}

/** Where the stacks are. */
async function synthesized(): Promise<string> {
  const output = join(stateFolder, 'terraform');
  mkdirSync(output, { recursive: true });
  await run(process.execPath, ['--import', 'tsx', join(projectRoot, 'main.ts')], { env: { CDKTF_OUTDIR: output } });
  return join(output, 'stacks');
}

export = setUp;
