import type { Also } from './gate-case.ts';

/** A policy that requires each of these commands, under its own words. */
export const required = (commands: readonly string[]): string =>
  `ci_principals = ["ci"]\n${commands
    .map((command) => `[[required_checks]]\nname = ${JSON.stringify(command)}\ncommand = ${JSON.stringify(command)}\n`)
    .join('')}`;

/** Each required check is doubted for that reason, and none is shown to pass. */
export const toldOfEach =
  (code: string, count: number): Also =>
  ({ strict }) => {
    const told = new Set(
      strict.findings.filter((finding) => finding.code === code).map(({ place }) => place.check ?? ''),
    );
    const checks = strict.checks.filter((check) => check.required !== null);
    const untold = checks
      .filter(({ id }) => !told.has(id))
      .map((check) => `${check.id} (${check.status}: ${check.doubts.join()})`);
    if (checks.length !== count) return `${checks.length} checks`;
    return untold.length === 0 ? undefined : `not told of: ${untold.join('; ')}`;
  };
