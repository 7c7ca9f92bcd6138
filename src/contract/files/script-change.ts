import { identifyCheck } from '../../shell/checks/identify-check.ts';
import type { SimpleCommand } from '../../shell/command-line.ts';
import { recipeRun, recipeText } from '../../shell/effects/recipe-run.ts';
import type { FileEffect } from '../../shell/effects/file-effect.ts';
import { scriptRun } from '../../shell/effects/script-run.ts';
import { changesFiles, scriptPlaces, scriptWrites, topLevel } from '../../shell/effects/script-text.ts';
import { parseCommandLine } from '../../shell/parse-command-line.ts';
import { isRooted, joinDirectory } from '../../shell/parsing/directories.ts';
import type { SessionPlace } from '../facts.ts';
import { isOutput } from './apply-effect.ts';
import type { FileTrack } from './file-track.ts';
import { changedBelow, type PlacedPath, ROOT } from './place-path.ts';

/**
 * What a script may have changed that the session wrote and then ran (`python fix.py`): its line names no file. Only where its
 * text looks so, and where it is no check. Of a script that was there before the session nothing is known, so nothing is told.
 */
export const scriptChange = (
  command: SimpleCommand,
  track: FileTrack,
  scene: Scene,
): { readonly path: PlacedPath; readonly by: string } | undefined => {
  const { placed, place } = scene;
  if (command.elsewhere !== undefined || track.scripts.size === 0) return undefined;
  const path = writingScript(command, track, scene) ?? writingRecipe(command, track, scene);
  if (path === undefined) return undefined;
  const at = command.cwd === null ? ROOT : placed(command.cwd === '' ? '.' : command.cwd);
  const check = identifyCheck(command, { cwd: at.inside ? at.path : '?', script: place.script });
  return check === null ? { path: changedBelow(at), by: `the script ${path}` } : undefined;
};

interface Scene {
  readonly placed: (path: string) => PlacedPath;
  readonly place: SessionPlace;
}

/** What the session put into the file that is there now. */
const textAt = (track: FileTrack, path: string): string | undefined =>
  track.entries.get(path)?.now === true ? track.scripts.get(path) : undefined;

const writingScript = (command: SimpleCommand, track: FileTrack, { placed }: Scene): string | undefined => {
  const run = scriptRun(command);
  return run?.paths
    .map((file) => placed(file).path)
    .find((file) => {
      const whole = textAt(track, file);
      if (whole === undefined) return false;
      const text = run.imported === true ? topLevel(whole) : whole;
      const places = scriptPlaces(file, text, run.language);
      const isOutside = places?.every((each) => !changedBelow(placed(each)).inside) === true;
      return !isOutside && scriptWrites(file, text, run.language);
    });
};

/** A recipe of a file that the session wrote: its commands change files, or run a script of the session's that does. */
const writingRecipe = (command: SimpleCommand, track: FileTrack, scene: Scene): string | undefined => {
  const run = recipeRun(command);
  return run?.paths
    .map((file) => scene.placed(file).path)
    .find((file) => {
      const text = textAt(track, file);
      const line = text === undefined ? '' : recipeText(file, text, run);
      if (line === '') return false;
      const read = parseCommandLine(line);
      return (
        changesFiles(read, (effect) => isOfNoCheck(effect, scene)) ||
        read.commands.some((inner) => runsWriter(inner, command, { track, scene }))
      );
    });
};

/** It takes away what builds leave behind, or lies outside by its whole name. */
const isOfNoCheck = (effect: FileEffect, { placed }: Scene): boolean => {
  if (effect.action === 'delete' && isOutput(effect.path)) return true;
  return 'path' in effect && isRooted(effect.path) && !changedBelow(placed(effect.path)).inside;
};

const runsWriter = (
  inner: SimpleCommand,
  { cwd }: SimpleCommand,
  { track, scene }: { readonly track: FileTrack; readonly scene: Scene },
): boolean => {
  const at = cwd === null || inner.cwd === null ? null : joinDirectory(cwd, inner.cwd);
  return writingScript({ ...inner, cwd: at }, track, scene) !== undefined;
};
