import type { SimpleCommand } from '../command-line.ts';
import { canonicalWords } from './canonical-words.ts';
import { type ContainerCommand, containerCommand } from './container-command.ts';
import type { CheckContext, Following, IdentifiedCheck } from './identified.ts';
import { identifyTool } from './identify-tool.ts';
import { packageScript } from './runners/package-script.ts';
import { runTarget } from './runners/run-target.ts';
import { scriptFile } from './runners/script-file.ts';
import type { HandedOn } from '../parsing/handed-on.ts';
import { programName } from '../parsing/directories.ts';
import { token } from '../parsing/tokens.ts';
import { unwrap } from '../parsing/unwrap.ts';
import { readScript } from './scripts.ts';
import { takeVariables, withVariables } from './variables.ts';

/** How many commands are looked at while the scripts of one check are followed. */
const BUDGET = 400;

/** Containers in containers. */
const MAX_DEPTH = 5;

/**
 * The check that a simple command runs; null when it verifies nothing. Scripts (`npm test`, `make lint`) keep their own
 * name as identity and are followed through the context, so that their kind, what they narrow to and what makes them
 * void comes from what they run.
 */
export const identifyCheck = (command: SimpleCommand, context: CheckContext): IdentifiedCheck | null =>
  identify(command, { ...context, budget: { left: BUDGET }, depth: 0 });

const identify = (command: SimpleCommand, context: Following): IdentifiedCheck | null => {
  const { argv, variables = [], input: text, expanded = false } = command;
  const { words, left } = takeVariables(canonicalWords(argv), variables);
  const check = identifyWords({ argv, words, given: text === undefined ? {} : { given: { text, expanded } } }, context);
  return check === null ? null : withVariables(check, left);
};

interface Words {
  readonly argv: readonly string[];
  /** See `canonicalWords`. */
  readonly words: readonly string[];
  /** What it reads. */
  readonly given: HandedOn;
}

const identifyWords = ({ argv, words, given }: Words, context: Following): IdentifiedCheck | null => {
  const [program] = words;
  if (program === undefined) return null;
  const contained = containerCommand(words, isCompose(argv));
  if (contained !== null) return inContainer(contained, contained.attached ? given : {}, context);
  return (
    packageScript(words, { context, identify, tool: (rest) => identifyTool(rest, context.cwd) }) ??
    identifyTool(words, context.cwd) ??
    runTarget(words, { context, identify }) ??
    scriptFile(argv, context.cwd)
  );
};

/** `canonicalWords` takes it away. */
const isCompose = ([program = '', plugin]: readonly string[]): boolean =>
  programName(program) === 'docker-compose' || plugin === 'compose';

/**
 * Where in the container it runs is not told, and its scripts are not known from here; the same in another container is another
 * check. Of a shell's text only one check
 * that stands alone in it is known by the status.
 */
const inContainer = (
  { name, argv, detached }: ContainerCommand,
  given: HandedOn,
  outer: Following,
): IdentifiedCheck | null => {
  if (outer.depth >= MAX_DEPTH) return null;
  const context = { ...outer, cwd: `?${name}`, script: () => undefined, depth: outer.depth + 1 };
  const { tokens, script } = unwrap(argv.map(token), null, given);
  const words = tokens.map(({ value }) => value);
  const reading = script === undefined ? undefined : readScript(script.text, { args: [], context, identify });
  const alone = reading?.pure === true && reading.checks.length === 1 ? reading.checks[0] : undefined;
  const check =
    script === undefined
      ? identifyWords({ argv: words, words: canonicalWords(words), given }, context)
      : (alone ?? null);
  const mask = detached ? 'detached container' : (script?.mask ?? reading?.mask ?? null);
  if (check === null) return null;
  const contained = { ...check, contained: true } as const;
  return mask === null ? contained : { ...contained, doubts: [...check.doubts, { kind: 'masked', detail: mask }] };
};
