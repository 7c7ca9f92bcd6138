import type { WitnessRun } from '../../../domain/witness.ts';

type Environment = { readonly [name: string]: string | undefined };

/**
 * Which run of which CI this is, by what it puts into the environment (GitHub Actions "Variables", GitLab "Predefined CI/CD
 * variables reference"). null: it is none that is known.
 */
export const witnessRun = (env: Environment, given?: string): WitnessRun | null => {
  if (given !== undefined) return { provider: 'other', id: cut(given), attempt: null, job: null, url: null };
  const { GITHUB_RUN_ID: run, GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = env;
  if (env['GITHUB_ACTIONS'] === 'true' && run !== undefined) {
    const url = server === undefined || repository === undefined ? null : `${server}/${repository}/actions/runs/${run}`;
    const told = { attempt: orNull(env['GITHUB_RUN_ATTEMPT']), job: orNull(env['GITHUB_JOB']), url: orNull(url) };
    return { provider: 'github', id: cut(run), ...told };
  }
  const pipeline = env['CI_PIPELINE_ID'];
  if (env['GITLAB_CI'] === 'true' && pipeline !== undefined)
    return {
      provider: 'gitlab',
      id: cut(pipeline),
      attempt: orNull(env['CI_JOB_ID']),
      job: orNull(env['CI_JOB_NAME']),
      url: orNull(env['CI_JOB_URL']),
    };
  return null;
};

/** As long as a statement may hold. */
const cut = (text: string): string => text.slice(0, 500);
const orNull = (text: string | null | undefined): string | null => (text == null || text === '' ? null : cut(text));
