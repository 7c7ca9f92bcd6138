import { OpenSessionError } from '../../../domain/errors.ts';
import { JOB_RESULTS, type JobResult } from '../../../domain/rerun.ts';

/** `RESULT` or `NAME=RESULT`, as GitHub's `needs.JOB.result` has it. @throws usage */
export const jobResultOf = (text: string): JobResult => {
  const at = text.lastIndexOf('=');
  const said = text.slice(at + 1);
  const result = JOB_RESULTS.find((one) => one === said);
  if (result !== undefined) return { name: at < 0 ? null : text.slice(0, at), result };
  throw new OpenSessionError(
    'usage',
    `expected the result of a job, one of ${JOB_RESULTS.join(', ')}, or NAME=RESULT, found ${JSON.stringify(text.slice(0, 200))}`,
  );
};
