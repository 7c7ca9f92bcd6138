// argv: REPO ID NAME COUNT. Adds versions to one artifact, and says of each, once it is saved, `REF COMMIT`.
import { openGit } from '../../../src/git/open-git.ts';
import { openArtifactStore } from '../../../src/store/open-artifact-store.ts';
import { versionOf } from '../../store/artifact-fixture.ts';

const [repo = '.', id = 'one', name = '', count = '1'] = process.argv.slice(2);
const git = openGit(process.env);
const store = openArtifactStore(git, await git.locate(repo));
for (let i = 0; i < Number(count); i++) {
  const { ref, commit } = await store.save(await versionOf(id, { updated_at: `${name}-${i}` }));
  process.stdout.write(`${ref} ${commit}\n`);
}
