/** What a job says of a report. Outputs and files come first: extras may be refused, and then are told and left out. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as core from '@actions/core';
import type { GateReport } from '../domain/gate-report.ts';
import { gateFormatInput } from '../engine/gate/format-input.ts';
import { annotationsOf } from '../formats/gate/annotations.ts';
import { gateComment } from '../formats/gate/comment.ts';
import type { GateFormat } from '../formats/gate/gate-format.ts';
import { forJobLog } from '../formats/gate/job-log.ts';
import { json } from '../formats/gate/json.ts';
import { sarif } from '../formats/gate/sarif.ts';
import { gateSummary } from '../formats/gate/summary.ts';
import { text } from '../formats/gate/text.ts';
import type { AskedChange } from './asked-change.ts';
import type { Inputs } from './inputs.ts';
import type { Job } from './job.ts';
import { writePlaced } from './write-placed.ts';
import { verdictOf } from './verdict.ts';
import { whyNot } from './why-not.ts';

export interface Told {
  readonly inputs: Inputs;
  readonly asked: AskedChange;
  readonly report: GateReport;
  /** Markdown of the handoffs that are bound. */
  readonly handoff: string | null;
}

/** @throws refused for a file that must not or cannot be written */
export const tell = async (job: Job, told: Told): Promise<void> => {
  const { inputs, report } = told;
  setOutputs(told, await writeFiles(job, told));
  core.info(forJobLog(beginning(await rendered(text, report))));
  if (inputs.annotations) annotate(report);
  if (inputs.summary) await extra('the step summary', () => summarise(asFailed(told)));
  if (inputs.comment !== 'off') await comment(job, told);
};

/** A log is read from its end: what fails the job must not be miles above it. The summary and the report hold the rest. */
const beginning = (told: string): string => {
  const lines = told.trimEnd().split('\n');
  const left = lines.length - MOST_LINES;
  return left <= 0 ? lines.join('\n') : [...lines.slice(0, MOST_LINES), `… and ${left} lines more`].join('\n');
};

const MOST_LINES = 400;

/** Pages show the verdict that the job has; the files hold the policy's own. */
const asFailed = ({ inputs, report }: Told): GateReport => ({ ...report, verdict: verdictOf(report, inputs.failOn) });

const rendered = async (format: GateFormat, report: GateReport): Promise<string> =>
  format.render(gateFormatInput(report));

interface Paths {
  readonly report: string;
  readonly handoff: string;
}

const writeFiles = async (job: Job, { inputs, report, handoff }: Told): Promise<Paths> => {
  const reportPath = join(job.own, 'gate-report.json');
  writeFileSync(reportPath, await rendered(json, report));
  if (inputs.sarifFile !== null) writePlaced(inputs.sarifFile, await rendered(sarif, report), job);
  if (inputs.render === null || handoff === null) return { report: reportPath, handoff: '' };
  return { report: reportPath, handoff: writePlaced(inputs.render, handoff, job) };
};

const setOutputs = ({ inputs, report }: Told, paths: Paths): void => {
  const { counts, findings, artifacts } = report;
  const outputs = {
    verdict: verdictOf(report, inputs.failOn),
    findings: findings.length,
    proved: counts.proved,
    contradicted: counts.contradicted,
    unknown: counts.unknown,
    'artifact-ids': artifacts.flatMap(({ id, bound }) => (bound ? [id] : [])).join(','),
    'handoff-path': paths.handoff,
    'report-path': paths.report,
  };
  for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value);
};

const annotate = (report: GateReport): void => {
  const write = { error: core.error, warning: core.warning, notice: core.notice };
  for (const { level, title, file, message } of annotationsOf(report))
    write[level](message, { title, file, startLine: 1 });
};

const summarise = async (report: GateReport): Promise<void> => {
  await core.summary.addRaw(gateSummary(report), true).write();
};

/** An extra: what keeps it from being is told, and fails nothing. */
const extra = async (what: string, act: () => Promise<void>, permission = 'contents: read'): Promise<void> => {
  try {
    await act();
  } catch (error) {
    core.notice(`${what} is left out: ${whyNot(error, permission)}`, { title: 'Handoff gate' });
  }
};

const comment = async ({ env }: Job, told: Told): Promise<void> => {
  const { inputs, asked, report } = told;
  const shown = asFailed(told);
  const [owner = '', repo = ''] = (env['GITHUB_REPOSITORY'] ?? '').split('/');
  const { pull } = asked;
  const { token } = inputs;
  if (pull === null) return core.info('The event is about no pull request: no comment is written.');
  if (token === null)
    return core.notice('the comment is left out: the input token is empty', { title: 'Handoff gate' });
  const mayCreate = inputs.comment === 'on' || shown.verdict === 'fail';
  const write = async (): Promise<void> => {
    const { githubComments } = await import('./github-comments.ts');
    const { signedBy, upsertComment } = await import('./sticky-comment.ts');
    const api = env['GITHUB_API_URL'] || 'https://api.github.com';
    const comments = githubComments({ api, token, owner, repo, pull: pull.number });
    const run = { id: Number(env['GITHUB_RUN_ID']), head: report.subject.head };
    const body = gateComment(shown);
    await upsertComment(comments, {
      body: Number.isSafeInteger(run.id) && run.id > 0 ? signedBy(body, run) : body,
      mayCreate,
    });
  };
  await extra('the comment', write, 'pull-requests: write');
};
