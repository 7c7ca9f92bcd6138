import type { Coverage } from '../domain/coverage.ts';
import type { Rule } from './rule.ts';

/** Below it, what a handoff does not say may be in the part of the log that was not understood. */
const ENOUGH = 0.95;

export const coverageLow: Rule = {
  code: 'coverage_low',
  severity: 'warning',
  description: 'nearly all of the log was understood',
  check: ({ coverage, tool, tool_version }) =>
    coverage.ratio < ENOUGH
      ? [
          `Only ${(Math.floor(coverage.ratio * 1000) / 10).toFixed(1)} % of the ${coverage.records} records of ` +
            `${tool} ${tool_version ?? '(version unknown)'} were understood${brokenOf(coverage.broken)}` +
            `${namesOf(coverage.unknown)}.${coverage.unknown.length > 0 ? REPORT : ''}`,
        ]
      : [],
};

const REPORT =
  ' To report it to opensession, give what `opensession session list --agents --json` prints; it holds nothing of the ' +
  'sessions but names of record types.';

/** There is nothing to report of these: the file is as it is. */
const brokenOf = ({ count, first_offset: at }: Coverage['broken']): string =>
  count === 0
    ? ''
    : `; ${count} cannot be read${at === null ? '' : `, the first at byte ${at}`}: damaged, cut off, too large, or not written to its end`;

const MOST = 5;

const namesOf = (unknown: Coverage['unknown']): string => {
  if (unknown.length === 0) return '';
  const names = unknown.slice(0, MOST).map(({ type }) => type);
  return `; unknown: ${names.join(', ')}${unknown.length > MOST ? ', …' : ''}`;
};
