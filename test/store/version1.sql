-- A database of schema version 1, as ingest of commit df1da46 made it from the logs in migrate.test.ts.
PRAGMA application_id = 1802396523;
PRAGMA user_version = 1;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE host (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, zone TEXT NOT NULL);
CREATE TABLE user (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE origin (id INTEGER PRIMARY KEY, address TEXT, rhost TEXT, UNIQUE (address, rhost));
CREATE TABLE verdict (
  id INTEGER PRIMARY KEY, host INTEGER NOT NULL REFERENCES host, known INTEGER, method TEXT, outcome TEXT NOT NULL,
  UNIQUE (host, known, method, outcome)
);
CREATE TABLE attempt (
  id INTEGER PRIMARY KEY, time INTEGER, user INTEGER REFERENCES user, origin INTEGER REFERENCES origin, port INTEGER,
  verdict INTEGER NOT NULL REFERENCES verdict, times INTEGER NOT NULL, back INTEGER NOT NULL
);
CREATE TABLE source (
  id INTEGER PRIMARY KEY, path TEXT NOT NULL, head BLOB NOT NULL, head_bytes INTEGER NOT NULL,
  position INTEGER NOT NULL, state TEXT NOT NULL
);
CREATE TABLE pending (
  source INTEGER NOT NULL REFERENCES source, connection INTEGER NOT NULL, attempt INTEGER NOT NULL REFERENCES attempt
);
CREATE TABLE ledger (
  source INTEGER NOT NULL REFERENCES source, host INTEGER NOT NULL REFERENCES host, read INTEGER NOT NULL,
  deciding INTEGER NOT NULL, echo INTEGER NOT NULL, noise INTEGER NOT NULL, other INTEGER NOT NULL,
  unknown INTEGER NOT NULL, open_deciding INTEGER NOT NULL, open_echo INTEGER NOT NULL, PRIMARY KEY (source, host)
) WITHOUT ROWID;
CREATE TABLE coverage (
  source INTEGER NOT NULL REFERENCES source, host INTEGER NOT NULL REFERENCES host, first INTEGER NOT NULL,
  last INTEGER NOT NULL, PRIMARY KEY (source, host, first)
) WITHOUT ROWID;
CREATE VIEW attempts AS
SELECT
  strftime('%Y-%m-%dT%H:%M:%SZ', attempt.time, 'unixepoch') AS time, nullif(host.name, '') AS host, user.name AS user,
  verdict.known AS known, origin.address AS address, origin.rhost AS rhost, attempt.port AS port,
  verdict.method AS method, verdict.outcome AS outcome, attempt.times AS times, attempt.id - attempt.back AS connection
FROM attempt
JOIN verdict ON verdict.id = attempt.verdict
JOIN host ON host.id = verdict.host
LEFT JOIN user ON user.id = attempt.user
LEFT JOIN origin ON origin.id = attempt.origin;
INSERT INTO meta VALUES ('demo', 'false');
INSERT INTO host VALUES (1, 'pi', 'UTC');
INSERT INTO host VALUES (2, 'web', 'UTC');
INSERT INTO user VALUES (1, 'root');
INSERT INTO user VALUES (2, 'admin');
INSERT INTO user VALUES (3, '');
INSERT INTO user VALUES (4, 'git');
INSERT INTO origin VALUES (1, '192.0.2.7', NULL);
INSERT INTO origin VALUES (2, '198.51.100.9', NULL);
INSERT INTO origin VALUES (3, '203.0.113.5', NULL);
INSERT INTO origin VALUES (4, '203.0.113.6', NULL);
INSERT INTO origin VALUES (5, '2001:db8::7', NULL);
INSERT INTO origin VALUES (6, '203.0.113.8', NULL);
INSERT INTO verdict VALUES (1, 1, 1, 'password', 'failed');
INSERT INTO verdict VALUES (2, 1, 0, NULL, 'abandoned');
INSERT INTO verdict VALUES (3, 1, NULL, NULL, 'probe');
INSERT INTO verdict VALUES (4, 1, 0, 'password', 'failed');
INSERT INTO verdict VALUES (5, 2, 1, 'publickey', 'accepted');
INSERT INTO verdict VALUES (6, 2, NULL, NULL, 'probe');
INSERT INTO attempt VALUES (1, 1740823202, 1, 1, 40122, 1, 1, 0);
INSERT INTO attempt VALUES (2, 1740823209, 1, 1, 40122, 1, 2, 1);
INSERT INTO attempt VALUES (3, 1740823500, 2, 2, 50001, 2, 1, 0);
INSERT INTO attempt VALUES (4, 1740959880, NULL, 3, 6000, 3, 1, 0);
INSERT INTO attempt VALUES (5, 1740959941, 3, 4, 6001, 4, 1, 0);
INSERT INTO attempt VALUES (6, 1740985200, 4, 5, 4242, 5, 1, 0);
INSERT INTO attempt VALUES (7, 1740985205, NULL, 6, 999, 6, 1, 0);
INSERT INTO source VALUES (1, 'a.log', x'6296dfaee8952c8586fc6c9e5777acd8d0919ae863e8e7d2c5a474d2a6f05313', 1035, 1035, '{"clock":1740959941,"lines":11,"hosts":[["pi",{"open":[{"id":8,"pids":["sshd 43"],"port":6000,"ip":"203.0.113.5","rhost":null,"spans":[[1740959880,1740959910]],"own":true,"failed":[],"publickey":null,"interactive":[],"accepted":[],"pam":null,"named":null,"probe":{"time":1740959880,"user":null,"ip":"203.0.113.5","rhost":null,"port":6000,"method":null,"times":1,"line":8},"user":null,"relayedUser":null,"known":[],"lines":1},{"id":10,"pids":["sshd 44"],"port":6001,"ip":"203.0.113.6","rhost":null,"spans":[[1740959940,1740959941]],"own":true,"failed":[{"time":1740959941,"user":"","ip":"203.0.113.6","rhost":null,"port":6001,"method":"password","times":1,"line":11}],"publickey":null,"interactive":[],"accepted":[],"pam":null,"named":{"time":1740959940,"user":"","ip":"203.0.113.6","rhost":null,"port":6001,"method":null,"times":1,"line":10},"probe":null,"user":"","relayedUser":null,"known":[["",false]],"lines":2}],"pids":[["sshd 43",8],["sshd 44",10]],"ports":[["203.0.113.5 6000",8],["203.0.113.6 6001",10]],"logins":[],"now":1740959941}]]}');
INSERT INTO source VALUES (2, 'b.log', x'b3dea311270c5f4bff1c8b498d5721ef08077e334b9ca94582efd9f2603905ea', 354, 354, '{"clock":null,"lines":3,"hosts":[["web",{"open":[{"id":1,"pids":["sshd 9"],"port":4242,"ip":"2001:db8::7","rhost":null,"spans":[[1740985200,1740985200]],"own":true,"failed":[],"publickey":null,"interactive":[],"accepted":[{"time":1740985200,"user":"git","ip":"2001:db8::7","rhost":null,"port":4242,"method":"publickey","times":1,"line":1}],"pam":null,"named":null,"probe":null,"user":"git","relayedUser":null,"known":[["git",true]],"lines":1},{"id":2,"pids":["sshd 10"],"port":999,"ip":"203.0.113.8","rhost":null,"spans":[[1740985205,1740985205]],"own":true,"failed":[],"publickey":null,"interactive":[],"accepted":[],"pam":null,"named":null,"probe":{"time":1740985205,"user":null,"ip":null,"rhost":null,"port":null,"method":null,"times":1,"line":2},"user":null,"relayedUser":null,"known":[],"lines":2}],"pids":[["sshd 9",1],["sshd 10",2]],"ports":[["2001:db8::7 4242",1]],"logins":[["2001:db8::7 4242",null]],"now":1740985205}]]}');
INSERT INTO pending VALUES (1, 8, 4);
INSERT INTO pending VALUES (1, 10, 5);
INSERT INTO pending VALUES (2, 1, 6);
INSERT INTO pending VALUES (2, 2, 7);
INSERT INTO ledger VALUES (1, 1, 11, 3, 3, 0, 1, 1, 2, 1);
INSERT INTO ledger VALUES (2, 2, 3, 0, 0, 0, 0, 0, 2, 1);
INSERT INTO coverage VALUES (1, 1, 1740823200, 1740827101);
INSERT INTO coverage VALUES (1, 1, 1740959880, 1740959941);
INSERT INTO coverage VALUES (2, 2, 1740985200, 1740985205);
