import { provideImage } from '../../lab/image';
import { DEFAULT_GRAFANA_IMAGE } from '../../stacks/monitoring';
import { reportMissing } from './missing';
import startTerraform from './start-terraform';

/** Before the long tests: Terraform and an engine, and Grafana, which no package of Debian has. */
async function setUp(): Promise<void> {
  await startTerraform();
  try {
    await provideImage(DEFAULT_GRAFANA_IMAGE, []);
  } catch (error) {
    reportMissing('grafana', error);
  }
}

export = setUp;
