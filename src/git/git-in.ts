import type { Git } from './git.ts';

/** The same git for one repository, wherever it is started: a bare one is found by nothing else where `safe.bareRepository` is set. */
export const gitIn = (git: Git, dir: string): Git => ({
  ...git,
  run: (args, options) => git.run(args, { ...options, env: { GIT_DIR: dir, ...options.env } }),
});
