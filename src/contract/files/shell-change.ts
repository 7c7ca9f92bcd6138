import { ATTR, attribute, stringAttribute } from '../../domain/event-attributes.ts';
import { OUTPUT, type SettledEvent } from '../settle.ts';
import type { CommandLine, SimpleCommand } from '../../shell/command-line.ts';
import type { FileEffect } from '../../shell/effects/file-effect.ts';
import { namedToFormat } from '../../shell/effects/plain-places.ts';
import { programName } from '../../shell/parsing/directories.ts';
import { goesOn, namesAll, runsHooks } from '../../shell/names-all.ts';
import { isTrivial } from '../../shell/suspects.ts';
import { exitOf } from '../checks/exit.ts';
import { commandLineOf } from '../command-line-of.ts';
import type { ChangeFact, Seen, SessionPlace } from '../facts.ts';
import { applyEffect, type EffectScene, isOutput, target, unnamedPlace } from './apply-effect.ts';
import { type ChangeLog, noteChange } from './change-log.ts';
import type { FileTrack } from './file-track.ts';
import { noteLink, throughLink } from './links.ts';
import { changedBelow, type PlacedPath, placePath, ROOT } from './place-path.ts';
import { withPatches } from './given-patches.ts';
import { scriptChange } from './script-change.ts';
import type { Told } from './untold.ts';
import { type ShellChange, shellChanges } from './shell-changes.ts';

/**
 * Takes what one shell command did into the log of changes, and what it did for certain into the files' track.
 * @returns whether its line tells all that it may have done
 */
export const shellChange = (
  state: { readonly track: FileTrack; readonly changes: ChangeLog },
  place: SessionPlace,
  { event, seen }: { readonly event: SettledEvent; readonly seen: Seen },
): Told => {
  const cwd = stringAttribute(event, ATTR.shellCwd) ?? place.cwd;
  const placed = (path: string): PlacedPath => placePath(place, path, cwd);
  const ran = attribute(event, ATTR.unconfirmed) !== true;
  const line = withPatches(commandLineOf(event, place), state.track, placed);
  // nobody knows what it did
  if (!line.parsed) noteChange(state.changes, ROOT, { seen, by: UNREADABLE });
  const changes: [PlacedPath, Noted & { readonly place: number }][] = [];
  const did = shellChanges(line, exitOf(event).code, event[OUTPUT] ?? '');
  const byCommand = Map.groupBy(did, ({ at }) => at);
  for (const [at, command] of line.commands.entries()) {
    const scene = { placed, seen, place: at, text: writtenText(command) };
    const named = namedToFormat(command).map((path) => throughLink(state.track, placed(path)).path);
    const isListed = named.length > 0 && named.every((path) => state.track.entries.get(path)?.changed === true);
    for (const { effect, certain, sure, named: byName } of byCommand.get(at) ?? []) {
      const changed = changedBy(state.track, effect, scene);
      const noted = { seen, place: placeOf(effect, line, at), ...(isListed ? { listed: true as const } : {}) };
      for (const { path, ...more } of changed) changes.push([throughLink(state.track, path), { ...noted, ...more }]);
      noteLink(state.track, effect, placed);
      // what may have been thrown away is no more claimed for certain than what may not have happened
      if ((certain && ran) || (effect.action === 'unnamed' && effect.undoes === true))
        applyOpen(state.track, sure ? [] : changed, () => applyEffect(state.track, effect, { ...scene, byName }));
    }
    const script = scriptChange(command, state.track, { placed, place });
    if (script !== undefined) changes.push([script.path, { seen, place: at, by: script.by }]);
  }
  changes.sort(([, a], [, b]) => a.place - b.place);
  for (const [path, change] of changes) noteChange(state.changes, path, change);
  return toldBy(event, line, did);
};

const toldBy = (event: SettledEvent, line: CommandLine, did: readonly ShellChange[]): Told => {
  if (isInBackground(event, line)) return 'goes-on';
  const isKnown = attribute(event, ATTR.unconfirmed) !== true && (exitOf(event).code !== null || !did.some(isGone));
  if (!isKnown || !tellsAll(line, did)) return 'part';
  return line.commands.some(runsHooks) ? 'names' : 'all';
};

/** Without an exit status it may have failed, and what it was to take away be there. */
const isGone = ({ effect: { action } }: ShellChange): boolean => action === 'delete' || action === 'move';

const tellsAll = ({ parsed, commands }: CommandLine, did: readonly ShellChange[]): boolean =>
  parsed &&
  commands.every(namesAll) &&
  did.every(({ effect: { action }, certain }) => certain && action !== 'unnamed' && action !== 'sweep');

const isInBackground = (event: SettledEvent, { commands }: CommandLine): boolean =>
  attribute(event, ATTR.background) === true ||
  commands.some((command) => command.verdict.mask === 'background' || goesOn(command));

/** Of what may not have happened the working tree tells, unless the path was changed for certain before. */
const applyOpen = (track: FileTrack, open: readonly Changed[], apply: () => void): void => {
  const unsure = open.filter(({ path: { path, inside }, by }) => {
    const known = track.entries.get(path);
    return inside && by === undefined && (known?.changed !== true || known.undone);
  });
  apply();
  for (const { path } of unsure) {
    const entry = track.entries.get(path.path);
    if (entry !== undefined) entry.undone = true;
  }
};

type Noted = Parameters<typeof noteChange>[2];

/**
 * After which command of its line it came. A file that is written while others of its pipe or group run has its content
 * after the last of them; but what a check prints into a log is its own, and nothing that it looked at.
 */
const placeOf = (effect: FileEffect, { commands }: CommandLine, at: number): number => {
  const command = commands[at];
  if (command === undefined) return at;
  const { span } = command;
  const [from, until] = span ?? [command.pipe ?? at, at];
  if (effect.action === 'unnamed' && isTee(command)) return from;
  if (effect.action !== 'write' || !(effect.redirected || isTee(command))) return at;
  const isOthers = span !== undefined && DATA.test(effect.path) && isOfSeveral(commands.slice(from, until + 1));
  return LOG.test(effect.path) && !isOthers ? from : until + 1;
};

/** One of them may be no check, and the file be its data. */
const isOfSeveral = (commands: readonly SimpleCommand[]): boolean =>
  commands.length > MAX_ASKED || commands.filter((command) => !isTrivial(command)).length > 1;

/** Of more no file is the report of one. */
const MAX_ASKED = 100;

const DATA = /\.(?:json|jsonl|ndjson|xml|html|csv|tsv|md)$/i;

/** Also without an ending. */
const LOG =
  /(?:^|\/)\.?[^/.]+$|\.(?:log|txt|out|err|tap|stdout|stderr|result|results|report|json|jsonl|ndjson|xml|html|sarif|info|lcov|csv|tsv|md|diff|patch|tmp|\d+)$/i;

/** It writes while its pipe runs: what that prints. */
const isTee = ({ argv }: SimpleCommand): boolean => programName(argv[0] ?? '') === 'tee';

/** `cat > fix.py <<EOF`, `echo '…' > fix.sh`. */
const writtenText = ({ argv, input }: SimpleCommand): string | undefined =>
  input ?? (/^(?:echo|printf)$/.test(argv[0] ?? '') ? argv.slice(1).join(' ') : undefined);

export const UNREADABLE = 'a command line that could not be read';

interface Changed extends Pick<ChangeFact, 'by' | 'output' | 'undoes'> {
  readonly path: PlacedPath;
}

const changedBy = (track: FileTrack, effect: FileEffect, { placed }: EffectScene): readonly Changed[] => {
  if (effect.action === 'unnamed') {
    const change = { path: unnamedPlace(effect, placed), by: effect.by };
    return [effect.undoes === true ? { ...change, undoes: true } : change];
  }
  // an unnamed effect tells of it
  if (effect.action === 'sweep') return [];
  if ('from' in effect) {
    const to = { path: target(track, effect, placed) };
    return effect.action === 'move' ? [wholly(placed(effect.from), 'a move'), to] : [to];
  }
  if (effect.action === 'mkdir' || effect.action === 'untree') return [];
  const path = placed(effect.path);
  if (effect.action === 'touch' && track.entries.get(path.path)?.now === true) return [];
  if (effect.action === 'delete') {
    const output = effect.dir && isOutput(path.path);
    return [output ? { path, output } : wholly(path, 'a deletion')];
  }
  return [{ path }];
};

/** With a directory that holds the repository goes the repository. */
const wholly = (path: PlacedPath, by: string): Changed =>
  path.above === true ? { path: changedBelow(path), by } : { path };
