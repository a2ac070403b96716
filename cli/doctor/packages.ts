import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Diagnosis } from './diagnosis';

/** The packages of an app that stand or fall together. */
const libraries = ['cdktf', 'constructs'] as const;
const providers = ['docker', 'kubernetes', 'random', 'tls'].map((name) => `@cdktf/provider-${name}`);

/**
 * Looks at the packages that an app finds.
 * @param folder - the folder of the app
 * @param own - the folder of this program
 */
export function packageDiagnoses(folder: string, own: string): readonly Diagnosis[] {
  const isApp = existsSync(join(folder, 'cdktf.json'));
  const found = libraries.map((name) => libraryDiagnosis(name, folder, own, isApp));
  const installed = providers.flatMap((name) => {
    const { version } = packageAt(name, folder) ?? {};
    return version === undefined ? [] : [`${name.replace('@cdktf/provider-', '')} ${version}`];
  });
  const none: Diagnosis = {
    name: 'prebuilt providers',
    status: 'optional',
    message: 'none is installed',
    remedy: `an app needs @cdktf/provider-random, and docker and tls, or kubernetes and tls, for brokers of its own: npm install @cdktf/provider-random`,
  };
  const some: Diagnosis = { name: 'prebuilt providers', status: 'ok', message: installed.join(', ') };
  return [...found, installed.length === 0 ? none : some];
}

function libraryDiagnosis(name: string, folder: string, own: string, isApp: boolean): Diagnosis {
  const [ofApp, ofProgram] = [packageAt(name, folder), packageAt(name, own)];
  if (ofApp === undefined) {
    const remedy = isApp
      ? `npm install ${name}`
      : `only an app needs it; 'rabbitmq-cdk init' writes one, and commands on files and brokers work without`;
    return { name, status: isApp ? 'missing' : 'optional', message: `not found from ${folder}`, remedy };
  }
  if (isApp && ofProgram !== undefined && ofProgram.folder !== ofApp.folder)
    return {
      name,
      status: 'missing',
      message: `two copies, whose constructs do not know each other: ${ofApp.version} in ${ofApp.folder}, ${ofProgram.version} in ${ofProgram.folder}`,
      remedy: `give both one version ('npm ls ${name}' shows who asks for which), then npm install`,
    };
  return { name, status: 'ok', message: ofApp.version };
}

/** The package that a file in a folder would import. */
function packageAt(name: string, folder: string): { readonly version: string; readonly folder: string } | undefined {
  try {
    const file = require.resolve(`${name}/package.json`, { paths: [folder] });
    const { version } = JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string };
    return { version, folder: dirname(file) };
  } catch {
    return undefined;
  }
}
