import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lazyDoor } from '../../packaging/lazy-door';

const compiled = `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.Remote = exports.Docker = void 0;
var docker_1 = require("./docker");
Object.defineProperty(exports, "Docker", { enumerable: true, get: function () { return docker_1.Docker; } });
var remote_1 = require("./remote");
Object.defineProperty(exports, "Remote", { enumerable: true, get: function () { return remote_1.Remote; } });
`;

describe('the door of the package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'door-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'remote.js'), 'exports.Remote = class { constructor() { this.is = true; } };');
  writeFileSync(
    join(folder, 'docker.js'),
    "require('@cdktf/provider-docker/lib/container'); exports.Docker = class {};",
  );
  writeFileSync(join(folder, 'index.js'), lazyDoor(compiled, { '@cdktf/provider-docker': '^12.0.3' }));
  /** What a program prints that imports the package, under Node.js itself: jest has modules of its own. */
  const printed = (program: string) => {
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: folder,
      encoding: 'utf8',
    });
    return stdout + (/^Error: .*$/m.exec(stderr)?.[0] ?? stderr);
  };

  test('opens what is used, though a provider of another is not there', () => {
    expect(printed("import { Remote } from './index.js'; console.log(new Remote().is)")).toBe('true\n');
    expect(printed("import * as all from './index.js'; console.log(Object.keys(all).join())")).toMatch(/Docker,Remote/);
  });

  test.each(['new Docker()', "Docker.fromName('x')"])(
    'names the provider that is missing where it is used: %s',
    (use) => {
      expect(printed(`import { Docker } from './index.js'; console.log('imported'); ${use}`)).toBe(
        'imported\nError: Docker needs the package @cdktf/provider-docker, which is not installed: npm install @cdktf/provider-docker@^12.0.3',
      );
    },
  );

  test('is refused where the compiler writes it otherwise', () => {
    expect(() => lazyDoor(compiled.replace(/^var docker_1.*\n.*\n/m, ''), {})).toThrow(
      'unknown form of index.js: Docker',
    );
  });
});
