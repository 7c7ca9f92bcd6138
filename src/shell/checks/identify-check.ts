import type { SimpleCommand } from '../command-line.ts';
import { canonicalWords } from './canonical-words.ts';
import type { CheckContext, Following, IdentifiedCheck } from './identified.ts';
import { identifyTool } from './identify-tool.ts';
import { packageScript } from './runners/package-script.ts';
import { runTarget } from './runners/run-target.ts';

/** How many commands are looked at while the scripts of one check are followed. */
const BUDGET = 400;

/**
 * The check that a simple command runs; null when it verifies nothing. Scripts (`npm test`, `make lint`) keep their own
 * name as identity and are followed through the context, so that their kind, what they narrow to and what makes them
 * void comes from what they run.
 */
export const identifyCheck = (command: SimpleCommand, context: CheckContext): IdentifiedCheck | null =>
  identify(command, { ...context, budget: { left: BUDGET }, depth: 0 });

const identify = (command: SimpleCommand, context: Following): IdentifiedCheck | null => {
  const words = canonicalWords(command.argv);
  const [program] = words;
  if (program === undefined) return null;
  return (
    packageScript(words, { context, identify, tool: (rest) => identifyTool(rest, context.cwd) }) ??
    identifyTool(words, context.cwd) ??
    runTarget(words, { context, identify })
  );
};
