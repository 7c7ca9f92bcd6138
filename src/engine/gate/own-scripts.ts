import { posix } from 'node:path';
import type { Policy, RequiredCheck } from '../../domain/policy.ts';
import { asGlob, globMatcher } from '../../judging/globs.ts';
import { scriptRun } from '../../shell/effects/script-run.ts';
import { parseCommandLine } from '../../shell/parse-command-line.ts';

/** What a required command itself runs as a script says what it does, whatever globs the policy has for that. */
export const withOwnScripts = <P extends Pick<Policy, 'required_checks'>>(policy: P): P => ({
  ...policy,
  required_checks: policy.required_checks.map((check) => {
    const isKnown = globMatcher(check.definition);
    const own = scriptsOf(check).filter((path) => !isKnown(path));
    return own.length === 0 ? check : { ...check, definition: [...check.definition, ...own.map(asGlob)] };
  }),
});

const scriptsOf = ({ command, setup, cwd }: RequiredCheck): readonly string[] => {
  const paths = [command, setup]
    .flatMap((line) => parseCommandLine(line).commands)
    .flatMap((simple) => filesOf(scriptRun(simple)?.paths ?? []))
    .map((path) => (path.startsWith('/') ? path : posix.join(cwd, path)));
  return [...new Set(paths)].filter((path) => !/^(?:\.\.)?\//.test(path));
};

/** Of one command: `node a.js` is no other file, whatever endings node would try. */
const filesOf = (paths: readonly string[]): readonly string[] =>
  paths.filter((path) => !paths.some((one) => isEnded(path, one)));

const isEnded = (path: string, shorter: string): boolean =>
  /\.\w+$/.test(shorter) && (path.startsWith(`${shorter}.`) || path.startsWith(`${shorter}/`));
