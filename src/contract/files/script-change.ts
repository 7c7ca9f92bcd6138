import { identifyCheck } from '../../shell/checks/identify-check.ts';
import type { SimpleCommand } from '../../shell/command-line.ts';
import { scriptRun } from '../../shell/effects/script-run.ts';
import { scriptPlaces, scriptWrites } from '../../shell/effects/script-text.ts';
import type { SessionPlace } from '../facts.ts';
import type { FileTrack } from './file-track.ts';
import { changedBelow, type PlacedPath, ROOT } from './place-path.ts';

/**
 * What a script may have changed that the session wrote and then ran (`python fix.py`): its line names no file. Only where its
 * text looks so, and where it is no check. Of a script that was there before the session nothing is known, so nothing is told.
 */
export const scriptChange = (
  command: SimpleCommand,
  track: FileTrack,
  { placed, place }: { readonly placed: (path: string) => PlacedPath; readonly place: SessionPlace },
): { readonly path: PlacedPath; readonly by: string } | undefined => {
  const run = command.elsewhere === true || track.scripts.size === 0 ? undefined : scriptRun(command);
  if (run === undefined) return undefined;
  const path = run.paths
    .map((file) => placed(file).path)
    .find((file) => {
      const text = track.scripts.get(file);
      if (text === undefined || track.entries.get(file)?.now !== true) return false;
      const places = scriptPlaces(file, text, run.language);
      const isOutside = places?.every((each) => !changedBelow(placed(each)).inside) === true;
      return !isOutside && scriptWrites(file, text, run.language);
    });
  if (path === undefined) return undefined;
  const at = command.cwd === null ? ROOT : placed(command.cwd === '' ? '.' : command.cwd);
  const check = identifyCheck(command, { cwd: at.inside ? at.path : '?', script: place.script });
  return check === null ? { path: changedBelow(at), by: `the script ${path}` } : undefined;
};
