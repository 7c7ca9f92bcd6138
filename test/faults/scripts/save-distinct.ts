// argv: REPO PREFIX COUNT. Saves artifacts of distinct ids, and says of each, once it is saved, `REF COMMIT`.
import { openGit } from '../../../src/git/open-git.ts';
import { openArtifactStore } from '../../../src/store/open-artifact-store.ts';
import type { RedactedText } from '../../../src/domain/handoff.ts';
import { versionOf } from '../../store/artifact-fixture.ts';
import { words } from './words.ts';

const [repo = '.', prefix = 'a', count = '1'] = process.argv.slice(2);
const git = openGit(process.env);
const store = openArtifactStore(git, await git.locate(repo));
for (let i = 0; i < Number(count); i++) {
  const id = `${prefix}-${i}`;
  const { ref, commit } = await store.save({
    ...(await versionOf(id, { derived_markdown: words(id) as RedactedText })),
    expect: null,
  });
  process.stdout.write(`${ref} ${commit}\n`);
}
