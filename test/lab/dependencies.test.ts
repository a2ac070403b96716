import { missingPackages } from '../../lab/dependencies.cjs';

describe('the packages to install', () => {
  const locked = {
    '': { version: '0.1.0' },
    'packages/own': { version: '0.1.0' },
    'node_modules/@scope/own': { link: true },
    'node_modules/tool': { version: '2.0.0' },
    'node_modules/tool/node_modules/part': { version: '1.0.0' },
    'node_modules/for-another-platform': { version: '1.0.0', optional: true },
  };
  const installed = {
    'node_modules/@scope/own': { link: true },
    'node_modules/tool': { version: '2.0.0' },
    'node_modules/tool/node_modules/part': { version: '1.0.0' },
  };

  test('are none when all are there', () => {
    expect(missingPackages(locked, installed)).toEqual([]);
  });

  test('are those that are missing or of another version', () => {
    const stale = { 'node_modules/@scope/own': { link: true }, 'node_modules/tool': { version: '1.9.0' } };

    expect(missingPackages(locked, stale)).toEqual(['node_modules/tool', 'node_modules/tool/node_modules/part']);
  });

  test('are all on a new machine', () => {
    expect(missingPackages(locked, {})).toHaveLength(3);
  });
});
