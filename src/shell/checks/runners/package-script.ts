import type { CheckKind } from '../../../domain/handoff.ts';
import { readArguments } from '../arguments.ts';
import { classifyName, neverChecks } from '../classify-name.ts';
import { asStricter, type Following, identified, type IdentifiedCheck } from '../identified.ts';
import { type Identify, leadingKind, readScript, type ScriptReading } from '../scripts.ts';
import { type Invocation, invocationOf } from './package-manager.ts';

interface Means {
  readonly context: Following;
  readonly identify: Identify;
  /** The check of plain tool words, for `yarn eslint .`. */
  readonly tool: (words: readonly string[]) => IdentifiedCheck | null;
}

/** `npm test`, `npm run lint`, `pnpm -r build`, `yarn workspace a test`, `node --run test`. */
export const packageScript = (words: readonly string[], means: Means): IdentifiedCheck | null => {
  const invocation = invocationOf(words);
  if (invocation === null) return null;
  const { script, direct, args } = invocation;
  const context = { ...means.context, cwd: invocation.dir ?? means.context.cwd };
  const known = invocation.dir !== null || !invocation.elsewhere;
  const text = known ? context.script(invocation.manager, context.cwd, script) : undefined;
  if (direct && text === undefined) {
    const tool = means.tool([script, ...args]);
    if (tool !== null) return tool;
  }
  if (neverChecks(script)) return null;
  const reading = readScript(text, { args, context, identify: means.identify });
  const kind = kindOf(script, reading);
  return kind === null
    ? null
    : toCheck(invocation, { kind, reading, context, cwd: means.context.cwd, identify: means.identify, text });
};

/** By its name; by what it runs when the name says nothing and it does nothing but check. */
const kindOf = (script: string, reading: ScriptReading | undefined): CheckKind | null => {
  const named = classifyName(script);
  if (named !== null) return named;
  return reading?.pure === true ? leadingKind(reading.checks.map(({ kind }) => kind)) : null;
};

interface Resolved {
  readonly kind: CheckKind;
  readonly reading: ScriptReading | undefined;
  /** Of the script. */
  readonly context: Following;
  /** Of the command. */
  readonly cwd: string;
  readonly identify: Identify;
  readonly text: string | undefined;
}

const toCheck = (invocation: Invocation, resolved: Resolved): IdentifiedCheck => {
  const { reading, context, kind, text } = resolved;
  const plain = readScript(text, { args: [], context, identify: resolved.identify });
  const own = readArguments(GENERIC, invocation.args);
  const checks = reading?.checks ?? [];
  const followed = checks.length > 0;
  const modes = followed
    ? checks.flatMap(({ tool }, index) => added(plain?.checks[index]?.tool ?? tool, tool))
    : own.modes;
  const usual = new Set(plain?.checks.flatMap(({ identity }) => identity.scope));
  const scope = followed
    ? checks.flatMap(({ identity }) => identity.scope.filter((each) => !usual.has(each)))
    : [...own.operands, ...own.narrowed, ...own.stricter.map(asStricter)];
  return identified({
    kind,
    tool: [invocation.name, ...modes].join(' '),
    cwd: resolved.cwd,
    scope: [...invocation.scope, ...scope],
    voids: [
      ...invocation.voids,
      ...(reading?.idle === true ? [`its script runs nothing: ${text ?? ''}`] : []),
      ...(followed ? only(checks, 'void') : own.voids),
    ],
    masks: [
      ...invocation.masks,
      ...(reading?.mask == null ? [] : [`its script: ${reading.mask}`]),
      ...only(checks, 'masked'),
    ],
    hollow: [...invocation.hollow, ...checks.flatMap(({ hollow }) => hollow ?? []), ...own.hollow],
    covers: checks.flatMap(({ identity, covers }) => [identity, ...covers]).map(asCovered),
  });
};

/** A doubt of the script: for `void` all of its checks have to be. */
const only = (checks: readonly IdentifiedCheck[], kind: 'void' | 'masked'): readonly string[] => {
  const details = checks.map(({ doubts }) => doubts.find((doubt) => doubt.kind === kind)?.detail);
  if (kind === 'void' && details.includes(undefined)) return [];
  return details.flatMap((detail) => detail ?? []).slice(0, 1);
};

/** What words for the script made of the tool that it runs: `eslint --rule …` instead of eslint. */
const added = (plain: string, tool: string): readonly string[] =>
  tool !== plain && tool.startsWith(`${plain} `) ? [tool.slice(plain.length + 1)] : [];

const asCovered = ({ tool, cwd, scope }: { tool: string; cwd: string; scope: readonly string[] }) => ({
  tool,
  cwd,
  scope,
});

/** What narrows and voids most test runners, for scripts that cannot be followed. */
const GENERIC = {
  narrows:
    '-t --testNamePattern -k -g --grep --filter --testPathPattern --project --spec --run -run -m --package ' +
    '--ignore --exclude --ignore-pattern --testPathIgnorePatterns --deselect --skip --grep-invert --shard',
  narrowing: '--onlyChanged --changed --last-failed --lf --lib --doc',
  values: '--reporter --reporters --config -c --maxWorkers --timeout -n --tb --format -f',
  variants: '--max-warnings --rule -o --override-ini',
  stricter: '--max-warnings=0',
  voids: '--listTests --collect-only --list --no-run --showConfig --dry-run',
  hollow: '--passWithNoTests --pass-with-no-tests',
  masks: '--testFailureExitCode=0 --exit-zero --no-exit-code',
  aliases: '--testNamePattern=-t',
} as const;
