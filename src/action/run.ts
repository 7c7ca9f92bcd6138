/** One run of the Action: inputs and event → a judgement → outputs, summary, annotations, files, a comment, a status. */
import { mkdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as core from '@actions/core';
import { EXIT, OpenSessionError } from '../domain/errors.ts';
import type { GateReport } from '../domain/gate-report.ts';
import { forJobLog } from '../formats/gate/job-log.ts';
import { askedChange, type AskedChange } from './asked-change.ts';
import { type Inputs, readInputs } from './inputs.ts';
import { programsOnPath, refuseForeign } from './refuse-foreign.ts';
import { tell } from './tell.ts';
import { verdictOf } from './verdict.ts';
import type { Job } from './job.ts';

/** @returns the exit status: as the command's, 1 for a verdict that fails, others where there is none */
export const run = async (env: Job['env']): Promise<number> => {
  try {
    refuseForeign(env, programsOnPath(env));
    const inputs = readInputs((name) => core.getInput(name));
    if (inputs.token !== null) core.setSecret(inputs.token);
    const asked = askedChange({ ...inputs, name: env['GITHUB_EVENT_NAME'] ?? '', payload: payloadIn(env) });
    if (asked === null) return nothingToJudge();
    return await judged(jobOf(env), inputs, asked);
  } catch (error) {
    return failed(error);
  }
};

const judged = async (job: Job, inputs: Inputs, asked: AskedChange): Promise<number> => {
  const { judgeRemote } = await import('./judge-remote.ts');
  const { report, handoff } = await judgeRemote({
    ...asked,
    strict: inputs.strict,
    artifact: inputs.artifact,
    token: inputs.token,
    server: job.env['GITHUB_SERVER_URL'] || 'https://github.com',
    waitMs: inputs.waitMs,
    rerunResults: inputs.rerunResults,
    render: inputs.render !== null,
    env: job.env,
  });
  await tell(job, { inputs, asked, report, handoff });
  return verdictOf(report, inputs.failOn) === 'pass' ? EXIT.done : endFailing(report, inputs.failOn);
};

const endFailing = ({ counts }: GateReport, failOn: Inputs['failOn']): number => {
  const told = `${counts.errors} errors, ${counts.warnings} warnings, ${counts.notes} notes`;
  core.info(`The gate fails this job, from ${failOn} on: ${told}.`);
  return EXIT.findings;
};

const jobOf = (env: Job['env']): Job => {
  const temp = env['RUNNER_TEMP'] || tmpdir();
  const own = join(temp, 'opensession');
  try {
    mkdirSync(own, { recursive: true });
  } catch (cause) {
    const why = cause instanceof Error ? `: ${cause.message}` : '';
    throw new OpenSessionError('usage', `expected a folder at RUNNER_TEMP that can be written in${why}`, { cause });
  }
  return { env, workspace: env['GITHUB_WORKSPACE'] || process.cwd(), temp, own };
};

/** GitHub's largest payload is 25 MB. */
const payloadIn = (env: Job['env']): unknown => {
  const path = env['GITHUB_EVENT_PATH'] ?? '';
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as unknown;
  } catch (cause) {
    throw new OpenSessionError('usage', 'expected the event as JSON at GITHUB_EVENT_PATH, found none', { cause });
  }
};

const nothingToJudge = (): number => {
  core.setOutput('verdict', 'none');
  core.info('A branch was deleted: there is nothing to judge.');
  return EXIT.done;
};

/** No verdict: what is broken is told, and the job fails. */
const failed = (error: unknown): number => {
  const known = error instanceof OpenSessionError;
  const message = error instanceof Error ? error.message : String(error);
  const hint = known && error.hint !== undefined ? `\nhint: ${error.hint}` : '';
  core.setOutput('verdict', 'none');
  core.error(forJobLog(`${known ? '' : 'this is a bug in opensession: '}${message}${hint}`), {
    title: `Handoff gate: no verdict [${known ? error.code : 'bug'}]`,
  });
  if (!known && error instanceof Error) core.info(forJobLog(error.stack ?? ''));
  return known ? error.exitCode : EXIT.bug;
};
