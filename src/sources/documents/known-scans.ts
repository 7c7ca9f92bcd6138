import type { DocumentBytes } from './document-bytes.ts';
import type { ScannedDocument } from './scan-document.ts';

/** Where everything stands in large documents that were read before, and are JSON: a handoff reads its log several times. */
export interface KnownScans {
  /** Undefined where it is not known, or where the document was written since. */
  get(bytes: DocumentBytes, lists: readonly (readonly string[])[]): ScannedDocument | undefined;
  set(bytes: DocumentBytes, lists: readonly (readonly string[])[], scanned: ScannedDocument): void;
}

/** Documents that are remembered: a place or two for each element, up to a megabyte for each document. */
const REMEMBERED = 4;

export const rememberScans = (): KnownScans => {
  const known = new Map<string, { readonly stamp: string; readonly scanned: ScannedDocument }>();
  const keyOf = ({ path }: DocumentBytes, lists: readonly (readonly string[])[]): string =>
    JSON.stringify([path, lists]);
  return {
    get: (bytes, lists) => {
      const found = known.get(keyOf(bytes, lists));
      return found?.stamp === bytes.stamp ? found?.scanned : undefined;
    },
    set: (bytes, lists, scanned) => {
      if (bytes.stamp === undefined) return;
      known.set(keyOf(bytes, lists), { stamp: bytes.stamp, scanned });
      for (const oldest of known.keys()) if (known.size > REMEMBERED) known.delete(oldest);
    },
  };
};
