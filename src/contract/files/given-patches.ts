import type { CommandLine, SimpleCommand } from '../../shell/command-line.ts';
import { appliesFromRoot, givenPatch, patchFile } from '../../shell/effects/given-patch.ts';
import { located } from '../../shell/effects/operands.ts';
import { programName } from '../../shell/parsing/directories.ts';
import type { FileTrack } from './file-track.ts';
import { isPatchName } from './kept-scripts.ts';
import type { PlacedPath } from './place-path.ts';

/**
 * A line whose commands are given the patches that they read from files which the session wrote: `cat > a.patch <<EOF …`,
 * then `git apply a.patch`.
 */
export const withPatches = (line: CommandLine, track: FileTrack, placed: Placed): CommandLine => {
  if (!line.commands.some(isPatching)) return line;
  const commands = line.commands.map((command, at) => {
    if (!isPatching(command)) return command;
    if (appliesFromRoot(command) && !isAtRoot(command, placed)) return givenPatch(command, undefined);
    const file = patchFile(command);
    if (file === undefined) return command;
    const text = writtenBefore(line.commands.slice(0, at), file) ?? textIn(command, file, { track, placed });
    return text === undefined ? command : givenPatch(command, text);
  });
  return { ...line, commands };
};

type Placed = (path: string) => PlacedPath;

const isPatching = (command: SimpleCommand): boolean =>
  programName(command.argv[0] ?? '') === 'patch' || appliesFromRoot(command);

const isAtRoot = ({ cwd }: SimpleCommand, placed: Placed): boolean => {
  if (cwd === null) return false;
  const { path, inside } = placed(cwd === '' ? '.' : cwd);
  return inside && (path === '.' || path === '');
};

/** Of the same line, by the very word: `cat > /tmp/$$.patch <<'EOF' …`. */
const writtenBefore = (commands: readonly SimpleCommand[], file: string): string | undefined => {
  const last = commands.findLast(({ writes }) => writes.some(({ path }) => path === file));
  if (last === undefined || last.expanded === true || programName(last.argv[0] ?? '') !== 'cat') return undefined;
  return last.writes.every(({ append }) => !append) && last.argv.length === 1 ? last.input : undefined;
};

const textIn = (
  command: SimpleCommand,
  file: string,
  { track, placed }: { readonly track: FileTrack; readonly placed: Placed },
): string | undefined => {
  const at = command.open.length > 0 ? undefined : located(command, file);
  const path = at === undefined ? undefined : placed(at).path;
  return path !== undefined && isPatchName(path) && track.entries.get(path)?.now === true
    ? track.scripts.get(path)
    : undefined;
};
