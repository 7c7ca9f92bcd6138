import type { CheckKind } from '../../../domain/handoff.ts';
import type { CheckTool } from '../tool.ts';

/** A program that runs named targets of the project. */
export interface TargetRunner extends Pick<
  CheckTool,
  'values' | 'narrows' | 'narrowing' | 'aliases' | 'voids' | 'hollow' | 'masks' | 'variants' | 'modes' | 'neutral'
> {
  readonly program: string;
  /** How it is called where program and target alone would be another check: `deno task test` is not `deno test`. */
  readonly called?: string;
  /** Words of which one comes before the targets: `run` of `turbo run`. */
  readonly verbs?: string;
  /** The verb may be left out. */
  readonly verbOptional?: true;
  /** All operands are targets; else the first is, and the others are for it. */
  readonly many?: true;
  /** A word between targets that each have words of their own. */
  readonly between?: string;
  /** Targets whose kind the name does not tell. */
  readonly kinds?: { readonly [target: string]: CheckKind };
  /** Targets that add nothing to what the check is: `clean`. */
  readonly fillers?: string;
  /** Without any target. */
  readonly bare?: CheckKind;
  /** Targets hold a project: `:app:test`, `app:test`, `test:unit` of moon. */
  readonly projects?: 'before' | 'after';
  /** Options that take the tests out of a build: the build stays a check, a test run is void. */
  readonly withoutTests?: string;
}

export const TARGET_RUNNERS: readonly TargetRunner[] = [
  {
    program: 'make',
    many: true,
    kinds: { check: 'test', all: 'build', distcheck: 'test' },
    fillers: 'clean distclean',
    bare: 'build',
    values: '-f --file --makefile -o -W -I -l',
    voids: '-n --just-print --dry-run --recon -q --question -p -v -t --touch',
    masks: '-i --ignore-errors',
  },
  {
    program: 'ninja',
    many: true,
    kinds: { all: 'build' },
    fillers: 'clean',
    bare: 'build',
    values: '-f -j -k -l -d -t -w',
    voids: '-n -t',
  },
  {
    program: 'just',
    values: '-f --justfile',
    variants: '--set --shell',
    voids: '-n --dry-run -l --list --show --summary --evaluate',
  },
  {
    program: 'task',
    values: '-t --taskfile -o --output -c --concurrency',
    voids: '-n --dry -l --list --list-all --summary --status',
  },
  {
    program: 'mise',
    verbs: 'run r',
    verbOptional: true,
    between: ':::',
    fillers: 'test-tool fmt',
    values: '-j --jobs -o --output -S --silent',
    voids: '-n --dry-run',
  },
  {
    program: 'rake',
    many: true,
    kinds: { default: 'test' },
    values: '-f --rakefile',
    voids: '-n --dry-run -T --tasks -P -D',
  },
  { program: 'composer', verbs: 'run run-script', verbOptional: true, voids: '--list -l --dry-run' },
  {
    program: 'deno',
    called: 'deno task',
    verbs: 'task',
    values: '-c --config',
    narrows: '-f --filter',
    aliases: '--filter=-f',
    modes: '-r --recursive',
  },
  {
    program: 'zig',
    called: 'zig build',
    verbs: 'build',
    many: true,
    bare: 'build',
    values: '-p --prefix --summary -j --cache-dir --global-cache-dir',
    narrows: '-Dtest-filter',
    voids: '-l --list-steps --fetch',
  },
  { program: 'hatch', verbs: 'run' },
  { program: 'pdm', verbs: 'run' },
  { program: 'rye', verbs: 'run test lint fmt', verbOptional: true },
  { program: 'pixi', verbs: 'run', values: '-e --environment' },
  { program: 'devbox', verbs: 'run' },
  { program: 'poe', values: '-C' },
  { program: 'inv', voids: '--list -l' },
  { program: 'invoke', voids: '--list -l' },
  { program: 'grunt' },
  { program: 'gulp' },
  { program: 'ant', many: true, values: '-f -buildfile -file', bare: 'build', fillers: 'clean' },
  {
    program: 'turbo',
    verbs: 'run',
    verbOptional: true,
    many: true,
    narrows: '-F --filter',
    narrowing: '--affected',
    aliases: '--filter=-F',
    values: '--concurrency --output-logs --cache-dir --log-order --ui',
    voids: '--dry --dry-run --graph',
  },
  { program: 'lerna', verbs: 'run', narrows: '--scope --ignore --since', values: '--concurrency', masks: '--no-bail' },
  { program: 'moon', verbs: 'run check ci', projects: 'before', narrowing: '--affected' },
  {
    program: 'nx',
    verbs: 'run',
    verbOptional: true,
    projects: 'before',
    values: '--parallel --output-style --maxParallel',
    narrows: '-p --projects --exclude --base --head --files',
    narrowing: '--affected --uncommitted --untracked',
    variants: '-c --configuration',
    aliases: '--projects=-p',
    voids: '--graph',
  },
  {
    program: 'gradle',
    many: true,
    projects: 'before',
    kinds: {
      check: 'test',
      assemble: 'build',
      classes: 'build',
      testClasses: 'build',
      detekt: 'lint',
      ktlintCheck: 'format',
      spotlessCheck: 'format',
      compileKotlin: 'build',
      compileJava: 'build',
      connectedCheck: 'test',
      testDebugUnitTest: 'test',
      assembleDebug: 'build',
      lintDebug: 'lint',
    },
    fillers: 'clean cleanTest',
    values:
      '-c --settings-file -b --build-file -I --init-script --console --max-workers -g --gradle-user-home --warning-mode',
    narrows: '--tests -Dtest.single',
    withoutTests: '-x --exclude-task',
    voids: '-m --dry-run',
    masks: '-DignoreFailures -PignoreFailures',
  },
  {
    program: 'mvn',
    many: true,
    kinds: {
      verify: 'test',
      'integration-test': 'test',
      surefire: 'test',
      package: 'build',
      install: 'build',
      compile: 'build',
      'test-compile': 'build',
      'checkstyle:check': 'lint',
      'spotless:check': 'format',
      'spotbugs:check': 'lint',
      'pmd:check': 'lint',
      'formatter:validate': 'format',
    },
    fillers: 'clean',
    values: '-s --settings -T --threads -l --log-file -P --activate-profiles',
    narrows: '-Dtest -Dit.test -pl --projects -rf --resume-from -Dgroups -DexcludedGroups',
    aliases: '--projects=-pl',
    withoutTests:
      '-DskipTests -Dmaven.test.skip -DskipITs -Dmaven.test.skip.exec -Dsurefire.skip -DskipUTs -Dfailsafe.skip',
    voids: '-v',
    hollow: '-DfailIfNoTests -Dsurefire.failIfNoSpecifiedTests',
    masks: '-fn --fail-never -Dmaven.test.failure.ignore -DtestFailureIgnore -Dsurefire.testFailureIgnore',
  },
];
