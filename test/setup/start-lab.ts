import { ensureEngine } from '../../lab/engine';
import { ensureImage, provideImage } from '../../lab/image';
import { rabbitmqImage } from '../../lab/images/rabbitmq';
import { Unavailable } from '../../lab/unavailable';
import { DEFAULT_GRAFANA_IMAGE } from '../../stacks/monitoring';
import { findChromium } from './find-chromium';
import { generationOf, type Project } from './generation';
import { reportMissing } from './missing';
import startTerraform from './start-terraform';

/** Before the long tests: Terraform and an engine, a browser, Grafana, which no package of Debian has, and a server to migrate from. */
async function setUp(_: unknown, project: Project): Promise<void> {
  await startTerraform(_, project);
  await findChromium(project);
  try {
    await provideImage(DEFAULT_GRAFANA_IMAGE, []);
  } catch (error) {
    reportMissing('grafana', generationOf(project), error);
  }
  try {
    await ensureEngine();
    await ensureImage(rabbitmqImage('3.10'));
  } catch (error) {
    // An archive may drop an old release at any time, which is no fault of the run.
    reportMissing('RabbitMQ 3.10', generationOf(project), new Unavailable((error as Error).message));
  }
}

export = setUp;
