/** Real keys of ssh in the home of a scene. */
import type { Scene } from './scene.ts';

/** Makes a key, and signs with it whatever is saved from now on. */
export const signsWith = async ({ sh, base }: Scene, name: string): Promise<void> => {
  await sh(`ssh-keygen -q -t ed25519 -N '' -C ${name} -f "${base}/${name}"
    git config --global commit.gpgSign true
    git config --global gpg.format ssh
    git config --global user.signingKey "${base}/${name}.pub"`);
};

/** Adds a line to `allowed_signers` beside the repository. @param options as ssh-keygen reads them, ended by a space */
export const allowSigner = async (
  { sh, base }: Scene,
  name: string,
  principal: string,
  options = '',
): Promise<void> => {
  await sh(`printf '%s %s' '${principal}' '${options}' >> "${base}/allowed_signers"
    cat "${base}/${name}.pub" >> "${base}/allowed_signers"`);
};

/** Commits the files of that name beside the repository to `main`, and begins `work` there again. */
export const commitSigners = async ({ sh, base }: Scene, ...names: string[]): Promise<void> => {
  const copies = names.map((name) => `cp "${base}/${name}" .opensession/${name}\n`).join('');
  await sh(`git checkout -q main
    mkdir -p .opensession
    ${copies}git add -A
    git -c commit.gpgSign=false commit -qm signers
    git checkout -q -B work`);
  await sh('git config commit.gpgSign false');
};

/** A person whom `main` knows, and who signs nothing until `signing`. */
export const knownSigner = async (scene: Scene): Promise<void> => {
  await signsWith(scene, 'key');
  await allowSigner(scene, 'key', 'person@example.test');
  await commitSigners(scene, 'allowed_signers');
  await scene.sh('git config --global commit.gpgSign false');
};

/** What is saved in `work` is signed; commits are not. */
export const signing = async <T>({ sh }: Scene, work: () => Promise<T>): Promise<T> => {
  // by a person's own settings alone: the repository's, which commits go by, stay as they are
  await sh('git config --global commit.gpgSign true');
  const done = await work();
  await sh('git config --global commit.gpgSign false');
  return done;
};
