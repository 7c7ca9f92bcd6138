import { parseArtifactMessage } from '../../domain/artifact-message.ts';
import { ARCHIVE_REF } from '../../domain/refs.ts';
import { nulRecords } from '../../git/nul-records.ts';
import { ARCHIVE_MESSAGE } from '../archive/archive-commit.ts';
import { archiveAt } from '../archive/read-archive.ts';
import type { Place } from '../place.ts';
import { corrupt } from '../read-version.ts';
import { OURS } from '../write-version.ts';

/** About 100 bytes an object. */
const MAX_LISTING = 256 * 1024 * 1024;

const FILES = `(?:${[...OURS].map((name) => name.replaceAll('.', '\\.')).join('|')})`;
const BYTE = '[0-9a-f]{2}';

/** Of all trees and blobs: those of a version, and those of the archive (domain/archive-layout.ts). */
const PATH = new RegExp(
  `^(?:${FILES}|a(?:/${BYTE}(?:/[^/]+(?:/version|/files(?:/${FILES})?)?)?)?|k(?:/${BYTE}(?:/${BYTE})?)?)?$`,
);

/**
 * All of an archive that is new must be commits of archives and versions, with nothing but our files in them: it would
 * be kept here, and sent on. Three processes. @param known commits that were looked at before. @throws artifact_corrupt
 */
export const checkArchive = async (place: Place, tip: string, known: readonly string[]): Promise<void> => {
  await archiveAt(place, tip);
  const stdin = [tip, ...known.map((id) => `^${id}`)].map((line) => `${line}\n`).join('');
  const foreign = (await foreignCommit(place, stdin)) ?? (await foreignPath(place, stdin));
  if (foreign !== undefined) throw corrupt(`${ARCHIVE_REF} at ${tip}`, `it holds what is none of ours: ${foreign}`);
};

const foreignCommit = async ({ git, cwd }: Place, stdin: string): Promise<string | undefined> => {
  let found: string | undefined;
  const onOutput = nulRecords(2, ([id = '', subject = '']) => {
    if (subject.startsWith(ARCHIVE_MESSAGE) || parseArtifactMessage(subject) !== undefined) return;
    found ??= `commit ${id.trim()}`;
  });
  await git.run(['log', '--stdin', '--format=%H%x00%s%x00'], { cwd, stdin, onOutput });
  return found;
};

/** `<id>` of a commit, `<id> <path>` of all else; the path of a tree at the root is empty. */
const foreignPath = async ({ git, cwd }: Place, stdin: string): Promise<string | undefined> => {
  const { stdout } = await git.run(['rev-list', '--objects', '--stdin'], { cwd, stdin, limit: MAX_LISTING });
  const paths = stdout
    .toString('utf8')
    .split('\n')
    .flatMap((line) => (line.includes(' ') ? [line.slice(line.indexOf(' ') + 1)] : []));
  const path = paths.find((one) => !PATH.test(one));
  return path === undefined ? undefined : JSON.stringify(path.slice(0, 200));
};
