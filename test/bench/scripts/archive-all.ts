// argv: REPO. Folds all live artifacts into the archive through the store.
import { artifactIdOf } from '../../../src/domain/refs.ts';
import { openGit } from '../../../src/git/open-git.ts';
import { openArtifactStore } from '../../../src/store/open-artifact-store.ts';

const git = openGit(process.env);
const store = openArtifactStore(git, await git.locate(process.argv[2] ?? '.'));
const tips = (await store.list()).map(({ artifact_id, commit }) => ({ id: artifactIdOf(artifact_id), commit }));
const { archived } = await store.archive.fold(tips);
if (archived.length !== tips.length) throw new Error(`archived ${archived.length} of ${tips.length}`);
