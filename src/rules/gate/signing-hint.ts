/** Of ssh keys alone the target branch can say whose they are. */
export const SIGNING_HINT =
  'git config --global gpg.format ssh && git config --global user.signingkey ~/.ssh/id_ed25519.pub && git config --global commit.gpgSign true';
