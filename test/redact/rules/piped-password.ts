import { PASSWORD, type RuleFixtures, WORD, noise } from './rule-fixtures.ts';

const value = noise(14);

export const fixtures: RuleFixtures = {
  found: [
    [`echo ${WORD} | sudo -S apt-get install jq`, WORD],
    [`echo '${PASSWORD}' | sudo -S -p '' id`, PASSWORD],
    [`echo "${value}" | sudo -u root -kS id`, value],
    [JSON.stringify({ command: `echo "${PASSWORD}" | sudo -S id` }), PASSWORD],
    [`printf '%s\\n' '${PASSWORD}' | sudo -S id`, PASSWORD],
    [`echo -n ${value} | docker login -u ada --password-stdin r.example`, value],
    [`echo ${value} | gh auth login --with-token`, value],
    [`echo ${WORD} | gpg --batch --passphrase-fd 0 -d x.gpg`, WORD],
    [`echo ada:${WORD} | sudo chpasswd`, WORD],
    [`echo "ada:${value}" | chpasswd`, value],
    [`echo ${value} | passwd --stdin ada`, value],
    [`sudo -S id <<< ${WORD}`, WORD],
    [`cd x && sudo -S id <<< "${value}"`, value],
    [`docker login -u ada --password-stdin r.example <<<'${value}'`, value],
    [`chpasswd <<< "ada:${value}"`, value],
  ],
  left: [
    'echo "$PASSWORD" | sudo -S id',
    'echo hello1 | grep h',
    'echo hello1 | sudo tee /etc/x',
    'echo nameserver7 | sudo -E tee /etc/resolv.conf',
    'echo "$TOKEN" | docker login -u ada --password-stdin',
    'cat token.txt | docker login -u ada --password-stdin',
    'echo <token> | gh auth login --with-token',
    'grep x1 <<< value7',
    'echo done1; sudo -S id',
    'echo ada | chpasswd',
  ],
};
