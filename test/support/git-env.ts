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
    // each commit would start one git more to ask whether to clean up; ours hears of no such variable
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'maintenance.auto',
    GIT_CONFIG_VALUE_0: 'false',
    GIT_AUTHOR_NAME: 'A Person',
    GIT_AUTHOR_EMAIL: 'person@example.test',
    GIT_COMMITTER_NAME: 'A Person',
    GIT_COMMITTER_EMAIL: 'person@example.test',
    LC_ALL: 'C',
  };
};
