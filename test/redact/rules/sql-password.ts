import { PASSWORD, type RuleFixtures, WORD, noise } from './rule-fixtures.ts';

const value = noise(16);

export const fixtures: RuleFixtures = {
  found: [
    [`INSERT INTO users (email, password)\nVALUES\n  ('a@b.c', 'x'),\n  ('d@b.c', '${PASSWORD}');`, PASSWORD],
    [`CREATE USER bob IDENTIFIED BY '${value}';`, value],
    [`create user bob identified with mysql_native_password by '${WORD}'`, WORD],
    [`psql -c "ALTER USER bob WITH PASSWORD '${value}'"`, value],
    [`psql -c 'ALTER ROLE bob PASSWORD '\\''${value}'\\'''`, value],
    [`psql -c 'ALTER ROLE bob PASSWORD '"'"'${value}'"'"''`, value],
    [JSON.stringify({ sql: `ALTER USER bob PASSWORD "${value}"` }), value],
    [`SET PASSWORD FOR 'bob'@'%' = PASSWORD('${value}')`, value],
    [`CREATE LOGIN bob WITH PASSWORD = '${PASSWORD}'`, PASSWORD],
    [`INSERT INTO users (name, password) VALUES ('ada', '${PASSWORD}');`, PASSWORD],
    [JSON.stringify({ sql: `insert into "users" ("password", "name") values ("${value}", "ada")` }), value],
    [`the password '${value}' is too short`, value],
  ],
  left: [
    "INSERT INTO users (name, password) VALUES ('ada', 'hashed')",
    "INSERT INTO users (name, password) VALUES ('ada2', $1)",
    "INSERT INTO users (password, name) VALUES (hash('x1'), 'lovelace7')",
    "INSERT INTO tokens (id, token_type) VALUES (1, 'jwt7x9')",
    'CREATE USER bob IDENTIFIED BY :password',
    "CREATE USER bob IDENTIFIED BY '$PASSWORD'",
    "ALTER USER bob PASSWORD '<password>'",
    "ALTER USER bob PASSWORD 'password'",
    "the password 'field' is missing",
    'password NULL',
  ],
};
