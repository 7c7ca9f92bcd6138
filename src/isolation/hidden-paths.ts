import { dirname, isAbsolute } from 'node:path';

type Environment = { readonly [name: string]: string | undefined };

/** Where a CI puts what a job works on and with, as GitHub and GitLab name it. */
const FOLDERS = ['GITHUB_WORKSPACE', 'RUNNER_WORKSPACE', 'RUNNER_TEMP', 'CI_PROJECT_DIR', 'CI_BUILDS_DIR', 'TMPDIR'];
/** Files by which a step tells the runner what to do. */
const FILES = [
  'GITHUB_OUTPUT',
  'GITHUB_ENV',
  'GITHUB_PATH',
  'GITHUB_STATE',
  'GITHUB_STEP_SUMMARY',
  'GITHUB_EVENT_PATH',
];

/** What nobody's code may see of the job that runs it, beside the repository. */
export const hiddenPaths = (env: Environment): readonly string[] => [
  ...FOLDERS.flatMap((name) => absolute(env[name])),
  ...FILES.flatMap((name) => absolute(env[name]).map((path) => dirname(path))),
];

const absolute = (path: string | undefined): readonly string[] =>
  path !== undefined && isAbsolute(path) && path !== '/' ? [path] : [];
