// argv: REPO COUNT. Many artifacts saved together, with names that are new.
import { toArtifactId } from '../../../src/domain/refs.ts';
import { openGit } from '../../../src/git/open-git.ts';
import { openArtifactStore } from '../../../src/store/open-artifact-store.ts';
import { versionFiles } from './version-files.ts';

const [repo = '.', count = '1'] = process.argv.slice(2);
const run = process.hrtime.bigint();
const git = openGit(process.env);
const store = openArtifactStore(git, await git.locate(repo));
const versions = Array.from({ length: Number(count) }, (_, index) => {
  const id = toArtifactId(`many-${run}-${index}`);
  return {
    id,
    files: { 'artifact.json': '', ...versionFiles(id) },
    message: `handoff-artifact: ${id}\n`,
    expect: null,
  };
});
const saved = await store.saveAll(versions);
if (!saved.every((one) => 'changed' in one && one.changed)) process.exitCode = 1;
