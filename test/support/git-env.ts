/** Variables for git in tests: a home of its own, no system configuration, a fixed identity. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

export const gitEnv = (home: string): { [name: string]: string } => {
  mkdirSync(home, { recursive: true });
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    USERPROFILE: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: join(home, '.gitconfig'),
    GIT_AUTHOR_NAME: 'A Person',
    GIT_AUTHOR_EMAIL: 'person@example.test',
    GIT_COMMITTER_NAME: 'A Person',
    GIT_COMMITTER_EMAIL: 'person@example.test',
    LC_ALL: 'C',
  };
};
