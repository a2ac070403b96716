import type { AlertSettings } from './alerts/alert-settings';
import type { TeamReceiver } from './team-receivers';

/** What the settings file of `rabbitmq-cdk monitoring` says, in YAML or JSON. */
export interface MonitoringFileOptions {
  /**
   * What is other with alerts.
   * @default - nothing
   */
  readonly alerts?: AlertSettings;
  /**
   * Who is told of alerts by their labels. Who is told of all others, options of the command say.
   * @default - nobody beside
   */
  readonly receivers?: readonly TeamReceiver[];
}
