import { existsSync } from 'node:fs';
import { installPackages, isDebianAsRoot } from './debian';
import { Unavailable } from './unavailable';

/** Where distributions put it. */
const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * The program of a Chromium: one that is installed, or else Debian's, which is installed where the lab may.
 * @throws Unavailable when there is none, and none can be installed
 */
export async function ensureChromium(): Promise<string> {
  const found = places.find((place) => existsSync(place));
  if (found !== undefined) return found;
  if (!isDebianAsRoot()) throw new Unavailable(`there is no Chromium in ${places.join(', ')}; install it`);
  try {
    await installPackages(['chromium']);
  } catch (error) {
    throw new Unavailable(`the package chromium cannot be installed: ${(error as Error).message}`);
  }
  return '/usr/bin/chromium';
}
