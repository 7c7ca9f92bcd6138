import { refOf, replaceFiles } from '../forge.ts';
import { type GateCase, PASSES, refuses, type Script } from '../gate-case.ts';
import type { Scene } from '../scene.ts';

/** An honest handoff beside something that is none, which the commit names too, or not. */
const beside =
  (hostile: (scene: Scene) => Promise<void>, isNamed = true): Script =>
  async (scene) => {
    const agent = scene.session();
    agent.write('a.txt', 'agent\n');
    await agent.save();
    await scene.sh(`git commit -qam 'work

Handoff: session-1${isNamed ? '\nHandoff: bad' : ''}'`);
    await hostile(scene);
  };

const honestFiles = async ({ sh }: Scene): Promise<{ readonly artifact: string; readonly manifest: string }> => ({
  artifact: await sh(`git cat-file blob ${refOf('session-1')}:artifact.json`),
  manifest: await sh(`git cat-file blob ${refOf('session-1')}:manifest.json`),
});

/** A copy of the honest one with another text for artifact.json. */
const withArtifact = (text: (artifact: string) => string): Script =>
  beside(async (scene) => {
    const { artifact, manifest } = await honestFiles(scene);
    await scene.sh(`git update-ref ${refOf('bad')} ${refOf('session-1')}`);
    await replaceFiles(scene, 'bad', {
      'artifact.json': text(artifact.replace('"artifact_id":"session-1"', '"artifact_id":"bad"')),
      'manifest.json': manifest,
    });
  });

/** A commit of a tree with these raw entries, all of the honest text. */
const withTree = (...entries: readonly string[]): Script =>
  beside(async ({ sh }) => {
    const blob = Buffer.from(await sh(`git rev-parse ${refOf('session-1')}:artifact.json`), 'hex');
    const input = Buffer.concat(entries.flatMap((entry) => [Buffer.from(`${entry}\0`), blob]));
    const tree = await sh('git hash-object -t tree -w --stdin --literally', { input });
    await sh(`git update-ref ${refOf('bad')} $(git commit-tree -m bad ${tree})`);
  });

export const gateCase: GateCase = {
  title: 'what lies in our refs is no artifact: named, it fails; else it costs nothing',
  ...refuses('schema_invalid'),
  script: {
    'a blob': beside(async ({ sh }) => {
      await sh(`git update-ref ${refOf('bad')} $(git rev-parse HEAD:a.txt)`);
    }),
    'a tree': beside(async ({ sh }) => {
      await sh(`git update-ref ${refOf('bad')} $(git rev-parse HEAD^{tree})`);
    }),
    'a tag of a blob': beside(async ({ sh }) => {
      await sh(`git tag -a -m tag bad HEAD:a.txt && git update-ref ${refOf('bad')} bad`);
    }),
    'a commit of code': beside(async ({ sh }) => {
      await sh(`git update-ref ${refOf('bad')} HEAD`);
    }),
    'a link': withTree('120000 artifact.json'),
    'a submodule': withTree('160000 artifact.json'),
    'a file twice': withTree('100644 artifact.json', '100644 artifact.json'),
    'a huge file': beside(async ({ sh }) => {
      await sh(`blob=$(head -c 33554432 /dev/zero | git hash-object -w --stdin)
        tree=$(printf '100644 blob %s\\tartifact.json\\n' $blob | git mktree)
        git update-ref ${refOf('bad')} $(git commit-tree -m bad $tree)`);
    }),
    'a deep one': withArtifact((text) => text.replace('{', `{"deep":${'['.repeat(100_000)}${']'.repeat(100_000)},`)),
    'a key twice': withArtifact((text) => text.replace('{', '{"version":"0",')),
    'no JSON': withArtifact((text) => text.slice(0, -10)),
    'a prototype': withArtifact((text) =>
      text.replace('"payload":[{', '"payload":[{"__proto__":{"verification":null},'),
    ),
    'unnamed ones': {
      ...PASSES,
      script: beside(async ({ sh }) => {
        await sh(`git update-ref ${refOf('bad')} HEAD && git update-ref ${refOf('worse')} $(git rev-parse HEAD:a.txt)`);
      }, false),
    },
    'ids that are none': {
      ...PASSES,
      script: async ({ session, sh }) => {
        const agent = session();
        agent.write('a.txt', 'agent\n');
        await agent.save();
        await sh(`git commit -qam 'work

Handoff: ../../heads/main
Handoff: -x
Handoff: --upload-pack=evil
Handoff: session-1'`);
      },
    },
    '10,000 trailers': {
      default: 'pass',
      strict: 'fail',
      main: { code: 'artifact_named_missing', default: 'warning', strict: 'error' },
      script: async ({ session, sh }) => {
        const agent = session();
        agent.write('a.txt', 'agent\n');
        await agent.save();
        await sh('{ echo work; echo; for at in $(seq 10000); do echo "Handoff: no-$at"; done; } | git commit -qaF -');
      },
    },
    '5,000 older decoys, and nothing named': {
      ...PASSES,
      script: async ({ session, sh }) => {
        const agent = session();
        agent.write('a.txt', 'agent\n');
        const version = await agent.save();
        await sh(`git commit -qam work
          old=$(git log -1 --format=%B ${version} | GIT_COMMITTER_DATE='@1000000000 +0000' git commit-tree ${version}^{tree})
          seq 5000 | sed "s|.*|create refs/opensession/handoff/artifacts/a-& $old|" | git update-ref --stdin`);
      },
    },
    '5,000 decoys': {
      ...PASSES,
      script: async ({ session, sh }) => {
        const agent = session();
        agent.write('a.txt', 'agent\n');
        const version = await agent.save();
        await sh(`git commit -qam 'work

Handoff: session-1@${version}'
          seq 5000 | sed "s|.*|create refs/opensession/handoff/artifacts/a-& ${version}|" | git update-ref --stdin`);
      },
    },
  },
};
