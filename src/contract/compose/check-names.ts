import { checkDirectories, directoryBeside } from '../../domain/check-directories.ts';
import type { Check, CheckRun, RedactedText } from '../../domain/handoff.ts';
import { onOneLine, redactedText } from '../redacted-text.ts';

/** Names a check by its command, and by its directory where that is not the root: `npm test` alone may be several. */
export const checkNames = (runs: readonly CheckRun[]): ((check: Pick<Check, 'id' | 'command'>) => RedactedText) => {
  const directories = checkDirectories(runs);
  return ({ id, command }) => {
    const name = redactedText`\`${onOneLine(command)}\``;
    const cwd = directories.get(id);
    const directory = cwd === undefined ? undefined : directoryBeside({ command, cwd });
    if (directory === undefined) return name;
    return directory === null
      ? redactedText`${name} in an unknown directory`
      : redactedText`${name} in \`${onOneLine(directory)}\``;
  };
};
