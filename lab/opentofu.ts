import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../host/command';
import { stateFolder } from './folders';

/** Whether a program is OpenTofu. */
export function isOpenTofu(program: string): Promise<boolean> {
  return run(program, ['version']).then(
    (said) => /^OpenTofu /m.test(said),
    () => false,
  );
}

/**
 * Variables with which OpenTofu finds the providers that lie in Terraform's folder of plugins: it looks for them under
 * the name of its own registry. Empty where none do, and where OpenTofu is told already where to look.
 */
export function openTofuEnvironment(): Readonly<Record<string, string>> {
  const plugins = join(homedir(), '.terraform.d/plugins/registry.terraform.io');
  const told = [process.env['TF_CLI_CONFIG_FILE'], join(homedir(), '.tofurc'), join(homedir(), '.terraformrc')];
  if (told.some((file) => file !== undefined && existsSync(file)) || !existsSync(plugins)) return {};
  return { TF_CLI_CONFIG_FILE: mirror(plugins, join(stateFolder, 'opentofu-providers')) };
}

/** Makes a mirror of providers for OpenTofu. */
function mirror(plugins: string, folder: string): string {
  // NAMESPACE/TYPE/VERSION/PLATFORM, the layout of a mirror. Links to folders above are not followed.
  const packages = readdirSync(plugins, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.split('/').length === 4,
  );
  for (const path of packages) {
    const link = join(folder, 'registry.opentofu.org', path);
    mkdirSync(dirname(link), { recursive: true });
    rmSync(link, { force: true });
    symlinkSync(join(plugins, path), link);
  }
  const providers = new Set(packages.map((path) => `registry.opentofu.org/${dirname(dirname(path))}`));
  const file = join(folder, 'tofu.rc');
  writeFileSync(
    file,
    `provider_installation {
  filesystem_mirror {
    path = ${JSON.stringify(folder)}
  }
  direct {
    exclude = ${JSON.stringify([...providers])}
  }
}
`,
  );
  return file;
}
