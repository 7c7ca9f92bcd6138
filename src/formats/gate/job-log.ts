import { showInvisible } from '../visible.ts';

/**
 * Text for the log of a GitHub job, line by line. The runner obeys a line that begins with `::`, white space before it
 * or not, and one that holds `##[` anywhere (actions/runner, ActionCommand.cs): neither is left.
 */
export const forJobLog = (text: string): string =>
  text
    .split(/\r\n|\r|\n/)
    .map((line) =>
      showInvisible(line)
        .replaceAll('##[', '## [')
        .replace(/^(\s*)::/, '$1| ::'),
    )
    .join('\n');
