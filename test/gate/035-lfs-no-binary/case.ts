import { type GateCase, PASSES } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'a file of git-lfs, with its program absent where the handoff is saved',
  ...PASSES,
  script: async ({ session, sh }) => {
    await sh(`git checkout -q main
      printf '*.bin filter=lfs diff=lfs merge=lfs -text\\n' > .gitattributes
      git add .
      git commit -qm lfs
      git config filter.lfs.clean 'git-lfs-that-is-not-there clean -- %f'
      git config filter.lfs.required true
      git checkout -q -B work main`);
    const agent = session();
    await agent.sh("printf '\\000\\001\\002 model' > model.bin");
    agent.write('a.txt', 'agent\n');
    await agent.save();
    // elsewhere, where git-lfs is: the commit holds the pointer
    await sh(`sum=$(sha256sum model.bin | cut -d' ' -f1)
      size=$(wc -c < model.bin)
      git config --remove-section filter.lfs
      printf 'version https://git-lfs.github.com/spec/v1\\noid sha256:%s\\nsize %d\\n' $sum $size > model.bin
      git add -A
      git commit -qm work`);
  },
};
