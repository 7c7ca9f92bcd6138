// argv: REPO. One save through the store, with the ref's name new.
import { toArtifactId } from '../../../src/domain/refs.ts';
import { openGit } from '../../../src/git/open-git.ts';
import { openArtifactStore } from '../../../src/store/open-artifact-store.ts';
import { versionFiles } from './version-files.ts';

// no await on the top level: it is bundled as CommonJS, as the command line is
const save = async (): Promise<void> => {
  const repo = process.argv[2] ?? '.';
  const id = toArtifactId(`bench-${process.hrtime.bigint()}`);
  const git = openGit(process.env);
  const store = openArtifactStore(git, await git.locate(repo));
  const files = versionFiles(id);
  await store.save({
    id,
    files: { 'artifact.json': '', ...files },
    message: `handoff-artifact: ${id}\n`,
    expect: null,
  });
};

void save();
