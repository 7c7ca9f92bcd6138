import type { FileFact } from '../contract/facts.ts';
import { blobId } from '../domain/blob-id.ts';
import { scanFinal } from '../redact/scan-final.ts';

/** Characters of all texts together that are looked at; files beyond it have no id. */
const MAX_CHARACTERS = 2 * 1024 * 1024;

export interface LogBlob {
  readonly path: string;
  readonly blob: string;
}

/**
 * Blob ids of the files whose full last text stands in the log, so that later edits by others show. None for a text in
 * which a redaction rule fires: the id of a short secret can be guessed.
 */
export const logBlobs = async (files: readonly FileFact[], format: 'sha1' | 'sha256'): Promise<readonly LogBlob[]> => {
  const blobs: LogBlob[] = [];
  let characters = 0;
  for (const { path, inside, action, full_text: text } of files) {
    if (text === undefined || !inside || action === 'deleted') continue;
    characters += text.length;
    if (characters > MAX_CHARACTERS) break;
    if ((await scanFinal(JSON.stringify([text]))).length === 0) blobs.push({ path, blob: await blobId(text, format) });
  }
  return blobs;
};
