import { parse } from 'smol-toml';
import type { RepositoryLook } from './kind.ts';

/** A file that is none, or is broken, says nothing: nothing is proposed of it. */
export const readToml = ({ text }: RepositoryLook, file: string): unknown => {
  try {
    return parse(text(file) ?? '');
  } catch {
    return undefined;
  }
};
