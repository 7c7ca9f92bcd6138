import type { CheckIdentity, CheckKind } from '../../domain/handoff.ts';

/** What a check is about, apart from who names it how. */
export interface Covered {
  readonly tool: string;
  readonly cwd: string;
  readonly scope: readonly string[];
}

export interface IdentifiedCheck {
  readonly kind: CheckKind;
  readonly tool: string;
  readonly identity: CheckIdentity;
  /** Only a part of what the check could cover. */
  readonly narrowed: boolean;
  /** `void`: it runs nothing. `masked`: it succeeds whatever it finds. */
  readonly doubts: readonly { readonly kind: 'void' | 'masked'; readonly detail: string }[];
  /** An option with which it may have run nothing, unless its summary tells of something. */
  readonly hollow: string | null;
  /** Checks that its script runs. */
  readonly covers: readonly Covered[];
  /** It runs in a container, whose directories are not those of the machine. */
  readonly contained?: true;
}

export interface CheckContext {
  /** Where the command runs, relative to the repository's root, `.` for the root; absolute outside; `?` unknown. */
  readonly cwd: string;
  /** See SessionPlace.script. */
  readonly script: (runner: string, dir: string, name: string) => string | undefined;
}

/** While scripts are followed: how much more may be looked at. */
export interface Following extends CheckContext {
  readonly budget: { left: number };
  readonly depth: number;
}

export interface Draft {
  readonly kind: CheckKind;
  readonly tool: string;
  readonly cwd: string;
  readonly scope: readonly string[];
  /** false: the scope is what is checked, not a part of something. */
  readonly partial?: boolean;
  readonly voids?: readonly string[];
  readonly masks?: readonly string[];
  readonly hollow?: readonly string[];
  readonly covers?: readonly Covered[];
}

/** In the scope of a check, what it asks for beyond the plain one. */
const STRICTER = '+';
export const asStricter = (option: string): string => `${STRICTER}${option}`;
const isStricter = (each: string): boolean => each.startsWith(STRICTER);

/** What a check is narrowed to. */
export const partsOf = (scope: readonly string[]): readonly string[] => scope.filter((each) => !isStricter(each));

/** `tool subcommand @cwd [scope] +[stricter]`; the root and the whole are left out. */
export const identified = (draft: Draft): IdentifiedCheck => {
  const { kind, tool, cwd } = draft;
  const scope = [...new Set(draft.scope)].sort();
  const place = cwd === '.' ? '' : ` @${cwd}`;
  const parts = partsOf(scope);
  const stricter = scope.filter(isStricter).map((each) => each.slice(STRICTER.length));
  const id = `${tool}${place}${bracketed('', parts)}${bracketed('+', stricter)}`;
  return {
    kind,
    tool,
    identity: { id, kind, tool, cwd, scope },
    narrowed: parts.length > 0 && draft.partial !== false,
    doubts: [
      ...(draft.voids ?? []).map((detail) => ({ kind: 'void' as const, detail })),
      ...(draft.masks ?? []).map((detail) => ({ kind: 'masked' as const, detail })),
    ],
    hollow: draft.hollow?.[0] ?? null,
    covers: draft.covers ?? [],
  };
};

const bracketed = (mark: string, words: readonly string[]): string =>
  words.length === 0 ? '' : ` ${mark}[${words.join(' ')}]`;

/**
 * Whether a run of one check speaks for another of the same tool and directory too: the whole speaks for its parts.
 * Paths and what makes it stricter widen (more of them is more), other options narrow (fewer of them is more).
 */
export const covers = (wide: Covered, narrow: Covered): boolean => {
  if (wide.tool !== narrow.tool || wide.cwd !== narrow.cwd) return false;
  if (!narrow.scope.filter(isStricter).every((each) => wide.scope.includes(each))) return false;
  const [wideOptions, widePaths] = apart(wide.scope);
  const [narrowOptions, narrowPaths] = apart(narrow.scope);
  if (!wideOptions.every((option) => narrowOptions.includes(option))) return false;
  if (widePaths.length === 0) return true;
  const packages = wide.tool.startsWith('go ');
  return narrowPaths.length > 0 && narrowPaths.every((path) => widePaths.some((wider) => holds(wider, path, packages)));
};

const apart = (scope: readonly string[]): readonly [readonly string[], readonly string[]] => [
  scope.filter((each) => OPTION.test(each)),
  partsOf(scope).filter((each) => !OPTION.test(each)),
];

/** An option, or a variable that is set. */
const OPTION = /^(?:-|[A-Za-z_]\w*=)/;

/** A directory holds what is below it, a file its tests (`a.py::test_x`); a Go package only with `/...`. */
const holds = (wider: string, path: string, packages: boolean): boolean => {
  if (wider === path) return true;
  if (wider.endsWith('/...')) return path === wider.slice(0, -4) || path.startsWith(wider.slice(0, -3));
  return !packages && (path.startsWith(`${wider}/`) || path.startsWith(`${wider}::`) || path.startsWith(`${wider}:`));
};
