import { asText, field } from '../../domain/json.ts';
import type { LogReader } from '../log-reader.ts';
import { ifReadable } from '../reading/if-readable.ts';
import { baseName, isAbsolute, joinPath, parentPath } from '../reading/join-path.ts';

/** The folder `~/.cursor/projects/<name>` that a transcript lies in; its name is made of the working directory. */
export const projectOf = (transcript: string): string | undefined => {
  for (let here = parentPath(transcript), level = 0; level < 6; level++) {
    if (baseName(here) === 'agent-transcripts') return parentPath(here);
    const above = parentPath(here);
    if (above === here) return undefined;
    here = above;
  }
  return undefined;
};

/**
 * The working directory of a project: `.workspace-trusted` names it; else a folder above `path`, a path that was used,
 * when the project's name is made of it (`/home/dev/my.app` → `home-dev-my-app`).
 */
export const directoryOf = (
  project: string | undefined,
  logs: LogReader | undefined,
  path?: string,
): string | undefined => {
  if (project === undefined) return undefined;
  const file = joinPath(project, '.workspace-trusted');
  if (logs?.stat(file)?.kind === 'file') {
    const named = asText(
      field(
        ifReadable(() => logs.json(file)),
        'workspacePath',
      ),
    );
    if (named !== undefined) return named;
  }
  if (path === undefined || !isAbsolute(path)) return undefined;
  const name = baseName(project).toLowerCase();
  for (let here = path; ;) {
    if (projectName(here).toLowerCase() === name) return here;
    const above = parentPath(here);
    if (above === here) return undefined;
    here = above;
  }
};

/** As the agent names the folder of a project. */
export const projectName = (directory: string): string =>
  directory.replaceAll(/[^A-Za-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');
