import { PASSWORD, type RuleFixtures, noise } from './rule-fixtures.ts';

const encoded = Buffer.from(`{"p": "${PASSWORD}"}`).toString('base64');
const value = noise(20);

export const fixtures: RuleFixtures = {
  found: [
    [`apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\ndata:\n  config.json: ${encoded}\n  user: YWRh\n`, encoded],
    [`apiVersion: v1\ndata:\n  FOO: ${encoded}\nkind: Secret\nmetadata:\n  name: db\n`, encoded],
    [`kind: Secret\nstringData:\n  foo: "${value}"\n`, value],
    [`kind: ConfigMap\ndata:\n  a: words\n---\nkind: Secret\ndata:\n  foo: ${value}\n`, value],
    [`     1\tkind: Secret\n     2\tdata:\n     3\t  foo: ${value}\n`, value],
    [`+kind: Secret\n+data:\n+  foo: ${value}\n`, value],
    [JSON.stringify({ apiVersion: 'v1', data: { tls: value }, kind: 'Secret' }, null, 4), value],
  ],
  left: [
    `kind: ConfigMap\ndata:\n  foo: ${encoded}\n`,
    `kind: Secret\ndata:\n  foo: x\n---\nkind: ConfigMap\ndata:\n  foo: ${encoded}\n`,
    `kind: SecretStore\ndata:\n  foo: ${encoded}\n`,
    'kind: Secret\nmetadata:\n  name: db-credentials\n  labels:\n    app: shop\n',
    'kind: Secret\ndata:\n  foo: {{ .Values.password | b64enc }}\n  bar: $PASSWORD\n',
  ],
};
