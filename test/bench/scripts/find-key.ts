// argv: REPO KEY. One lookup in the store.
import { openGit } from '../../../src/git/open-git.ts';
import { openArtifactStore } from '../../../src/store/open-artifact-store.ts';

const git = openGit(process.env);
const store = openArtifactStore(git, await git.locate(process.argv[2] ?? '.'));
const { found } = await store.archive.findByKeys([process.argv[3] ?? '']);
if (found.length !== 1) throw new Error(`found ${found.length}`);
