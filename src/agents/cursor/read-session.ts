import type { Reading, ReadLog } from '../agent.ts';
import { requireStore } from '../reading/require-store.ts';
import { withUniqueIds } from '../reading/unique-ids.ts';
import { isChat } from './chat-store.ts';
import { readChat } from './read-chat.ts';
import { readComposer } from './read-composer.ts';
import { readTranscript } from './read-transcript.ts';
import { isTranscript } from './transcript-files.ts';

/** Reads one session of whichever store it lies in. */
export const readSession: ReadLog = (reading) => withUniqueIds(readerOf(reading)(reading));

const readerOf = ({ source, logs }: Reading): ReadLog => {
  if (isTranscript(source.path)) return readTranscript;
  requireStore(source.path, logs);
  return isChat(source.path, logs) ? readChat : readComposer;
};
