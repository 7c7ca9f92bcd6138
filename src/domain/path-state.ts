/** What a path is in a tree: its file mode and object id; null where there is none. Never the id alone: a mode is a change too. */
export interface FileState {
  /** Six octal digits: 100644, 100755, 120000 (link), 160000 (submodule). */
  readonly mode: string;
  readonly oid: string;
}

export const SUBMODULE = '160000';

/** No link, and no submodule: git can merge and compare its lines. */
export const isRegular = ({ mode }: FileState): boolean => mode.startsWith('100');

/** The id of the empty file, by object format. */
const EMPTY_FILE: ReadonlySet<string> = new Set([
  'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391',
  '473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813',
]);

/** Everybody has that file: it tells nothing of where it came from. */
export const isEmptyFile = ({ oid }: FileState): boolean => EMPTY_FILE.has(oid);

export type PathState = FileState | null;

/** One step of a path between two states. */
export interface StateChange {
  readonly before: PathState;
  readonly after: PathState;
}

/** Equal texts are equal states: a key for maps. */
export const stateText = (state: PathState): string => (state === null ? 'absent' : `${state.mode} ${state.oid}`);

/** The same for a step. */
export const stepText = ({ before, after }: StateChange): string => `${stateText(before)} ${stateText(after)}`;

/** Each state once, where it first stands. */
export const distinctStates = <T extends PathState>(states: readonly T[]): readonly T[] => [
  ...new Map(states.map((state) => [stateText(state), state])).values(),
];

export const distinctFiles = (states: readonly PathState[]): readonly FileState[] =>
  distinctStates(states).filter((state) => state !== null);

export const sameState = (a: PathState, b: PathState): boolean =>
  a === null || b === null ? a === b : a.oid === b.oid && a.mode === b.mode;
