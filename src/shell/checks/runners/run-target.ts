import type { CheckKind } from '../../../domain/handoff.ts';
import { type Arguments, readArguments } from '../arguments.ts';
import { classifyName, neverChecks } from '../classify-name.ts';
import { asStricter, type Following, identified, type IdentifiedCheck } from '../identified.ts';
import { type Identify, leadingKind, readScript, type ScriptReading } from '../scripts.ts';
import { readVariables } from '../variables.ts';
import { afterVerb, manyOf, namedBy, type Target, targetOf, withFlags } from './named-targets.ts';
import type { TargetRunner } from './target-runner.ts';
import { TARGET_RUNNERS } from './targets.ts';

interface Means {
  readonly context: Following;
  readonly identify: Identify;
}

const BY_PROGRAM: ReadonlyMap<string, TargetRunner> = new Map(TARGET_RUNNERS.map((runner) => [runner.program, runner]));

/** `make test`, `just lint`, `./gradlew :app:test`, `mvn verify`, `turbo run build`: null when no target verifies. */
export const runTarget = ([program = '', ...words]: readonly string[], means: Means): IdentifiedCheck | null => {
  const runner = BY_PROGRAM.get(program);
  const rest = runner === undefined ? undefined : afterVerb(runner, words);
  if (runner === undefined || rest === undefined) return null;
  const many = manyOf(program, withFlags(program, rest));
  const read = readArguments({ ...runner, values: `${runner.values ?? ''} ${runner.withoutTests ?? ''}` }, many.words);
  const operands = [...many.targets, ...read.operands.filter((word) => !word.includes('=') && !/^\d+$/.test(word))];
  const variables = read.operands.filter((word) => /^[A-Za-z_.]\w*[:+?]?=/.test(word));
  const fillers = runner.fillers?.split(' ') ?? [];
  const named = namedBy(runner, operands).filter((word) => !fillers.includes(word));
  const targets = named.map((word) => targetOf(runner, word));
  const readings = targets.map(({ name }) => follow(program, name, means));
  const kinds = targets.map(({ name }, index) => kindOf(runner, name, readings[index]));
  const kind = targets.length === 0 ? (operands.length === 0 ? (runner.bare ?? null) : null) : leadingKind(kinds);
  if (kind === null) return null;
  const extra = runner.many === true ? [] : operands.filter((word) => word !== runner.between && !named.includes(word));
  return toCheck({
    runner,
    many: many.targets.length > 0,
    read,
    variables,
    targets,
    kind,
    extra,
    readings,
    cwd: means.context.cwd,
  });
};

const FOLLOWED: ReadonlySet<string> = new Set(['make', 'just', 'task', 'composer', 'deno', 'rake']);

const follow = (program: string, name: string, { context, identify }: Means): ScriptReading | undefined =>
  FOLLOWED.has(program)
    ? readScript(context.script(program, context.cwd, name), { args: [], context, identify })
    : undefined;

const kindOf = (runner: TargetRunner, name: string, reading: ScriptReading | undefined): CheckKind | null => {
  if (neverChecks(name)) return null;
  const stated = runner.kinds !== undefined && Object.hasOwn(runner.kinds, name) ? runner.kinds[name] : undefined;
  const named = stated ?? classifyName(name.replace(/([a-z])([A-Z])/g, '$1-$2'));
  if (named !== null) return named;
  return reading?.pure === true ? leadingKind(reading.checks.map(({ kind }) => kind)) : null;
};

interface Run {
  readonly runner: TargetRunner;
  readonly read: Arguments;
  /** Of all projects: `nx run-many`. */
  readonly many: boolean;
  /** `TEST=a` on the line. */
  readonly variables: readonly string[];
  readonly targets: readonly Target[];
  readonly kind: CheckKind;
  readonly extra: readonly string[];
  readonly readings: readonly (ScriptReading | undefined)[];
  readonly cwd: string;
}

/** With these make runs its recipes by another program, or by other rules. */
const SHELL_OF_MAKE = /^(?:\.?SHELL(?:FLAGS)?|MAKE|MFLAGS)[:+?]?=/;

const toCheck = ({ runner, many, read, variables, targets, kind, extra, readings, cwd }: Run): IdentifiedCheck => {
  const known = readings.flatMap((reading) => reading ?? []);
  const taken = runner.withoutTests?.split(' ').filter((option) => read.options.has(option)) ?? [];
  const idle = known.length === targets.length && known.length > 0 && known.every((reading) => reading.idle);
  const mask = known.map((reading) => reading.mask).find((each) => each !== null);
  const set = readVariables(
    variables.filter((word) => !SHELL_OF_MAKE.test(word)),
    true,
  );
  const shell = variables.filter((word) => SHELL_OF_MAKE.test(word));
  const project = targets.flatMap((target) => target.project ?? []);
  // `nx test` is that of one project; which, the directory tells.
  const single = runner.program === 'nx' && !many && project.length === 0 ? ['.'] : [];
  return identified({
    kind,
    tool: [
      runner.called ?? runner.program,
      ...targets.map(({ name }) => name),
      ...(kind === 'build' ? taken : []),
      ...[...read.modes].sort(),
      ...set.modes,
    ].join(' '),
    cwd,
    scope: [...project, ...single, ...extra, ...read.narrowed, ...read.stricter.map(asStricter), ...set.narrowed],
    voids: [...read.voids, ...(kind === 'build' ? [] : taken), ...(idle ? ['its target runs nothing'] : [])],
    masks: [...read.masks, ...shell, ...(mask === undefined ? [] : [`its target: ${mask}`])],
    hollow: read.hollow,
    covers: known
      .flatMap(({ checks }) => checks)
      .flatMap((check) => [
        { tool: check.tool, cwd: check.identity.cwd, scope: check.identity.scope },
        ...check.covers,
      ]),
  });
};
