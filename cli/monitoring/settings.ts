import { parseDocument } from 'yaml';
import type { MonitoringFileOptions } from '../../model/monitoring/monitoring-file-options';
import { propFaults } from '../../model/props/prop-faults';
import { contentOf } from '../check/content';
import { UserError } from '../program/user-error';

/**
 * Reads a settings file, YAML or JSON.
 * @param file - undefined for no settings
 * @throws UserError that names every fault
 */
export async function settingsOf(file: string | undefined): Promise<MonitoringFileOptions> {
  if (file === undefined) return {};
  const document = parseDocument(await contentOf(file));
  if (document.errors.length > 0)
    throw new UserError(
      settingsFaults(
        file,
        document.errors.map(({ message }) => message),
      ),
    );
  const settings: unknown = document.toJS() ?? {};
  const faults = propFaults('MonitoringFileOptions', settings);
  if (faults.length > 0) throw new UserError(settingsFaults(file, faults));
  const checked = settings as MonitoringFileOptions;
  const names = (checked.receivers ?? []).map(({ name }) => name);
  const wrong = names.flatMap((name, at) => [
    ...(name === 'people' || names.indexOf(name) !== at
      ? [`'receivers[${at}].name': there is another '${name}'; rename one`]
      : []),
    ...(Object.keys(checked.receivers?.[at]?.labels ?? {}).length === 0
      ? [`'receivers[${at}].labels' must name at least one label of its alerts`]
      : []),
  ]);
  if (wrong.length > 0) throw new UserError(settingsFaults(file, wrong));
  return checked;
}

/** Faults of a settings file, each on a line. */
export function settingsFaults(file: string | undefined, faults: readonly string[]): string {
  return faults.map((fault) => `${file ?? "'--runbooks'"}: ${fault}`).join('\n');
}
