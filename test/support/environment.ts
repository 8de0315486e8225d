import type { Environment } from '../../src/core/sources/source';

/** An invented Linux machine on which nothing is set, unless said otherwise. */
export function environment(fields: Partial<Environment> = {}): Environment {
  return {
    home: '/home/dev',
    platform: 'linux',
    env: {},
    userDataFolders: [],
    extraFolders: {},
    temporaryFolder: '/tmp',
    ...fields,
  };
}
