/** What a new app depends on, in the versions with which it is tested. */
export const versions = {
  '@cdktf/provider-docker': '^12.0.3',
  '@cdktf/provider-kubernetes': '^12.1.1',
  '@cdktf/provider-random': '^12.0.1',
  '@cdktf/provider-tls': '^11.0.1',
  '@swc/core': '^1.16.22',
  '@swc/jest': '^0.2.39',
  '@types/jest': '^30.0.0',
  '@types/node': '^20.19.43',
  cdktf: '^0.21.0',
  cdktn: '^0.24.0',
  constructs: '~10.7.2',
  jest: '^30.5.2',
  tsx: '^4.23.15',
  typescript: '~6.0.3',
  vitest: '^4.0.0',
} as const;
