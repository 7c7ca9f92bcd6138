/** Whose namespace an artifact was found in: of the repository that is merged into, or of the one (a fork) that brings the change. */
export type Origin = 'base' | 'head';

/** What a change, or who runs the gate, says is about it. */
export interface NamedArtifact {
  readonly id: string;
  /** 12 to 64 hexadecimal digits of the version. */
  readonly version: string | null;
  /** Versions that commits before pin, each that of its time. */
  readonly earlier?: readonly string[];
}

/** `base:ID`, `head:ID`: an id of a fork never shadows one of the target repository. */
export const qualified = (origin: Origin, id: string): string => `${origin}:${id}`;

/** Without the origin: commands, trailers and refs name what is in one repository. */
export const plainId = (id: string): string => id.slice(id.indexOf(':') + 1);
