import { appFiles } from './app-files';
import { ciFiles } from './ci-files';
import type { Project } from './project';
import { readmeFile } from './readme-file';
import { settingsFiles } from './settings-files';
import { testFiles } from './test-files';

/** All files of a new app, by path within its folder. */
export function projectFiles(project: Project): ReadonlyMap<string, string> {
  return new Map([
    ...appFiles(project),
    ...testFiles(project),
    ...settingsFiles(project),
    ...ciFiles(project),
    ['README.md', readmeFile(project)],
  ]);
}
