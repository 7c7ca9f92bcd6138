import { hiddenPaths } from './hidden-paths.ts';
import { type Sight, seenPaths } from './seen-paths.ts';

export interface IsolationPlace {
  /** Of whoever runs this; only PATH gets through, and with `runOpenly` what names an installed tool. */
  readonly env: { readonly [name: string]: string | undefined };
  /** Directories that are not seen, and of which no program is taken: the repository. */
  readonly hidden: readonly string[];
  /** Where scratch directories are made. */
  readonly tmp: string;
  /** Of this process; undefined where there are none (Windows). */
  readonly uid: number | undefined;
}

/** What a command sees, and what not. */
export const sightOf = (place: IsolationPlace, isOther: boolean): Sight =>
  seenPaths(place.env['PATH'] ?? '', {
    hidden: secretsOf(place),
    home: place.env['HOME'] || null,
    isOther,
  });

/** Directories that a command must not see. */
export const secretsOf = ({ env, hidden, tmp }: IsolationPlace): readonly string[] => [
  ...hidden,
  tmp,
  ...hiddenPaths(env),
];
